// The operations of the room kuramoto.

import { byteArray, decode, fromHex } from '../bloomcoin/codec.mjs';
import { sha256 } from '../bloomcoin/crypto.mjs';
import {
  Oscillators, bloomOf, frequencyOf, measure, merge, negentropy, seedOf,
} from '../bloomcoin/kuramoto.mjs';
import { hashFromHex } from './json.mjs';

const prefixType = byteArray(84);
const prefixFromHex = (text) => decode(prefixType, fromHex(text));

const oscillatorsOf = (profile, { frequencies, phases }) => new Oscillators(profile, frequencies, phases);

// For what asks about phases alone.
const resting = (profile, phases) => new Oscillators(profile, new Array(phases.length).fill(0), phases);

function bloomJson(bloom) {
  return bloom && {
    step: bloom.step, coherence: bloom.coherence, mean_phase: bloom.meanPhase, digest: bloom.digest,
  };
}

function order(profile, { phases }) {
  const { c, s, coherent, coherence, meanPhase } = resting(profile, phases);
  return { c, s, coherent, coherence, mean_phase: meanPhase };
}

function steps(profile, input) {
  const oscillators = oscillatorsOf(profile, input);
  for (let step = 0; step < input.count; step++) oscillators.step();
  return { phases: oscillators.turns };
}

function evolve(profile, input) {
  const oscillators = oscillatorsOf(profile, input);
  let now = 0;
  const states = input.checkpoints.map((step) => {
    for (; now < step; now++) oscillators.step();
    const { turns, c, s, coherence } = oscillators;
    return { step, phases: turns, c, s, coherence };
  });
  return { states };
}

function state(profile, { seed }) {
  const oscillators = Oscillators.seeded(profile, hashFromHex(seed));
  return { frequencies: [...oscillators.frequencies], phases: oscillators.turns };
}

// The record of 44 bytes of an attempt: of its bloom, or of its last state.
function attemptRecord(oscillators, bloom) {
  const { coherence, meanPhase, digest } = bloom ?? measure(oscillators);
  const record = Buffer.alloc(44);
  record.writeUInt32LE(bloom ? bloom.step : 0xffffffff, 0);
  record.writeUInt32LE(coherence, 4);
  record.writeUInt32LE(meanPhase, 8);
  digest.copy(record, 12);
  return record;
}

function attempts(profile, { prefix, start, count, digest }) {
  const bytes = prefixFromHex(prefix);
  const records = [fromHex(digest)];
  let blooms = 0;
  for (let i = 0; i < count; i++) {
    const nonce = BigInt.asUintN(64, BigInt(start) + BigInt(i));
    const oscillators = Oscillators.seeded(profile, seedOf(profile, bytes, nonce));
    const bloom = bloomOf(oscillators);
    if (bloom) blooms++;
    records.push(attemptRecord(oscillators, bloom));
  }
  return { blooms, digest: sha256(...records) };
}

export const operations = {
  'kur.seed': (profile, { prefix, nonce }) => ({ seed: seedOf(profile, prefixFromHex(prefix), BigInt(nonce)) }),
  'kur.frequency': (_, { word }) => ({ frequency: frequencyOf(word) }),
  'kur.state': state,
  'kur.order': order,
  'kur.eta': (_, { coherence }) => ({ eta: negentropy(coherence) }),
  'kur.step': steps,
  'kur.evolve': evolve,
  'kur.digest': (profile, { phases }) => ({ digest: resting(profile, phases).digest }),
  'kur.bloom': (profile, input) => ({ bloom: bloomJson(bloomOf(oscillatorsOf(profile, input))) }),
  'kur.attempts': attempts,
  'kur.merge': (_, { states, count }) => ({ phases: merge(states, count) }),
};
