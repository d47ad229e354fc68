// The operations of the room num.

import { sha256 } from '../bloomcoin/crypto.mjs';
import { COSINES, SINES, angleOf, expNeg, isqrt, lucas, mulr, shiftRound } from '../bloomcoin/num.mjs';

// The SHA-256 of `count` values of a table from `start` on, each as an i16 with its least significant byte first.
function digestOf(table, { start, count }) {
  const bytes = Buffer.alloc(2 * count);
  for (let i = 0; i < count; i++) bytes.writeInt16LE(table[(start + i) & 0xffff], 2 * i);
  return { digest: sha256(bytes) };
}

// A wide number as JSON holds it: 64 digits, the most significant first.
const wide = (digits) => BigInt('0x' + digits);
const wideDigits = (number) => number.toString(16).padStart(64, '0');

export const operations = {
  'num.mulr': (_, { a, b }) => ({ value: mulr(a, b) }),
  'num.shift_round': (_, { x, bits }) => ({ value: shiftRound(BigInt(x), BigInt(bits)) }),
  'num.isqrt': (_, { n }) => ({ root: Number(isqrt(BigInt(n))) }),
  'num.product': (_, { a, factor }) => {
    const product = wide(a) * BigInt(factor);
    return { high: product >> 256n, low: wideDigits(product & ((1n << 256n) - 1n)) };
  },
  'num.divide_round': (_, { a, b }) => ({ quotient: wideDigits((2n * wide(a) + wide(b)) / (2n * wide(b))) }),
  'num.lucas': (_, { n }) => ({ value: lucas(n) }),
  'num.sin': (_, { turn }) => ({ value: SINES[turn] }),
  'num.cos': (_, { turn }) => ({ value: COSINES[turn] }),
  'num.sines': (_, range) => digestOf(SINES, range),
  'num.cosines': (_, range) => digestOf(COSINES, range),
  'num.angle': (_, { x, y }) => ({ turn: angleOf(BigInt(x), BigInt(y)) }),
  'num.exp_neg': (_, { x }) => ({ value: expNeg(x) }),
};
