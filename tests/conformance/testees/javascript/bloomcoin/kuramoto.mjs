// kuramoto: oscillators, order, blooms and merging (spec/kuramoto.md).
//
// A step is the inner loop of everything, so that it is made of integers of 32 bits and of Numbers that hold integers
// below 2^53. Phases are kept as i32: the same 32 bits as the turn (KUR-1), and `>>> 0` makes the turn of them.

import { refuseIf } from './base.mjs';
import { COSINES, SINES, angleOf, expNeg, isqrt } from './num.mjs';
import { tagged, words } from './crypto.mjs';
import { FREQUENCY_SCALE } from './param.mjs';

/** The greatest coherence, r = 1, and the least of a coherent state (KUR-8). */
export const COHERENCE_MAX = 2 ** 30;
export const COHERENCE_MIN = 929887696;

const seedHash = tagged('BLC/poc/seed');
const digestHash = tagged('BLC/poc/bloom');

/** KUR-3. */
export function seedOf(profile, prefix, nonce) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(nonce);
  return seedHash(profile.magic, prefix, bytes);
}

/** KUR-4. The whole product needs 54 bits; in halves of the word, none needs more than 39. */
export function frequencyOf(word) {
  const high = word >> 16;
  const low = word & 0xffff;
  const sum = high * FREQUENCY_SCALE + Math.floor((low * FREQUENCY_SCALE) / 2 ** 16);
  return Math.floor(sum / 2 ** 15);
}

/** N oscillators, with the mean field of their phases as they are: `c` and `s` of KUR-6. */
export class Oscillators {
  constructor(profile, frequencies, phases) {
    this.profile = profile;
    this.frequencies = Int32Array.from(frequencies);
    this.phases = Int32Array.from(phases);
    // The coupling gain in two halves, for KUR-10.
    this.gainHigh = Number(profile.couplingGain >> 18n);
    this.gainLow = Number(profile.couplingGain & 0x3ffffn);
    this.c = 0;
    this.s = 0;
    for (const phase of this.phases) {
      this.c += COSINES[phase >>> 16];
      this.s += SINES[phase >>> 16];
    }
  }

  /** KUR-5: the state at step 0. */
  static seeded(profile, seed) {
    const n = profile.oscillatorCount;
    const drawn = words(seed, 0, 2 * n);
    return new Oscillators(profile, drawn.slice(0, n).map(frequencyOf), drawn.slice(n));
  }

  // shift_round(sum * G, 36) of KUR-10. With G = high * 2^18 + low it is
  // floor((sum * high + floor((sum * low + 2^35) / 2^18)) / 2^18); as |sum| < 2^30 and |sum * G| < 2^63 (PAR-5),
  // sum * high is below 2^45 and sum * low below 2^48 in magnitude.
  #coupling(sum) {
    const carry = Math.floor((sum * this.gainLow + 2 ** 35) / 2 ** 18);
    return Math.floor((sum * this.gainHigh + carry) / 2 ** 18);
  }

  /** KUR-10. A coupling fits in 16 bits and a torque in 32 (PAR-5); the sum of three i32 is exact before it wraps. */
  step() {
    const { phases, frequencies } = this;
    const n = phases.length;
    const as = this.#coupling(this.s) | 0;
    const ac = this.#coupling(this.c) | 0;
    let c = 0;
    let s = 0;
    for (let i = 0; i < n; i++) {
      const before = phases[i];
      const bin = before >>> 16;
      const torque = (Math.imul(as, COSINES[bin]) - Math.imul(ac, SINES[bin])) | 0;
      const after = (before + frequencies[i] + (torque >> 6)) | 0;
      phases[i] = after;
      c += COSINES[after >>> 16];
      s += SINES[after >>> 16];
    }
    this.c = c;
    this.s = s;
  }

  /** KUR-7. With N at most 1024, c and s are below 2^24.1 and both sides below 2^52. */
  get coherent() {
    const one = this.phases.length * 2 ** 14;
    return 4 * (this.s * this.s + this.c * this.c) > 3 * one * one;
  }

  /** KUR-8. */
  get coherence() {
    const n = BigInt(this.phases.length);
    const square = BigInt(this.s * this.s + this.c * this.c);
    return Math.min(Number(isqrt((square << 32n) / (n * n))), COHERENCE_MAX);
  }

  /** KUR-9. */
  get meanPhase() {
    return angleOf(BigInt(this.c), BigInt(this.s));
  }

  /** KUR-11. */
  get digest() {
    const bytes = Buffer.alloc(4 * this.phases.length);
    this.phases.forEach((phase, i) => bytes.writeInt32LE(phase, 4 * i));
    return digestHash(bytes);
  }

  /** The phases as turns (KUR-1). */
  get turns() {
    return Array.from(this.phases, (phase) => phase >>> 0);
  }
}

/** KUR-12: the bloom of an attempt from these oscillators, or null. They are left in the last state looked at. */
export function bloomOf(oscillators) {
  const { stepCount, bloomRun } = oscillators.profile;
  let run = 0;
  for (let step = 0; ; step++) {
    run = oscillators.coherent ? run + 1 : 0;
    if (run === bloomRun) return { step, ...measure(oscillators) };
    if (step === stepCount - 1) return null;
    oscillators.step();
  }
}

/** What a header says of the state of a bloom (KUR-12). */
export function measure(oscillators) {
  return { coherence: oscillators.coherence, meanPhase: oscillators.meanPhase, digest: oscillators.digest };
}

/** KUR-13. */
export function negentropy(coherence) {
  const d = BigInt(Math.abs(coherence - 929887697));
  return expNeg(Number((((d * d) >> 30n) * 3841535534n) >> 30n));
}

/** KUR-14: `count` merged phases of states { weight, phases }. A sum is below 2^41 in magnitude. */
export function merge(states, count) {
  refuseIf(states.length === 0 || states.length > 1024, 'MRG-1');
  refuseIf(states.some((state) => state.phases.length === 0), 'MRG-2');
  refuseIf(states.every((state) => state.weight === 0), 'MRG-3');
  const merged = [];
  for (let i = 0; i < count; i++) {
    let x = 0;
    let y = 0;
    for (const { weight, phases } of states) {
      const index = count === 1 ? 0 : Math.floor((i * (phases.length - 1)) / (count - 1));
      const bin = phases[index] >>> 16;
      x += weight * COSINES[bin];
      y += weight * SINES[bin];
    }
    merged.push(angleOf(BigInt(x), BigInt(y)));
  }
  return merged;
}
