// The operations of the room chain.

import { refuseIf } from '../bloomcoin/base.mjs';
import { decode, encode, fromHex } from '../bloomcoin/codec.mjs';
import { wideToBytes } from '../bloomcoin/num.mjs';
import { blockType, checkBlock, decodeBlock, genesisOf, merkleRootOf } from '../bloomcoin/chain/block.mjs';
import { baseAfter, requiredDifficulty, retarget } from '../bloomcoin/chain/difficulty.mjs';
import {
  checkAscent, checkBloom, checkClock, checkDifficulty, checkHeader, checkStructure, checkWork, hashOfHeader,
  headerType, mine, prefixOf,
} from '../bloomcoin/chain/header.mjs';
import { Ledger } from '../bloomcoin/chain/ledger.mjs';
import { Node } from '../bloomcoin/chain/node.mjs';
import {
  addressOf, checkTransaction, rewardOf, signatureHashOf, transactionType, txidOf,
} from '../bloomcoin/chain/transaction.mjs';
import { hashFromHex } from './json.mjs';

const transactionFromHex = (text) => decode(transactionType, fromHex(text));
const headerFromHex = (text) => decode(headerType, fromHex(text));

// The fields of a transaction, as the README has them: without the records in between.
function transactionFields({ body, signatures }) {
  const inputs = body.inputs.map(({ outpoint, public_key }) => ({ ...outpoint, public_key }));
  return { ...body, inputs, signatures };
}

function transactionFromFields({ version, inputs, outputs, lock_height, signatures }) {
  return {
    body: {
      version,
      inputs: inputs.map(({ txid, index, public_key }) => ({
        outpoint: { txid: fromHex(txid), index }, public_key: fromHex(public_key),
      })),
      outputs: outputs.map(({ amount, address }) => ({ amount: BigInt(amount), address: fromHex(address) })),
      lock_height,
    },
    signatures: signatures.map(fromHex),
  };
}

function headerFromFields(fields) {
  return {
    ...fields,
    previous: fromHex(fields.previous),
    merkle_root: fromHex(fields.merkle_root),
    time_s: BigInt(fields.time_s),
    difficulty: BigInt(fields.difficulty),
    nonce: BigInt(fields.nonce),
    bloom_digest: fromHex(fields.bloom_digest),
  };
}

function transactionIds(profile, input) {
  const transaction = transactionFromHex(input.transaction);
  return { txid: txidOf(transaction), signature_hash: signatureHashOf(profile, transaction) };
}

function transactionCheck(profile, input) {
  const transaction = transactionFromHex(input.transaction);
  checkTransaction(profile, transaction);
  return { txid: txidOf(transaction) };
}

function headerHash(_, input) {
  const header = headerFromHex(input.header);
  return { hash: hashOfHeader(header), prefix: prefixOf(header) };
}

function headerCheck(profile, input) {
  const header = headerFromHex(input.header);
  checkHeader(profile, header);
  return { hash: hashOfHeader(header) };
}

function headerAccept(profile, { chain, header: text, clock }) {
  const header = headerFromHex(text);
  const before = chain.map(headerFromHex);
  const last = before.at(-1);
  const hash = hashOfHeader(header);
  checkStructure(profile, header);
  refuseIf(!header.previous.equals(hashOfHeader(last)), 'HDR-8');
  checkAscent(header, last);
  checkClock(header, BigInt(clock));
  checkDifficulty(header, baseAfter(profile, before.map((each) => each.time_s)), before.map((each) => each.coherence));
  checkWork(hash, header.difficulty);
  checkBloom(profile, header);
  return { height: before.length, hash };
}

function difficultyOfChain(profile, { times, coherences }) {
  const base = baseAfter(profile, times.map(BigInt));
  return { base, difficulty: requiredDifficulty(base, coherences) };
}

function workCheck(_, { hash, difficulty }) {
  checkWork(hashFromHex(hash), BigInt(difficulty));
  return {};
}

function mining(profile, { template, attempts }) {
  const result = mine(profile, headerFromHex(template), attempts);
  return {
    header: result.header && encode(headerType, result.header),
    nonce_next: result.nonceNext,
    attempts: result.attempts,
    blooms: result.blooms,
  };
}

function blockCheck(profile, input) {
  const block = decodeBlock(profile, fromHex(input.block));
  checkBlock(profile, block);
  return { hash: hashOfHeader(block.header) };
}

function ledgerApply(profile, { coins, transactions, height }) {
  const ledger = new Ledger(coins.map((coin) => ({
    txid: fromHex(coin.txid),
    index: coin.index,
    amount: BigInt(coin.amount),
    address: fromHex(coin.address),
    height: coin.height,
    is_coinbase: coin.is_coinbase ? 1 : 0,
  })));
  const before = ledger.commitment();
  ledger.apply(profile, transactions.map(transactionFromHex), height);
  return { before, after: ledger.commitment() };
}

function genesis(profile) {
  const block = genesisOf(profile);
  return { block: encode(blockType, block), hash: hashOfHeader(block.header) };
}

// What an event does to a node; the answer is what it adds to the state.
function treatEvent(node, { clock, block, transaction, address }) {
  node.advance(BigInt(clock), block === undefined ? null : fromHex(block));
  if (transaction !== undefined) {
    const { txid, rule } = node.transactionArrives(fromHex(transaction));
    return { transaction: { txid, is: rule ?? 'admitted' } };
  }
  if (address !== undefined) return { template: encode(blockType, node.template(fromHex(address))) };
  return {};
}

function script(profile, { events }) {
  const node = new Node(profile);
  const states = events.map((event) => {
    const result = treatEvent(node, event);
    const { tip, ledger } = node.choice;
    return {
      ...node.choice.takeNews(),
      ...result,
      tip: tip.hash,
      height: tip.height,
      work: wideToBytes(tip.work),
      ledger: ledger.commitment(),
      pool: node.pool.txids,
    };
  });
  return { states };
}

export const operations = {
  'amt.reward': (profile, { height }) => ({ reward: rewardOf(profile, height) }),
  'txn.decode': (_, { transaction }) => ({ fields: transactionFields(transactionFromHex(transaction)) }),
  'txn.encode': (_, { fields }) => ({ transaction: encode(transactionType, transactionFromFields(fields)) }),
  'txn.ids': transactionIds,
  'txn.check': transactionCheck,
  'txn.address': (_, { public_key }) => ({ address: addressOf(fromHex(public_key)) }),
  'hdr.decode': (_, { header }) => ({ fields: headerFromHex(header) }),
  'hdr.encode': (_, { fields }) => ({ header: encode(headerType, headerFromFields(fields)) }),
  'hdr.hash': headerHash,
  'hdr.check': headerCheck,
  'hdr.accept': headerAccept,
  'dif.base': (profile, { base, span }) => ({ base: retarget(profile, BigInt(base), BigInt(span)) }),
  'dif.required': (_, { base, coherences }) => ({ difficulty: requiredDifficulty(BigInt(base), coherences) }),
  'dif.chain': difficultyOfChain,
  'wrk.check': workCheck,
  'min.mine': mining,
  'blk.root': (_, { transactions }) => ({ merkle_root: merkleRootOf(transactions.map(transactionFromHex)) }),
  'blk.check': blockCheck,
  'led.apply': ledgerApply,
  'chn.genesis': genesis,
  'chn.script': script,
};
