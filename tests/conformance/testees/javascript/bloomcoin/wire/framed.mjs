// The framed dialect, which nodes speak (spec/wire.md, FRM, and MSG-9).

import { refuseIf } from '../base.mjs';
import { Reader, byteArray, decode, encode, record, u16, u32, u8 } from '../codec.mjs';
import { sha256 } from '../crypto.mjs';
import { checkPayloadSize } from './frames.mjs';
import { MESSAGE_TYPES, checkContent } from './message.mjs';

// The codes of MSG-7.
const CODES = {
  version: 0x01, verack: 0x02,
  block: 0x10, 'get-blocks': 0x11, headers: 0x12, 'get-headers': 0x13, bloom: 0x14,
  tx: 0x20, 'get-tx': 0x21, mempool: 0x22,
  phase: 0x30, 'get-phase': 0x31, coherence: 0x32,
  addr: 0x40, 'get-addr': 0x41, ping: 0x42, pong: 0x43,
  inventory: 0x50, 'get-data': 0x51, 'not-found': 0x52,
  batch: 0x60,
};
const KINDS = new Map(Object.entries(CODES).map(([kind, code]) => [code, kind]));

export const FRAMED_KINDS = Object.keys(CODES);

// FRM-5.
const frameHeaderType = record(
  { magic: byteArray(4), code: u8, reserved: byteArray(3), checksum: byteArray(4), payload_size: u32 },
  { bigEndian: true },
);
const RESERVED = Buffer.alloc(3);

// MSG-9: the number of messages, and what stands before the payload of each. The messages themselves are not of one
// type.
const MESSAGES_MAX = 100;
const countType = u16;
const partType = record({ code: u8, payload_size: u32 }, { bigEndian: true });

const checksumOf = (payload) => sha256(payload).subarray(0, 4);

/** FRM-8: the greatest payload of a kind, or of codes of no kind if that is null. */
export function framedLimit(profile, kind) {
  if (kind === null || kind === 'batch') return profile.payloadSizeMax;
  if (kind === 'block') return profile.blockSizeMax;
  if (kind === 'phase') return 10 + 2 * profile.oscillatorCount;
  return Math.min(MESSAGE_TYPES[kind].sizeMax, profile.payloadSizeMax);
}

function readHeader(profile, bytes) {
  const { magic, code, reserved, checksum, payload_size } = decode(frameHeaderType, bytes);
  const kind = KINDS.get(code) ?? null;
  refuseIf(!magic.equals(profile.magic), 'FRM-1');
  refuseIf(!reserved.equals(RESERVED), 'FRM-2');
  checkPayloadSize(payload_size, framedLimit(profile, kind));
  return { kind, payloadSize: payload_size, checksum };
}

function checkChecksum({ checksum }, payload) {
  refuseIf(!checksum.equals(checksumOf(payload)), 'FRM-4');
}

// MSG-8, with MSG-4.
function checkFramedContent(profile, message) {
  refuseIf(message.kind === 'phase' && message.phases.length !== profile.oscillatorCount, 'MSG-4');
  checkContent(message);
}

function decodePayload(profile, kind, payload) {
  if (kind === 'batch') return decodeBatch(profile, payload);
  const message = { kind, ...decode(MESSAGE_TYPES[kind], payload) };
  checkFramedContent(profile, message);
  return message;
}

// MSG-9.
function decodeBatch(profile, payload) {
  const reader = new Reader(payload);
  const count = countType.read(reader, true);
  refuseIf(count > MESSAGES_MAX, 'COD-10');
  const messages = [];
  while (messages.length < count) messages.push(readPart(profile, reader));
  reader.end();
  return { kind: 'batch', messages };
}

function readPart(profile, reader) {
  const { code, payload_size } = partType.read(reader);
  const kind = KINDS.get(code);
  refuseIf(kind === undefined || kind === 'batch', 'MSG-5');
  checkPayloadSize(payload_size, framedLimit(profile, kind));
  return decodePayload(profile, kind, reader.take(payload_size));
}

export const FRAMED = { headerSize: frameHeaderType.sizeMax, readHeader, checkChecksum, decodePayload };

// FRM-9: COD-10 comes up as the fields are written, before their content is looked at; FRM-3 comes last.
function encodePayload(profile, message) {
  const { kind } = message;
  const payload = kind === 'batch' ? encodeBatch(profile, message) : encodeFields(profile, message);
  checkPayloadSize(payload.length, framedLimit(profile, kind));
  return payload;
}

function encodeFields(profile, message) {
  const payload = encode(MESSAGE_TYPES[message.kind], message);
  checkFramedContent(profile, message);
  return payload;
}

function encodeBatch(profile, { messages }) {
  const parts = [];
  refuseIf(messages.length > MESSAGES_MAX, 'COD-10');
  countType.write(messages.length, parts, true);
  for (const message of messages) {
    const payload = encodePayload(profile, message);
    partType.write({ code: CODES[message.kind], payload_size: payload.length }, parts);
    parts.push(payload);
  }
  return Buffer.concat(parts);
}

/** FRM-9: the frame of a message. */
export function encodeFramed(profile, message) {
  const payload = encodePayload(profile, message);
  const header = encode(frameHeaderType, {
    magic: profile.magic,
    code: CODES[message.kind],
    reserved: RESERVED,
    checksum: checksumOf(payload),
    payload_size: payload.length,
  });
  return Buffer.concat([header, payload]);
}
