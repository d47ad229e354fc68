// Messages: what nodes say to each other, in whatever dialect (spec/wire.md, MSG).
//
// A message is an object with its `kind` and the fields of MSG-7 under their names. A `batch` has `messages`.

import { refuseIf } from '../base.mjs';
import { hash, list, record, u16, u32, u64, u8 } from '../codec.mjs';
import { COHERENCE_MAX } from '../kuramoto.mjs';
import { blockType } from '../chain/block.mjs';
import { headerType } from '../chain/header.mjs';
import { transactionType } from '../chain/transaction.mjs';
import { addressRecordType, checkAddressRecords, endpointType } from './address.mjs';

const ENTRIES_MAX = 500;
const ENTRY_OF_BLOCK = 1;
const ENTRY_OF_TRANSACTION = 2;

const bigEndian = (fields) => record(fields, { bigEndian: true });
const entries = list(ENTRIES_MAX, bigEndian({ kind: u8, hash }));

/** MSG-7: the fields of each kind but `batch`, whose payload is MSG-9's. */
export const MESSAGE_TYPES = {
  version: bigEndian({
    version: u32,
    services: u64,
    time_s: u64,
    receiver: endpointType,
    sender: endpointType,
    nonce: u64,
    user_agent: list(64, u8),
    height: u32,
    genesis: hash,
  }),
  verack: bigEndian({}),
  block: bigEndian({ block: blockType }),
  'get-blocks': bigEndian({ start: u32, count: u32 }),
  headers: bigEndian({ headers: list(2000, headerType) }),
  'get-headers': bigEndian({ locator: list(64, hash), stop: hash }),
  bloom: bigEndian({ header: headerType }),
  tx: bigEndian({ transaction: transactionType }),
  'get-tx': bigEndian({ txids: list(500, hash) }),
  mempool: bigEndian({}),
  phase: bigEndian({ height: u32, coherence: u32, phases: list(10000, u16) }),
  'get-phase': bigEndian({ height: u32 }),
  coherence: bigEndian({ height: u32, coherence: u32 }),
  addr: bigEndian({ records: list(1000, addressRecordType) }),
  'get-addr': bigEndian({}),
  ping: bigEndian({ nonce: u64 }),
  pong: bigEndian({ nonce: u64 }),
  inventory: bigEndian({ entries }),
  'get-data': bigEndian({ entries }),
  'not-found': bigEndian({ entries }),
};

function checkUserAgent({ user_agent }) {
  refuseIf(user_agent.some((byte) => byte < 0x20 || byte > 0x7e), 'MSG-1');
}

function checkEntries(message) {
  refuseIf(message.entries.some(({ kind }) => kind !== ENTRY_OF_BLOCK && kind !== ENTRY_OF_TRANSACTION), 'MSG-2');
}

function checkCoherence({ coherence }) {
  refuseIf(coherence > COHERENCE_MAX, 'MSG-3');
}

function checkCount({ count }) {
  refuseIf(count > ENTRIES_MAX, 'MSG-6');
}

const CONTENT_CHECKS = {
  version: checkUserAgent,
  inventory: checkEntries,
  'get-data': checkEntries,
  'not-found': checkEntries,
  phase: checkCoherence,
  coherence: checkCoherence,
  'get-blocks': checkCount,
  addr: ({ records }) => checkAddressRecords(records),
};

/** MSG-8, without MSG-4, which the framed dialect alone has. */
export function checkContent(message) {
  CONTENT_CHECKS[message.kind]?.(message);
}

/** The entry of a block's hash, and whether an entry is one. */
export const blockEntry = (blockHash) => ({ kind: ENTRY_OF_BLOCK, hash: blockHash });
export const isBlockEntry = ({ kind }) => kind === ENTRY_OF_BLOCK;
