// Ed25519 signatures, verified strictly (spec/crypto.md, CRY-8 … CRY-10; RFC 8032, section 5.1).
//
// Coordinates are BigInts. Points are kept in extended coordinates: { x, y, z, t } stands for (x/z, y/z), with xy = zt.
// Signing takes a time that depends on the secret key: this program shows what is right, it does not guard secrets.

import { refuseIf } from './base.mjs';
import { sha512 } from './crypto.mjs';

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

// The residue of a, from 0 to P - 1.
function mod(a) {
  const rest = a % P;
  return rest < 0n ? rest + P : rest;
}

function power(base, exponent) {
  let result = 1n;
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % P;
    base = (base * base) % P;
  }
  return result;
}

const inverse = (a) => power(a, P - 2n);

const D = mod(-121665n * inverse(121666n));
const SQRT_MINUS_ONE = power(2n, (P - 1n) / 4n);

const NEUTRAL = { x: 0n, y: 1n, z: 1n, t: 0n };

// RFC 8032, section 5.1.4. The formula holds for any two points of the curve, equal ones too.
function add(p, q) {
  const a = ((p.y - p.x) * (q.y - q.x)) % P;
  const b = ((p.y + p.x) * (q.y + q.x)) % P;
  const c = (((2n * p.t * q.t) % P) * D) % P;
  const d = (2n * p.z * q.z) % P;
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return { x: (e * f) % P, y: (g * h) % P, z: (f * g) % P, t: (e * h) % P };
}

function double(p) {
  const a = (p.x * p.x) % P;
  const b = (p.y * p.y) % P;
  const c = (2n * p.z * p.z) % P;
  const h = a + b;
  const sum = p.x + p.y;
  const e = h - ((sum * sum) % P);
  const g = a - b;
  const f = c + g;
  return { x: (e * f) % P, y: (g * h) % P, z: (f * g) % P, t: (e * h) % P };
}

function negate(p) {
  return { x: -p.x, y: p.y, z: p.z, t: -p.t };
}

// m * p + n * q, with one chain of doublings for both.
function multiplyAdd(m, p, n, q) {
  const choices = [null, p, q, add(p, q)];
  let sum = NEUTRAL;
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum);
    const choice = choices[Number((m >> bit) & 1n) + 2 * Number((n >> bit) & 1n)];
    if (choice !== null) sum = add(sum, choice);
  }
  return sum;
}

function multiply(m, p) {
  return multiplyAdd(m, p, 0n, NEUTRAL);
}

function fromLittleEndian(bytes) {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

function toLittleEndian(number) {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse();
}

function compress(p) {
  const scale = inverse(mod(p.z));
  const [x, y] = [mod(p.x * scale), mod(p.y * scale)];
  return toLittleEndian(y | ((x & 1n) << 255n));
}

// A square root of u / v modulo P, or null if there is none.
function squareRootOfRatio(u, v) {
  const square = (u * inverse(v)) % P;
  const root = power(square, (P + 3n) / 8n);
  for (const candidate of [root, (root * SQRT_MINUS_ONE) % P]) {
    if ((candidate * candidate) % P === square) return candidate;
  }
  return null;
}

/** CRY-9: the point of a canonical encoding, or null if the 32 bytes are none. */
function decompress(bytes) {
  const number = fromLittleEndian(bytes);
  const xIsOdd = number >> 255n;
  const y = number & ((1n << 255n) - 1n);
  if (y >= P) return null;
  // From -x² + y² = 1 + d x² y²; d y² + 1 is never 0, as -1/d is no square.
  const x = squareRootOfRatio(mod(y * y - 1n), mod(D * y * y + 1n));
  if (x === null) return null;
  if (x === 0n && xIsOdd === 1n) return null;
  const signed = (x & 1n) === xIsOdd ? x : P - x;
  return { x: signed, y, z: 1n, t: (signed * y) % P };
}

const BASE = decompress(Buffer.from(`58${'66'.repeat(31)}`, 'hex'));

// CRY-9: the y of the eight points of small order.
const Y_OF_ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const SMALL_ORDER_Y = new Set([0n, 1n, P - 1n, Y_OF_ORDER_8, P - Y_OF_ORDER_8]);

// RFC 8032, section 5.1.5: the secret scalar and what is hashed with messages.
function expand(secret) {
  const digest = sha512(secret);
  const low = Buffer.from(digest.subarray(0, 32));
  low[0] &= 0xf8;
  low[31] = (low[31] & 0x7f) | 0x40;
  return { scalar: fromLittleEndian(low), nonceKey: digest.subarray(32) };
}

export function publicKey(secret) {
  return compress(multiply(expand(secret).scalar, BASE));
}

/** RFC 8032, section 5.1.6. */
export function sign(secret, message) {
  const { scalar, nonceKey } = expand(secret);
  const key = publicKey(secret);
  const r = fromLittleEndian(sha512(nonceKey, message)) % L;
  const R = compress(multiply(r, BASE));
  const k = fromLittleEndian(sha512(R, key, message)) % L;
  return Buffer.concat([R, toLittleEndian((r + k * scalar) % L)]);
}

/** CRY-10: refuses a signature that is not that of the message under the key. */
export function verify(key, message, signature) {
  const R = signature.subarray(0, 32);
  const s = fromLittleEndian(signature.subarray(32));
  refuseIf(s >= L, 'SIG-1');
  const keyPoint = decompress(key);
  refuseIf(keyPoint === null, 'SIG-2');
  const point = decompress(R);
  refuseIf(point === null, 'SIG-3');
  refuseIf(SMALL_ORDER_Y.has(keyPoint.y), 'SIG-4');
  refuseIf(SMALL_ORDER_Y.has(point.y), 'SIG-5');
  const k = fromLittleEndian(sha512(R, key, message)) % L;
  // S B - k A is compared with R; both are points, whose z may differ.
  const sum = multiplyAdd(s, BASE, k, negate(keyPoint));
  const equal = mod(sum.x - point.x * sum.z) === 0n && mod(sum.y - point.y * sum.z) === 0n;
  refuseIf(!equal, 'SIG-6');
}
