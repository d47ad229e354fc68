// What a node makes of the events that reach it: blocks, transactions and the wish for a template (spec/chain.md,
// CHN-5, MPL-8, MPL-10, MPL-11).

import { refusalOf } from '../base.mjs';
import { decode } from '../codec.mjs';
import { Choice, pathBetween } from './choice.mjs';
import { Pool } from './pool.mjs';
import { transactionType, txidOf } from './transaction.mjs';

export class Node {
  constructor(profile) {
    this.choice = new Choice(profile);
    this.pool = new Pool(profile);
  }

  /**
   * CHN-5 and CHN-6: the clock is set, and the bytes of a block arrive or none do. If the tip is another one then, the
   * pool is made anew (MPL-10), so that whatever else arrives with the event meets a pool that fits the tip.
   */
  advance(clock, blockBytes = null) {
    const tipBefore = this.choice.tip;
    this.choice.setClock(clock);
    if (blockBytes) this.choice.arrive(blockBytes);
    if (this.choice.tip !== tipBefore) this.#remakePool(tipBefore);
  }

  /** MPL-8: the txid, null if the bytes are no transaction, and the rule that refuses it or null. */
  transactionArrives(bytes) {
    let txid = null;
    const rule = refusalOf(() => {
      const transaction = decode(transactionType, bytes);
      txid = txidOf(transaction);
      this.pool.admit(transaction, this.choice.ledger, this.choice.tip.height);
    });
    return { txid, rule };
  }

  /** MPL-11. */
  template(address) {
    const { tip, clock } = this.choice;
    return this.pool.template(tip, this.choice.difficultyAfter(tip), address, clock);
  }

  // MPL-10.
  #remakePool(tipBefore) {
    const { undone } = pathBetween(tipBefore, this.choice.tip);
    const returned = undone.reverse().flatMap((entry) => entry.block.transactions.slice(1));
    this.pool.remake(returned, this.choice.ledger, this.choice.tip.height);
  }
}
