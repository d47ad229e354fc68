// Blocks, as far as they need no others (spec/chain.md, BLK-1 … BLK-5, BLK-8 … BLK-10), and the first ones (CHN-1,
// CHN-2).

import { refuseIf } from '../base.mjs';
import { decode, encode, list, record } from '../codec.mjs';
import { merkleLeaf, merkleRoot } from '../crypto.mjs';
import { TIME_OF_GENESIS_S } from '../param.mjs';
import { checkBloom, checkStructure, checkWork, hashOfHeader, headerType, mine } from './header.mjs';
import { checkTransaction, isCoinbase, makeCoinbase, rewardOf, transactionType } from './transaction.mjs';

export const TRANSACTIONS_MAX = 4096;
const ZEROS = Buffer.alloc(32);

/** BLK-8. */
export const blockType = record({ header: headerType, transactions: list(TRANSACTIONS_MAX, transactionType) });

/** BLK-9, of one transaction or more. */
export function merkleRootOf(transactions) {
  return merkleRoot(transactions.map((transaction) => merkleLeaf(encode(transactionType, transaction))));
}

/** BLK-1 and decoding. */
export function decodeBlock(profile, bytes) {
  refuseIf(bytes.length > profile.blockSizeMax, 'BLK-1');
  return decode(blockType, bytes);
}

/** Work and bloom of the header, BLK-2 and BLK-3: what a bad copy of a good block can break, too (CHN-6). */
export function checkProof(profile, block) {
  checkWork(hashOfHeader(block.header), block.header.difficulty);
  checkBloom(profile, block.header);
  refuseIf(block.transactions.length === 0, 'BLK-2');
  refuseIf(!merkleRootOf(block.transactions).equals(block.header.merkle_root), 'BLK-3');
}

/** BLK-4, BLK-5 and TXN-17: what the hash of a block covers. */
export function checkTransactions(profile, block) {
  const [first, ...others] = block.transactions;
  refuseIf(!isCoinbase(first), 'BLK-4');
  refuseIf(others.some(isCoinbase), 'BLK-5');
  for (const transaction of block.transactions) checkTransaction(profile, transaction);
}

/** BLK-10 for a block that has been decoded. */
export function checkBlock(profile, block) {
  checkStructure(profile, block.header);
  checkProof(profile, block);
  checkTransactions(profile, block);
}

/** A header that has yet to be mined. */
export function templateOf({ previous, transactions, time_s, difficulty }) {
  return {
    version: 1,
    previous,
    merkle_root: merkleRootOf(transactions),
    time_s,
    difficulty,
    nonce: 0n,
    bloom_step: 0,
    coherence: 0,
    mean_phase: 0,
    bloom_digest: ZEROS,
  };
}

/** CHN-1: the first block. That its nonce is the first to succeed is known from CHN-2. */
export function genesisOf(profile) {
  const transactions = [makeCoinbase(0, rewardOf(profile, 0), ZEROS)];
  const template = templateOf({
    previous: ZEROS, transactions, time_s: TIME_OF_GENESIS_S, difficulty: profile.difficultyInitial,
  });
  const { header } = mine(profile, { ...template, nonce: profile.genesisNonce }, 1);
  return { header, transactions };
}
