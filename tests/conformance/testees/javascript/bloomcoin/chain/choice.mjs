// The choice between branches (spec/chain.md, CHN-3 … CHN-8).
//
// A block that has *joined* is an entry of a tree: { key, hash, block, parent, height, base, work, rule, changes }.
// `rule` is null for a valid one; `changes` are what it does to the ledger, once it has been applied. A block that is
// *kept* waits for the block before it (an orphan) or for the clock (early).

import { refusalOf, refuseIf } from '../base.mjs';
import { checkProof, checkTransactions, decodeBlock, genesisOf } from './block.mjs';
import { COHERENCES_MAX, baseOf, requiredDifficulty } from './difficulty.mjs';
import { checkAscent, checkClock, checkDifficulty, checkStructure, hashOfHeader } from './header.mjs';
import { Ledger } from './ledger.mjs';

export class Choice {
  constructor(profile) {
    this.profile = profile;
    this.clock = 0n;
    this.ledger = new Ledger();
    this.joined = new Map();
    this.kept = [];
    this.treated = [];
    this.invalid = [];
    const block = genesisOf(profile);
    const hash = hashOfHeader(block.header);
    const changes = this.ledger.apply(profile, block.transactions, 0);
    this.tip = {
      key: hash.toString('hex'), hash, block, parent: null, height: 0, base: profile.difficultyInitial,
      work: block.header.difficulty, rule: null, changes,
    };
    this.joined.set(this.tip.key, this.tip);
  }

  /** CHN-5: sets the clock, and treats the blocks that are early no more. */
  setClock(clock) {
    if (clock > this.clock) this.clock = clock;
    const isDue = (waiting) => waiting.is === 'early' && !this.#isEarly(waiting.arrival);
    for (const arrival of this.#takeOut(isDue)) this.#treat(arrival);
  }

  /** CHN-6 for bytes that arrive. */
  arrive(bytes) {
    let block;
    const rule = refusalOf(() => {
      block = decodeBlock(this.profile, bytes);
    });
    if (rule) {
      this.treated.push({ block: null, is: rule });
      return;
    }
    const hash = hashOfHeader(block.header);
    this.#treat({ key: hash.toString('hex'), hash, block });
  }

  /** What has been told since the last time: blocks treated, and blocks that were found to break LED-3. */
  takeNews() {
    const { treated, invalid } = this;
    this.treated = [];
    this.invalid = [];
    return { treated, invalid };
  }

  /** DIF-1: the base of the height after an entry. */
  baseAfter(entry) {
    const timeAt = (height) => ancestorAt(entry, height).block.header.time_s;
    return baseOf(this.profile, entry.height + 1, entry.base, timeAt);
  }

  /** DIF-2: the difficulty that the block after an entry needs. */
  difficultyAfter(entry) {
    return requiredDifficulty(this.baseAfter(entry), lastCoherences(entry));
  }

  #treat(arrival) {
    const news = { block: arrival.hash, is: null };
    this.treated.push(news);
    news.is = this.#place(arrival);
    const entry = this.joined.get(arrival.key);
    if (entry === undefined || entry.block !== arrival.block) return;
    this.#choose(entry);
    const waits = ({ is, arrival: { block } }) => is === 'orphan' && block.header.previous.equals(entry.hash);
    for (const orphan of this.#takeOut(waits)) this.#treat(orphan);
  }

  // CHN-6, steps 2 to 10: what the arrival is.
  #place(arrival) {
    const { profile } = this;
    const { block } = arrival;
    const known = this.joined.get(arrival.key);
    if (known) return known.rule ?? 'known';
    if (this.kept.some((waiting) => waiting.arrival.key === arrival.key)) return 'known';

    const structure = refusalOf(() => checkStructure(profile, block.header));
    if (structure) return structure;

    const parent = this.joined.get(block.header.previous.toString('hex'));
    if (!parent) return this.#keep(arrival, 'orphan');

    const place = refusalOf(() => {
      refuseIf(parent.rule !== null, 'HDR-9');
      checkAscent(block.header, parent.block.header);
    });
    if (place) return place;
    if (this.#isEarly(arrival)) return this.#keep(arrival, 'early');

    const base = this.baseAfter(parent);
    const proof = refusalOf(() => {
      checkDifficulty(block.header, base, lastCoherences(parent));
      checkProof(profile, block);
    });
    if (proof) return proof;

    const height = parent.height + 1;
    const rule = refusalOf(() => {
      checkTransactions(profile, block);
      refuseIf(block.transactions[0].body.lock_height !== height, 'BLK-6');
    });
    const work = parent.work + block.header.difficulty;
    this.joined.set(arrival.key, { ...arrival, parent, height, base, work, rule, changes: null });
    return rule ?? 'joined';
  }

  #isEarly({ block }) {
    return refusalOf(() => checkClock(block.header, this.clock)) !== null;
  }

  // CHN-6, steps 5 and 7, and CHN-7.
  #keep(arrival, is) {
    const rule = refusalOf(() => {
      checkProof(this.profile, arrival.block);
      checkTransactions(this.profile, arrival.block);
    });
    if (rule) return rule;
    this.kept.push({ arrival, is });
    if (this.kept.length > this.profile.keptMax) this.kept.shift();
    return is;
  }

  #takeOut(isWanted) {
    const wanted = this.kept.filter(isWanted);
    this.kept = this.kept.filter((waiting) => !wanted.includes(waiting));
    return wanted.map(({ arrival }) => arrival);
  }

  // CHN-8.
  #choose(entry) {
    if (entry.rule !== null || entry.work <= this.tip.work) return;
    const { undone, applied } = pathBetween(this.tip, entry);
    for (const each of undone) this.ledger.undo(each.changes);
    for (const [i, each] of applied.entries()) {
      const rule = this.#apply(each);
      if (rule === null) continue;
      this.#makeInvalid(each, rule);
      for (const done of applied.slice(0, i).reverse()) this.ledger.undo(done.changes);
      for (const before of undone.reverse()) this.ledger.redo(before.changes);
      return;
    }
    this.tip = entry;
  }

  // A block that has been applied once does the same again, since the ledger before it is the same.
  #apply(entry) {
    if (entry.changes) {
      this.ledger.redo(entry.changes);
      return null;
    }
    return refusalOf(() => {
      entry.changes = this.ledger.apply(this.profile, entry.block.transactions, entry.height);
    });
  }

  // Blocks join after the block before them, so that one pass in the order of joining finds all that come after.
  #makeInvalid(entry, rule) {
    entry.rule = rule;
    this.invalid.push({ block: entry.hash, rule });
    for (const each of this.joined.values()) {
      if (each.rule === null && each.parent?.rule) each.rule = 'HDR-9';
    }
  }
}

function ancestorAt(entry, height) {
  while (entry.height > height) entry = entry.parent;
  return entry;
}

// DIF-2: the coherences of an entry and those before it, the last ones, in order.
function lastCoherences(entry) {
  const coherences = [];
  for (; entry && coherences.length < COHERENCES_MAX; entry = entry.parent) {
    coherences.unshift(entry.block.header.coherence);
  }
  return coherences;
}

/** What is undone, downwards, and what is applied, upwards, to come from one entry to another (CHN-8). */
export function pathBetween(from, to) {
  const undone = [];
  const applied = [];
  while (from !== to) {
    if (from.height > to.height) {
      undone.push(from);
      from = from.parent;
    } else {
      applied.unshift(to);
      to = to.parent;
    }
  }
  return { undone, applied };
}
