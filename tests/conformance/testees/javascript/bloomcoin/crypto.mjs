// crypto: hashes, the stream of words and Merkle trees (spec/crypto.md, CRY-1 … CRY-7). Signatures are in ed25519.mjs.

import { createHash } from 'node:crypto';
import { refuseIf } from './base.mjs';

function digest(algorithm, parts) {
  const state = createHash(algorithm);
  for (const part of parts) state.update(part);
  return state.digest();
}

/** CRY-1, of the parts one after another. */
export function sha256(...parts) {
  return digest('sha256', parts);
}

export function sha512(...parts) {
  return digest('sha512', parts);
}

/** CRY-2. */
export function doubleSha256(...parts) {
  return sha256(sha256(...parts));
}

/** CRY-3: the hash function of a tag, for tags that are used more than once. */
export function tagged(tag) {
  const tagHash = sha256(Buffer.from(tag, 'ascii'));
  const start = Buffer.concat([tagHash, tagHash]);
  return (...parts) => sha256(start, ...parts);
}

const streamBlock = tagged('BLC/stream');
const WORDS_IN_A_BLOCK = 8;

/** CRY-4: `count` words of the stream of a seed, after the first `skip`. */
export function words(seed, skip, count) {
  const result = [];
  const counter = Buffer.alloc(8);
  let index = skip % WORDS_IN_A_BLOCK;
  for (let j = BigInt((skip - index) / WORDS_IN_A_BLOCK); result.length < count; j++) {
    counter.writeBigUInt64LE(j);
    const block = streamBlock(seed, counter);
    for (; index < WORDS_IN_A_BLOCK && result.length < count; index++) result.push(block.readUInt32LE(4 * index));
    index = 0;
  }
  return result;
}

/** CRY-5. */
export const merkleLeaf = tagged('BLC/merkle/leaf');
const merkleNode = tagged('BLC/merkle/node');

// CRY-6: the level above one with two hashes or more.
function levelAbove(level) {
  const above = [];
  for (let i = 0; i < level.length; i += 2) {
    above.push(i + 1 < level.length ? merkleNode(level[i], level[i + 1]) : level[i]);
  }
  return above;
}

/** CRY-6: the root over one or more leaves. */
export function merkleRoot(leaves) {
  let level = leaves;
  while (level.length > 1) level = levelAbove(level);
  return level[0];
}

// In a level of n hashes, the index of the other hash of the pair of i, or -1 for the last of an odd number (CRY-7).
function otherOfPair(i, n) {
  const other = i % 2 === 0 ? i + 1 : i - 1;
  return other < n ? other : -1;
}

/** CRY-7: the branch of the leaf with this index. */
export function merkleBranch(leaves, index) {
  const branch = [];
  for (let level = leaves; level.length > 1; level = levelAbove(level)) {
    const other = otherOfPair(index, level.length);
    if (other >= 0) branch.push(level[other]);
    index = Math.floor(index / 2);
  }
  return branch;
}

/** CRY-7: refuses what does not show that `leaf` is number `index` of `count` leaves below the root. */
export function verifyMerkleBranch(root, leaf, index, count, branch) {
  refuseIf(index >= count, 'MRK-1');
  const sides = [];
  for (let [i, n] = [index, count]; n > 1; [i, n] = [Math.floor(i / 2), Math.ceil(n / 2)]) {
    if (otherOfPair(i, n) >= 0) sides.push(i % 2 === 0 ? 'left' : 'right');
  }
  refuseIf(branch.length !== sides.length, 'MRK-2');
  const top = branch.reduce(
    (hash, other, i) => (sides[i] === 'left' ? merkleNode(hash, other) : merkleNode(other, hash)),
    leaf,
  );
  refuseIf(!top.equals(root), 'MRK-3');
}
