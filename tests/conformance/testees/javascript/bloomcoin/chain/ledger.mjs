// The ledger: the coins that are there (spec/chain.md, LED).

import { Refusal, refuseIf } from '../base.mjs';
import { encode, hash, record, u32, u64, u8 } from '../codec.mjs';
import { tagged } from '../crypto.mjs';
import { verify } from '../ed25519.mjs';
import { addressOf, keyOfInput, outpointKey, outputSum, rewardOf, signatureHashOf, txidOf } from './transaction.mjs';

// LED-1. A coin carries its outpoint, which is what it is found by.
const coinType = record({ txid: hash, index: u32, amount: u64, address: hash, height: u32, is_coinbase: u8 });

const ledgerHash = tagged('BLC/ledger');

/** The coins that a transaction makes. */
export function coinsOf(transaction, height, isCoinbase) {
  const txid = txidOf(transaction);
  return transaction.body.outputs.map((output, index) => ({
    txid, index, amount: output.amount, address: output.address, height, is_coinbase: isCoinbase ? 1 : 0,
  }));
}

/** TXN-9. */
export function checkMaturity(profile, coin, height) {
  refuseIf(coin.is_coinbase === 1 && height < coin.height + profile.coinbaseMaturity, 'TXN-9');
}

/** TXN-10. */
export function checkOwner(input, coin) {
  refuseIf(!addressOf(input.public_key).equals(coin.address), 'TXN-10');
}

/** TXN-11; the answer is the fee. */
export function feeOf(transaction, spent) {
  const worth = spent.reduce((sum, coin) => sum + coin.amount, 0n);
  const outputs = outputSum(transaction);
  refuseIf(outputs > worth, 'TXN-11');
  return worth - outputs;
}

/** SIG-1 … SIG-6 of each input (TXN-14). */
export function verifySignatures(profile, transaction) {
  const message = signatureHashOf(profile, transaction);
  transaction.body.inputs.forEach((input, i) => verify(input.public_key, message, transaction.signatures[i]));
}

export class Ledger {
  constructor(coins = []) {
    this.coins = new Map(coins.map((coin) => [outpointKey(coin.txid, coin.index), coin]));
  }

  /** The coin under an outpoint, or undefined. */
  find(key) {
    return this.coins.get(key);
  }

  /** LED-2. */
  commitment() {
    const keys = [...this.coins.keys()].sort();
    return ledgerHash(...keys.map((key) => encode(coinType, this.coins.get(key))));
  }

  /**
   * LED-3: applies the transactions of a block, which break nothing that can be checked without the ledger. The answer
   * is the list of changes, for `undo` and `redo`. If anything is refused the ledger stays what it was.
   */
  apply(profile, transactions, height) {
    const changes = [];
    try {
      this.#applyAll(profile, transactions, height, changes);
    } catch (error) {
      if (error instanceof Refusal) this.undo(changes);
      throw error;
    }
    return changes;
  }

  #applyAll(profile, [coinbase, ...others], height, changes) {
    refuseIf(coinbase.body.lock_height !== height, 'BLK-6');
    let fees = 0n;
    for (const transaction of others) {
      fees += this.#check(profile, transaction, height);
      for (const input of transaction.body.inputs) this.#take(keyOfInput(input), changes);
      for (const coin of coinsOf(transaction, height, false)) this.#put(coin, changes);
    }
    refuseIf(outputSum(coinbase) > rewardOf(profile, height) + fees, 'BLK-7');
    for (const coin of coinsOf(coinbase, height, true)) this.#put(coin, changes);
  }

  // TXN-7 … TXN-11 and the signatures; the answer is the fee.
  #check(profile, transaction, height) {
    refuseIf(transaction.body.lock_height > height, 'TXN-7');
    const spent = transaction.body.inputs.map((input) => {
      const coin = this.find(keyOfInput(input));
      refuseIf(coin === undefined, 'TXN-8');
      checkMaturity(profile, coin, height);
      checkOwner(input, coin);
      return coin;
    });
    const fee = feeOf(transaction, spent);
    verifySignatures(profile, transaction);
    return fee;
  }

  #take(key, changes) {
    changes.push({ key, coin: this.coins.get(key), taken: true });
    this.coins.delete(key);
  }

  #put(coin, changes) {
    const key = outpointKey(coin.txid, coin.index);
    changes.push({ key, coin, taken: false });
    this.coins.set(key, coin);
  }

  /** LED-4. */
  undo(changes) {
    for (const { key, coin, taken } of [...changes].reverse()) {
      if (taken) this.coins.set(key, coin);
      else this.coins.delete(key);
    }
  }

  /** Makes changes again that have been made and undone, on the same ledger as the first time. */
  redo(changes) {
    for (const { key, coin, taken } of changes) {
      if (taken) this.coins.delete(key);
      else this.coins.set(key, coin);
    }
  }
}
