// Headers, their work and their blooms (spec/chain.md, HDR, WRK, POC and MIN).

import { refusalOf, refuseIf } from '../base.mjs';
import { encode, hash, record, u32, u64 } from '../codec.mjs';
import { doubleSha256 } from '../crypto.mjs';
import { COHERENCE_MAX, COHERENCE_MIN, Oscillators, bloomOf, seedOf } from '../kuramoto.mjs';
import { wideFromBytes } from '../num.mjs';
import { requiredDifficulty } from './difficulty.mjs';

/** HDR-4. */
export const headerType = record({
  version: u32,
  previous: hash,
  merkle_root: hash,
  time_s: u64,
  difficulty: u64,
  nonce: u64,
  bloom_step: u32,
  coherence: u32,
  mean_phase: u32,
  bloom_digest: hash,
});

const PREFIX_SIZE = 84;
const AHEAD_OF_THE_CLOCK_MAX_S = 7200n;

/** HDR-5. */
export function hashOfHeader(header) {
  return doubleSha256(encode(headerType, header));
}

/** HDR-6. */
export function prefixOf(header) {
  return encode(headerType, header).subarray(0, PREFIX_SIZE);
}

/** HDR-7, structure: HDR-1 … HDR-3. */
export function checkStructure(profile, header) {
  refuseIf(header.version !== 1, 'HDR-1');
  refuseIf(header.bloom_step < profile.bloomRun - 1 || header.bloom_step > profile.stepCount - 1, 'HDR-2');
  refuseIf(header.coherence < COHERENCE_MIN || header.coherence > COHERENCE_MAX, 'HDR-3');
}

/** HDR-10: times ascend. */
export function checkAscent(header, before) {
  refuseIf(header.time_s <= before.time_s, 'HDR-10');
}

/** HDR-11, the only refusal that passes with time. */
export function checkClock(header, clock) {
  refuseIf(header.time_s > clock + AHEAD_OF_THE_CLOCK_MAX_S, 'HDR-11');
}

/** HDR-12, with the base of the height and the coherences of the headers before, the last ten of them at least. */
export function checkDifficulty(header, base, coherences) {
  refuseIf(header.difficulty !== requiredDifficulty(base, coherences), 'HDR-12');
}

/** WRK-1 and WRK-2, of a hash as bytes. */
export function checkWork(headerHash, difficulty) {
  refuseIf(difficulty === 0n, 'WRK-1');
  refuseIf(wideFromBytes(headerHash) * difficulty >= 1n << 256n, 'WRK-2');
}

// The bloom of the attempt with this prefix and nonce, or null (KUR-3, KUR-5, KUR-12).
function bloomOfAttempt(profile, prefix, nonce) {
  return bloomOf(Oscillators.seeded(profile, seedOf(profile, prefix, nonce)));
}

/** POC-1 … POC-5. */
export function checkBloom(profile, header) {
  const bloom = bloomOfAttempt(profile, prefixOf(header), header.nonce);
  refuseIf(bloom === null, 'POC-1');
  refuseIf(bloom.step !== header.bloom_step, 'POC-2');
  refuseIf(bloom.coherence !== header.coherence, 'POC-3');
  refuseIf(bloom.meanPhase !== header.mean_phase, 'POC-4');
  refuseIf(!bloom.digest.equals(header.bloom_digest), 'POC-5');
}

/** HDR-7 for a header that has been decoded. */
export function checkHeader(profile, header) {
  checkStructure(profile, header);
  checkWork(hashOfHeader(header), header.difficulty);
  checkBloom(profile, header);
}

/** MIN-1. `header` is null if none of the attempts succeeds. */
export function mine(profile, template, attempts) {
  const prefix = prefixOf(template);
  let { nonce } = template;
  let blooms = 0;
  for (let made = 1; made <= attempts; made++) {
    const bloom = bloomOfAttempt(profile, prefix, nonce);
    const nonceNext = BigInt.asUintN(64, nonce + 1n);
    if (bloom) {
      blooms++;
      const header = withBloom(template, nonce, bloom);
      if (isWorkEnough(header)) return { header, nonceNext, attempts: made, blooms };
    }
    nonce = nonceNext;
  }
  return { header: null, nonceNext: nonce, attempts, blooms };
}

function withBloom(template, nonce, bloom) {
  return {
    ...template,
    nonce,
    bloom_step: bloom.step,
    coherence: bloom.coherence,
    mean_phase: bloom.meanPhase,
    bloom_digest: bloom.digest,
  };
}

function isWorkEnough(header) {
  return refusalOf(() => checkWork(hashOfHeader(header), header.difficulty)) === null;
}
