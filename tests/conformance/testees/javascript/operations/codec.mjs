// The operations of the room codec.

import { binary32, fixed, fromHex, radians, toHex, turnFromRadians } from '../bloomcoin/codec.mjs';
import { sha256 } from '../bloomcoin/crypto.mjs';

// The SHA-256 of what `radians` makes of turns, and of the turns that come back.
function digestOfAngles({ start, step, count }) {
  const bytes = Buffer.alloc(8 * count);
  let turn = start;
  for (let i = 0; i < count; i++) {
    const angle = radians(turn);
    bytes.writeUInt32LE(angle, 8 * i);
    bytes.writeUInt32LE(turnFromRadians(angle), 8 * i + 4);
    turn = (turn + step) >>> 0;
  }
  return { digest: sha256(bytes) };
}

export const operations = {
  'cod.from_hex': (_, { text }) => ({ bytes: [...fromHex(text)] }),
  'cod.to_hex': (_, { bytes }) => ({ text: toHex(bytes) }),
  'cod.fixed': (_, { x, bits }) => ({ value: fixed(x, bits) }),
  'cod.binary32': (_, { value, bits }) => ({ x: binary32(BigInt(value), bits) }),
  'cod.turn': (_, { x }) => ({ turn: turnFromRadians(x) }),
  'cod.radians': (_, { turn }) => ({ x: radians(turn) }),
  'cod.angles': (_, range) => digestOfAngles(range),
};
