// num: integers, roots, angles and the exponential (spec/num.md).
//
// A number that fits in 53 bits, with all products on the way to it, is a Number; all others are BigInts. No Number
// holds a fraction: a quotient stands only inside a Math.floor, which is exact, since a quotient of integers below 2^53
// is never rounded up to an integer. `>>` of a BigInt rounds down for negative numbers too, as NUM-1 wants it.

/** NUM-3. The product is at most 2^30 in magnitude. */
export function mulr(a, b) {
  return (a * b + 0x4000) >> 15;
}

/** NUM-4, of BigInts. */
export function shiftRound(x, n) {
  return (x + (1n << (n - 1n))) >> n;
}

/** NUM-5, by Newton's iteration, which descends to the root from any start that is not below it. */
export function isqrt(n) {
  if (n < 2n) return n;
  const bits = BigInt(n.toString(2).length);
  let root = 1n << ((bits + 1n) / 2n);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** NUM-6: 32 bytes as a wide number. */
export function wideFromBytes(bytes) {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** NUM-6 the other way. */
export function wideToBytes(wide) {
  return Buffer.from(wide.toString(16).padStart(64, '0'), 'hex');
}

/** NUM-7. */
export function divideRound(a, b) {
  return (2n * a + b) / (2n * b);
}

/** NUM-8. */
export function lucas(n) {
  let [now, next] = [2n, 1n];
  for (let i = 0; i < n; i++) [now, next] = [next, now + next];
  return now;
}

// NUM-9, in units of 2^-60.
export const SQRT5 = isqrt(5n << 120n);
export const PHI = ((1n << 60n) + SQRT5) >> 1n;
export const PI = 3622009729038561421n;

// NUM-10. Every factor fits in 16 bits and every product in 32.
function sineOfBin(t) {
  const mirrored = ((t >> 15) ^ (t >> 14)) & 1;
  const folded = t ^ (mirrored ? 0x7fff : 0);
  const x = (folded << 16) >> 16;
  const y = 2 * x + 1;
  const z = mulr(y, y);
  let p = -72;
  p = mulr(p, z) + 1303;
  p = mulr(p, z) - 10583;
  p = mulr(p, z) + 25736;
  return mulr(y, p);
}

/** The sines of all bins (NUM-10) and their cosines (NUM-11), for whoever needs many. */
export const SINES = Int16Array.from({ length: 0x10000 }, (_, bin) => sineOfBin(bin));
export const COSINES = Int16Array.from({ length: 0x10000 }, (_, bin) => SINES[(bin + 0x4000) & 0xffff]);

// NUM-12: A[i] = round(atan(2^-i) / 2π * 2^40).
const ARCTANGENTS = [
  137438953472n, 81134951838n, 42869480287n, 21761217566n, 10922836750n, 5466743129n, 2734038620n, 1367102738n,
  683561799n, 341782203n, 170891265n, 85445653n, 42722829n, 21361415n, 10680707n, 5340354n,
  2670177n, 1335088n, 667544n, 333772n, 166886n, 83443n, 41722n, 20861n,
  10430n, 5215n, 2608n, 1304n, 652n, 326n, 163n, 81n,
];

/** NUM-12, of BigInts below 2^60 in magnitude; the turn is a Number. Neither x nor y exceeds 2^62 on the way. */
export function angleOf(x, y) {
  if (x === 0n && y === 0n) return 0;
  let start = 0n;
  if (x < 0n) [x, y, start] = [-x, -y, 1n << 31n];
  const bits = (v) => (v < 0n ? -v : v).toString(2).length;
  // Doubling while both doubles are below 2^60 ends when the longer coordinate has 60 bits.
  const doublings = BigInt(60 - Math.max(bits(x), bits(y)));
  x <<= doublings;
  y <<= doublings;
  let angle = 0n;
  ARCTANGENTS.forEach((arctangent, index) => {
    const i = BigInt(index);
    if (y > 0n) [x, y, angle] = [x + (y >> i), y - (x >> i), angle + arctangent];
    else [x, y, angle] = [x - (y >> i), y + (x >> i), angle - arctangent];
  });
  return Number(BigInt.asUintN(32, start + shiftRound(angle, 8n)));
}

/** NUM-13: a u32 in, a Number out. Products reach 2^62, so BigInts lie between. */
export function expNeg(x) {
  const t = BigInt(x) >> 1n;
  const one = 1n << 31n;
  let e = one;
  for (let n = 13n; n >= 1n; n--) e = one - (t * e) / (n * one);
  e = (e * e) >> 31n;
  e = (e * e) >> 31n;
  return Number((e + 1n) >> 1n);
}
