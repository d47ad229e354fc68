// How values are written in JSON (tests/vectors/README.md, "Values"): bytes as hexadecimal text, integers of 64 bits as
// strings of digits, all other integers as numbers.

import { decode, fromHex, hash, toHex } from '../bloomcoin/codec.mjs';

/** A value of the codec as JSON: each form of value has one form of JSON. */
export function toJson(value) {
  if (typeof value === 'bigint') return value.toString();
  if (Buffer.isBuffer(value)) return toHex(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toJson(each)]));
}

/** Bytes that are a hash and nothing else (COD-7). */
export function hashFromHex(text) {
  return decode(hash, fromHex(text));
}
