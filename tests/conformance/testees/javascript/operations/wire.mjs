// The operations of the room wire.

import { decode, encode, fromHex } from '../bloomcoin/codec.mjs';
import { sha256 } from '../bloomcoin/crypto.mjs';
import { blockType } from '../bloomcoin/chain/block.mjs';
import { headerType } from '../bloomcoin/chain/header.mjs';
import { transactionType } from '../bloomcoin/chain/transaction.mjs';
import { addressRecordType, checkEndpoint } from '../bloomcoin/wire/address.mjs';
import { COMPACT, COMPACT_KINDS, compactLimit, encodeCompact, sampleIndices } from '../bloomcoin/wire/compact.mjs';
import { FRAMED, FRAMED_KINDS, encodeFramed, framedLimit } from '../bloomcoin/wire/framed.mjs';
import { FrameStream, decodeFrame } from '../bloomcoin/wire/frames.mjs';

const inOwnEncoding = (type) => ({
  toJson: (value) => encode(type, value),
  fromJson: (text) => decode(type, fromHex(text)),
});
const listOf = ({ toJson, fromJson }) => ({
  toJson: (values) => values.map(toJson),
  fromJson: (values) => values.map(fromJson),
});
const unchanged = (value) => value;
const bytes = { toJson: unchanged, fromJson: fromHex };
const wide = { toJson: unchanged, fromJson: BigInt };
const endpoint = { toJson: unchanged, fromJson: ({ ip, port }) => ({ ip: fromHex(ip), port }) };

// The fields of messages that JSON has in another form than the codec. What is `unchanged` on the way out is a Buffer
// or a BigInt, which become text with all others.
const FORMS = {
  services: wide,
  time_s: wide,
  last_seen_s: wide,
  nonce: wide,
  receiver: endpoint,
  sender: endpoint,
  endpoint,
  user_agent: {
    toJson: (values) => Buffer.from(values).toString('utf8'),
    fromJson: (text) => [...Buffer.from(text, 'utf8')],
  },
  genesis: bytes,
  stop: bytes,
  hash: bytes,
  locator: listOf(bytes),
  txids: listOf(bytes),
  block: inOwnEncoding(blockType),
  transaction: inOwnEncoding(transactionType),
  header: inOwnEncoding(headerType),
  headers: listOf(inOwnEncoding(headerType)),
};
const nested = { toJson: (value) => convert(value, 'toJson'), fromJson: (value) => convert(value, 'fromJson') };
Object.assign(FORMS, { records: listOf(nested), entries: listOf(nested), messages: listOf(nested) });

function convert(fields, direction) {
  const one = ([name, value]) => [name, name in FORMS ? FORMS[name][direction](value) : value];
  return Object.fromEntries(Object.entries(fields).map(one));
}

const messageToJson = (message) => message && convert(message, 'toJson');
const messageFromJson = (message) => convert(message, 'fromJson');

const decoding = (dialect) => (profile, { frame }) => ({
  message: messageToJson(decodeFrame(dialect, profile, fromHex(frame))),
});

const encoding = (encodeMessage) => (profile, { message }) => ({
  frame: encodeMessage(profile, messageFromJson(message)),
});

const streaming = (dialect) => (profile, { pieces }) => {
  const stream = new FrameStream(dialect, profile);
  const states = pieces.map((piece) => {
    const frames = stream.push(fromHex(piece)).map(({ kind, payload }) => ({ kind, payload: sha256(payload) }));
    return { frames, passed_over: stream.passedOver, broken: stream.broken };
  });
  return { states };
};

const limiting = (kinds, limit) => (profile) => ({
  limits: Object.fromEntries(kinds.map((kind) => [kind, limit(profile, kind)])),
  other: limit(profile, null),
});

function addressCheck(_, input) {
  const { last_seen_s, services, endpoint: { ip, port } } = decode(addressRecordType, fromHex(input.record));
  checkEndpoint({ ip, port });
  return { ip, port, services, last_seen_s };
}

export const operations = {
  'adr.check': addressCheck,
  'frm.decode': decoding(FRAMED),
  'frm.encode': encoding(encodeFramed),
  'frm.stream': streaming(FRAMED),
  'frm.limits': limiting(FRAMED_KINDS, framedLimit),
  'cmp.decode': decoding(COMPACT),
  'cmp.encode': encoding(encodeCompact),
  'cmp.stream': streaming(COMPACT),
  'cmp.limits': limiting(COMPACT_KINDS, compactLimit),
  'cmp.sample': (_, { count }) => ({ indices: sampleIndices(count) }),
};
