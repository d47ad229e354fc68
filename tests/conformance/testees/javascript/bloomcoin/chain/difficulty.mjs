// The difficulty that a height requires (spec/chain.md, DIF).

import { negentropy } from '../kuramoto.mjs';
import { divideRound } from '../num.mjs';

const BASE_MAX = 1n << 62n;
/** DIF-2: how many headers before a height have a say in what it requires. */
export const COHERENCES_MAX = 10;

function clamp(value, least, greatest) {
  if (value < least) return least;
  return value > greatest ? greatest : value;
}

/** DIF-1: the base that is set anew from the one before and the span of a window. */
export function retarget(profile, base, span) {
  const target = BigInt(profile.retargetWindow * profile.intervalTargetS);
  const bounded = clamp(span, target / 2n, 2n * target);
  return clamp(divideRound(base * target, bounded), 1n, BASE_MAX);
}

/** DIF-1: the base of height n > 0, from that of n - 1 and the times of the heights before. */
export function baseOf(profile, n, baseBefore, timeAt) {
  const window = profile.retargetWindow;
  if (n <= 1 || (n - 1) % window !== 0) return baseBefore;
  return retarget(profile, baseBefore, timeAt(n - 1) - timeAt(n - 1 - window));
}

/** DIF-1: the base of the height after a chain with these times, of one header or more. */
export function baseAfter(profile, times) {
  let base = profile.difficultyInitial;
  for (let n = 1; n <= times.length; n++) base = baseOf(profile, n, base, (height) => times[height]);
  return base;
}

/** DIF-2, from the coherences of the headers before, of which the last ten count. */
export function requiredDifficulty(base, coherences) {
  const last = coherences.slice(-COHERENCES_MAX);
  const mean = Math.floor(last.reduce((sum, coherence) => sum + coherence, 0) / last.length);
  return base + (base * BigInt(negentropy(mean))) / (10n << 30n);
}
