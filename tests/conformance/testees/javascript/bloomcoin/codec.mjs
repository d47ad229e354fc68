// codec: values as bytes, hexadecimal text and binary32 (spec/codec.md).
//
// A *type* is an object with `read(reader, bigEndian)`, `write(value, parts, bigEndian)` and `sizeMax`, the greatest
// number of bytes of a value. Integers of up to 32 bits are Numbers, those of 64 bits BigInts, arrays of bytes
// Buffers, lists arrays, and records plain objects.

import { refuseIf } from './base.mjs';
import { PI, divideRound, shiftRound } from './num.mjs';

/** Reads values from exactly the bytes that were given (COD-7). */
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.offset = 0;
  }

  take(count) {
    refuseIf(this.bytes.length - this.offset < count, 'COD-1');
    this.offset += count;
    return this.bytes.subarray(this.offset - count, this.offset);
  }

  end() {
    refuseIf(this.offset !== this.bytes.length, 'COD-2');
  }
}

// COD-5, and COD-18 where the record says so.
function smallInteger(size) {
  return {
    sizeMax: size,
    read(reader, bigEndian) {
      const bytes = reader.take(size);
      return bigEndian ? bytes.readUIntBE(0, size) : bytes.readUIntLE(0, size);
    },
    write(value, parts, bigEndian) {
      const bytes = Buffer.alloc(size);
      if (bigEndian) bytes.writeUIntBE(value, 0, size);
      else bytes.writeUIntLE(value, 0, size);
      parts.push(bytes);
    },
  };
}

export const u8 = smallInteger(1);
export const u16 = smallInteger(2);
export const u32 = smallInteger(4);

export const u64 = {
  sizeMax: 8,
  read(reader, bigEndian) {
    const bytes = reader.take(8);
    return bigEndian ? bytes.readBigUInt64BE() : bytes.readBigUInt64LE();
  },
  write(value, parts, bigEndian) {
    const bytes = Buffer.alloc(8);
    if (bigEndian) bytes.writeBigUInt64BE(value);
    else bytes.writeBigUInt64LE(value);
    parts.push(bytes);
  },
};

/** COD-6: an array of bytes of fixed length. */
export function byteArray(size) {
  return {
    sizeMax: size,
    read: (reader) => reader.take(size),
    write: (value, parts) => parts.push(value),
  };
}

export const hash = byteArray(32);

/** COD-9: a list of at most `countMax` elements. COD-10 is asked before anything of the elements is read. */
export function list(countMax, element, countType = u16) {
  return {
    sizeMax: countType.sizeMax + countMax * element.sizeMax,
    read(reader, bigEndian) {
      const count = countType.read(reader, bigEndian);
      refuseIf(count > countMax, 'COD-10');
      const elements = [];
      while (elements.length < count) elements.push(element.read(reader, bigEndian));
      return elements;
    },
    write(elements, parts, bigEndian) {
      refuseIf(elements.length > countMax, 'COD-10');
      countType.write(elements.length, parts, bigEndian);
      for (const each of elements) element.write(each, parts, bigEndian);
    },
  };
}

/** COD-7: a record of `fields`, an object of types. It says itself how its integers are written (COD-18). */
export function record(fields, { bigEndian = false } = {}) {
  const entries = Object.entries(fields);
  return {
    fields,
    sizeMax: entries.reduce((sum, [, type]) => sum + type.sizeMax, 0),
    read(reader) {
      const value = {};
      for (const [name, type] of entries) value[name] = type.read(reader, bigEndian);
      return value;
    },
    write(value, parts) {
      for (const [name, type] of entries) type.write(value[name], parts, bigEndian);
    },
  };
}

/** The value that `bytes` stand for, all of them (COD-7). */
export function decode(type, bytes) {
  const reader = new Reader(bytes);
  const value = type.read(reader, false);
  reader.end();
  return value;
}

export function encode(type, value) {
  const parts = [];
  type.write(value, parts, false);
  return Buffer.concat(parts);
}

/** COD-8. COD-3 counts the bytes of the text in UTF-8. */
export function fromHex(text) {
  refuseIf(Buffer.byteLength(text, 'utf8') % 2 !== 0, 'COD-3');
  refuseIf(!/^[0-9a-f]*$/.test(text), 'COD-4');
  return Buffer.from(text, 'hex');
}

export function toHex(bytes) {
  return Buffer.from(bytes).toString('hex');
}

const BINARY32_SIGN = 2 ** 31;
const BINARY32_INFINITY = 0x7f800000;
const BINARY32_EIGHT = 0x41000000;
export const BINARY32_ONE = 0x3f800000;

/** A binary32 without its sign. For those that are finite a greater magnitude is a greater u32 (COD-11). */
export function magnitude32(x) {
  return x % BINARY32_SIGN;
}

export function isNegative32(x) {
  return x >= BINARY32_SIGN;
}

export function refuseNotFinite32(x) {
  refuseIf(magnitude32(x) >= BINARY32_INFINITY, 'COD-12');
}

// COD-11: ±m and q of a finite binary32, which stands for ±m * 2^q.
function parts32(x) {
  const exponent = Math.floor(magnitude32(x) / 2 ** 23);
  const fraction = BigInt(x % 2 ** 23);
  const m = exponent === 0 ? fraction : fraction + (1n << 23n);
  const q = exponent === 0 ? -149n : BigInt(exponent) - 150n;
  return { m: isNegative32(x) ? -m : m, q };
}

// m * 2^q as the nearest integer, ties upward.
function roundScaled(m, q) {
  return q >= 0n ? m << q : shiftRound(m, -q);
}

/** COD-13, a BigInt. */
export function fixed(x, n) {
  const { m, q } = parts32(x);
  return roundScaled(m, q + BigInt(n));
}

/** COD-14, of a BigInt. */
export function binary32(v, n) {
  if (v === 0n) return 0;
  const bits = BigInt(v.toString(2).length);
  let shift = bits - 24n;
  let m = shift <= 0n ? v << -shift : roundHalfToEven(v, shift);
  // The mantissa may have been rounded up to the next power of two.
  if (m === 1n << 24n) [m, shift] = [m >> 1n, shift + 1n];
  const exponent = shift - BigInt(n) + 150n;
  return Number((exponent << 23n) + m - (1n << 23n));
}

function roundHalfToEven(v, shift) {
  const quotient = v >> shift;
  const rest = v - (quotient << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

// 2^40 / 2π, and 2π * 2^28.
const TURNS_IN_A_RADIAN = divideRound(1n << 99n, PI);
const RADIANS_IN_A_TURN = shiftRound(PI, 31n);

/** COD-15. Where 8 - q is above 62 the rounding gives 0 of itself: the product is below 2^62 in magnitude. */
export function turnFromRadians(x) {
  refuseNotFinite32(x);
  refuseIf(magnitude32(x) >= BINARY32_EIGHT, 'COD-16');
  const { m, q } = parts32(x);
  return Number(BigInt.asUintN(32, roundScaled(m * TURNS_IN_A_RADIAN, q - 8n)));
}

/** COD-17. */
export function radians(turn) {
  return binary32(BigInt(turn) * RADIANS_IN_A_TURN, 60);
}
