// The pool of transactions that are in no block yet, and the templates made of it (spec/chain.md, MPL).
//
// An entry of the pool is { key, txid, transaction, fee, size, height }; a Map keeps entries in the order in which
// they came, so that whatever comes before a transaction (MPL-8) stands before it.

import { refuseIf, refusalOf } from '../base.mjs';
import { encode, u16 } from '../codec.mjs';
import { TRANSACTIONS_MAX, templateOf } from './block.mjs';
import { headerType } from './header.mjs';
import { checkMaturity, checkOwner, coinsOf, feeOf, verifySignatures } from './ledger.mjs';
import {
  checkTransaction, isCoinbase, keyOfInput, makeCoinbase, outpointKey, rewardOf, transactionType, txidOf,
} from './transaction.mjs';

const BEFORE_MAX = 24;
const COINBASE_SIZE = 54;

const sumOf = (entries, field) => entries.reduce((sum, entry) => sum + entry[field], 0);
const feesOf = (entries) => entries.reduce((sum, entry) => sum + entry.fee, 0n);

// How a's fee rate compares with b's, exactly: above 0 if it is higher. Both have `fee` and `size`.
function compareRates(a, b) {
  const [left, right] = [a.fee * BigInt(b.size), b.fee * BigInt(a.size)];
  if (left === right) return 0;
  return left > right ? 1 : -1;
}

// The keys of the transactions whose outputs a transaction spends.
function sourcesOf(transaction) {
  return transaction.body.inputs.map(({ outpoint }) => outpoint.txid.toString('hex'));
}

// Of `entries`, in the order of the pool, those that come after one of them (spend its outputs, directly or not), and
// itself.
function withThoseAfter(entry, entries) {
  const keys = new Set([entry.key]);
  for (const each of entries) {
    if (sourcesOf(each.transaction).some((key) => keys.has(key))) keys.add(each.key);
  }
  return keys;
}

export class Pool {
  constructor(profile) {
    this.profile = profile;
    this.#clear();
  }

  #clear() {
    this.entries = new Map();
    this.spent = new Set();
    this.coins = new Map();
  }

  get txids() {
    return [...this.entries.values()].map((entry) => entry.txid);
  }

  /** MPL-8 and MPL-9, after decoding. `height` is that of the tip when the transaction came. */
  admit(transaction, ledger, tipHeight, height = tipHeight) {
    const { profile } = this;
    checkTransaction(profile, transaction);
    refuseIf(isCoinbase(transaction), 'MPL-1');
    const txid = txidOf(transaction);
    const key = txid.toString('hex');
    refuseIf(this.entries.has(key), 'MPL-2');
    const fee = this.#feeInNextBlock(transaction, ledger, tipHeight + 1);
    const size = encode(transactionType, transaction).length;
    refuseIf(fee < BigInt(size), 'MPL-4');
    refuseIf(this.#before(transaction).size > BEFORE_MAX, 'MPL-5');
    verifySignatures(profile, transaction);
    this.#put({ key, txid, transaction, fee, size, height });
  }

  // TXN-7 … TXN-11 and MPL-3.
  #feeInNextBlock(transaction, ledger, height) {
    refuseIf(transaction.body.lock_height > height, 'TXN-7');
    const spent = transaction.body.inputs.map((input) => {
      const key = keyOfInput(input);
      const coin = ledger.find(key) ?? this.coins.get(key);
      refuseIf(coin === undefined, 'TXN-8');
      refuseIf(this.spent.has(key), 'MPL-3');
      checkMaturity(this.profile, coin, height);
      checkOwner(input, coin);
      return coin;
    });
    return feeOf(transaction, spent);
  }

  // The keys of the transactions in the pool that come before a transaction.
  #before(transaction) {
    const found = new Set();
    const pending = sourcesOf(transaction);
    while (pending.length > 0) {
      const key = pending.pop();
      const entry = this.entries.get(key);
      if (!entry || found.has(key)) continue;
      found.add(key);
      pending.push(...sourcesOf(entry.transaction));
    }
    return found;
  }

  // MPL-9. What has to go is found first, so that a refusal leaves the pool as it was.
  #put(entry) {
    let staying = [...this.entries.values(), entry];
    const leaving = new Set();
    while (sumOf(staying, 'size') > this.profile.poolSizeMax) {
      const worst = staying.reduce((low, each) => (compareRates(each, low) <= 0 ? each : low));
      for (const key of withThoseAfter(worst, staying)) leaving.add(key);
      staying = staying.filter((each) => !leaving.has(each.key));
    }
    refuseIf(leaving.has(entry.key), 'MPL-6');
    for (const key of leaving) this.#remove(this.entries.get(key));
    this.#add(entry);
  }

  #add(entry) {
    this.entries.set(entry.key, entry);
    for (const input of entry.transaction.body.inputs) this.spent.add(keyOfInput(input));
    for (const coin of coinsOf(entry.transaction, 0, false)) this.coins.set(outpointKey(coin.txid, coin.index), coin);
  }

  #remove(entry) {
    this.entries.delete(entry.key);
    for (const input of entry.transaction.body.inputs) this.spent.delete(keyOfInput(input));
    entry.transaction.body.outputs.forEach((_, index) => this.coins.delete(outpointKey(entry.txid, index)));
  }

  /** MPL-10, with the transactions of the blocks that have been undone, in order. */
  remake(returned, ledger, tipHeight) {
    const waiting = [...this.entries.values()];
    this.#clear();
    for (const transaction of returned) {
      refusalOf(() => this.admit(transaction, ledger, tipHeight));
    }
    for (const { transaction, height } of waiting) {
      if (height + this.profile.poolAgeMax <= tipHeight) continue;
      refusalOf(() => this.admit(transaction, ledger, tipHeight, height));
    }
  }

  /** MPL-11: the block to be mined on `tip`, which requires `difficulty`. */
  template(tip, difficulty, address, clock) {
    const chosen = this.#choose();
    const height = tip.height + 1;
    const coinbase = makeCoinbase(height, rewardOf(this.profile, height) + feesOf(chosen), address);
    const transactions = [coinbase, ...chosen.map((entry) => entry.transaction)];
    const afterTip = tip.block.header.time_s + 1n;
    const time_s = clock > afterTip ? clock : afterTip;
    return { header: templateOf({ previous: tip.hash, transactions, time_s, difficulty }), transactions };
  }

  // The entries of a template, in its order.
  #choose() {
    const chosen = [];
    let candidates = [...this.entries.values()];
    while (candidates.length > 0) {
      const packages = candidates.map((entry) => this.#package(entry, chosen));
      const best = packages.reduce((high, each) => (compareRates(each, high) > 0 ? each : high));
      if (this.#fits(chosen, best.members)) chosen.push(...best.members);
      candidates = candidates.filter((entry) => entry !== best.entry && !chosen.includes(entry));
    }
    return chosen;
  }

  #package(entry, chosen) {
    const before = this.#before(entry.transaction);
    const belongs = (each) => (each === entry || before.has(each.key)) && !chosen.includes(each);
    const members = [...this.entries.values()].filter(belongs);
    return { entry, members, fee: feesOf(members), size: sumOf(members, 'size') };
  }

  #fits(chosen, members) {
    const count = 1 + chosen.length + members.length;
    const size = headerType.sizeMax + u16.sizeMax + COINBASE_SIZE + sumOf(chosen, 'size') + sumOf(members, 'size');
    return count <= TRANSACTIONS_MAX && size <= this.profile.blockSizeMax;
  }
}
