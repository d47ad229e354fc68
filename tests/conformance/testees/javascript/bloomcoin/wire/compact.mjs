// The compact dialect: smaller, without magic and checksum, and unable to say everything (spec/wire.md, CMP).

import { refuseIf } from '../base.mjs';
import {
  BINARY32_ONE, binary32, decode, encode, fixed, hash, isNegative32, list, magnitude32, radians, record,
  refuseNotFinite32, turnFromRadians, u16, u32, u64, u8,
} from '../codec.mjs';
import { COSINES, SINES, angleOf } from '../num.mjs';
import { blockType } from '../chain/block.mjs';
import { headerType } from '../chain/header.mjs';
import { transactionType } from '../chain/transaction.mjs';
import { checkPayloadSize } from './frames.mjs';
import { MESSAGE_TYPES, blockEntry, checkContent, isBlockEntry } from './message.mjs';

const SIZE_MAX = 65535;
const PORT_MAX = 65535;
const SENT_WHOLE_MAX = 256;
const SENT_OF_MORE = 64;
const NO_ENDPOINT = { ip: Buffer.alloc(16), port: 0 };
const ZEROS = Buffer.alloc(32);

// CMP-6. A binary32 is read and written as the u32 that it is.
const f32 = u32;
const hashesType = record({ hashes: list(500, hash, u32) });

// CMP-7: r. The magnitude is asked, so that -0 is 0.
function coherenceFrom(r) {
  refuseNotFinite32(r);
  refuseIf(magnitude32(r) > BINARY32_ONE || (isNegative32(r) && magnitude32(r) !== 0), 'CMP-3');
  return Number(fixed(r, 30));
}

const coherenceTo = (coherence) => binary32(BigInt(coherence), 30);

const binFrom = (angle) => turnFromRadians(angle) >>> 16;
const angleOfBin = (bin) => radians(bin * 2 ** 16 + 2 ** 15);

// CMP-7: ψ of the bins that are sent.
function meanAngle(bins) {
  const x = bins.reduce((sum, bin) => sum + COSINES[bin], 0);
  const y = bins.reduce((sum, bin) => sum + SINES[bin], 0);
  return radians(angleOf(BigInt(x), BigInt(y)));
}

/** CMP-8: which of `count` phases are sent. */
export function sampleIndices(count) {
  if (count <= SENT_WHOLE_MAX) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: SENT_OF_MORE }, (_, i) => Math.floor((i * count) / SENT_OF_MORE));
}

function phaseFrom({ coherence, mean_phase, phases }) {
  refuseIf(phases.length === 0, 'CMP-4');
  const units = coherenceFrom(coherence);
  turnFromRadians(mean_phase);
  return { height: 0, coherence: units, phases: phases.map(binFrom) };
}

function phaseTo({ coherence, phases }) {
  refuseIf(phases.length === 0, 'CMP-4');
  const bins = sampleIndices(phases.length).map((index) => phases[index]);
  return { coherence: coherenceTo(coherence), mean_phase: meanAngle(bins), phases: bins.map(angleOfBin) };
}

function versionFrom({ version, height, time_s, port }) {
  refuseIf(port > PORT_MAX, 'CMP-2');
  const sender = { ...NO_ENDPOINT, port };
  return {
    version, services: 0n, time_s, receiver: NO_ENDPOINT, sender, nonce: 0n, user_agent: [], height, genesis: ZEROS,
  };
}

const isZero = (bytes) => bytes.every((byte) => byte === 0);

function versionLacksNothing({ services, receiver, sender, nonce, user_agent, genesis }) {
  return services === 0n && isZero(receiver.ip) && receiver.port === 0 && isZero(sender.ip) && nonce === 0n
    && user_agent.length === 0 && isZero(genesis);
}

const heightIsUnsaid = ({ height }) => height === 0;
const same = (fields) => fields;
const nothingLacks = () => true;

// CMP-6 and CMP-7: for each kind its code, the type of its payload, the fields of MSG-7 from those of the payload
// (`from`) and back (`to`), and whether the payload says all that the message does (`says`).
const alike = (code, type) => ({ code, type, from: same, to: same, says: nothingLacks });
const inventoryLike = (code) => ({
  code,
  type: hashesType,
  from: ({ hashes }) => ({ entries: hashes.map(blockEntry) }),
  to: ({ entries }) => ({ hashes: entries.map((entry) => entry.hash) }),
  says: ({ entries }) => entries.every(isBlockEntry),
});

const DIALECT = {
  version: {
    code: 0x01,
    type: record({ version: u32, height: u32, time_s: u64, port: u32 }),
    from: versionFrom,
    to: ({ version, height, time_s, sender }) => ({ version, height, time_s, port: sender.port }),
    says: versionLacksNothing,
  },
  verack: alike(0x02, record({})),
  'get-blocks': alike(0x10, record({ start: u32, count: u32 })),
  inventory: inventoryLike(0x11),
  'get-data': inventoryLike(0x12),
  block: alike(0x13, record({ block: blockType })),
  tx: alike(0x14, record({ transaction: transactionType })),
  phase: {
    code: 0x20,
    type: record({ coherence: f32, mean_phase: f32, phases: list(10000, f32, u32) }),
    from: phaseFrom,
    to: phaseTo,
    says: heightIsUnsaid,
  },
  'get-phase': { code: 0x21, type: record({}), from: () => ({ height: 0 }), to: same, says: heightIsUnsaid },
  coherence: {
    code: 0x22,
    type: record({ coherence: f32 }),
    from: ({ coherence }) => ({ height: 0, coherence: coherenceFrom(coherence) }),
    to: ({ coherence }) => ({ coherence: coherenceTo(coherence) }),
    says: heightIsUnsaid,
  },
  bloom: alike(0x30, record({ header: headerType })),
};
const KINDS = new Map(Object.entries(DIALECT).map(([kind, { code }]) => [code, kind]));

export const COMPACT_KINDS = Object.keys(DIALECT);

const frameHeaderType = record({ code: u8, payload_size: u16 });

/** CMP-5: the greatest payload of a kind, or of codes of no kind if that is null. */
export function compactLimit(profile, kind) {
  if (kind === null) return SIZE_MAX;
  const fieldsMax = kind === 'block' ? profile.blockSizeMax : DIALECT[kind].type.sizeMax;
  return Math.min(fieldsMax, profile.payloadSizeMax, SIZE_MAX);
}

function readHeader(profile, bytes) {
  const { code, payload_size } = decode(frameHeaderType, bytes);
  const kind = KINDS.get(code) ?? null;
  checkPayloadSize(payload_size, compactLimit(profile, kind));
  return { kind, payloadSize: payload_size };
}

function decodePayload(profile, kind, payload) {
  const message = { kind, ...DIALECT[kind].from(decode(DIALECT[kind].type, payload)) };
  checkContent(message);
  return message;
}

export const COMPACT = { headerSize: frameHeaderType.sizeMax, readHeader, checkChecksum: () => {}, decodePayload };

/** CMP-9: the frame of a message. */
export function encodeCompact(profile, message) {
  const { kind } = message;
  const dialect = DIALECT[kind];
  refuseIf(dialect === undefined, 'CMP-1');
  // Written as MSG-7 has it only for its refusal of lists that are too long, COD-10.
  encode(MESSAGE_TYPES[kind], message);
  checkContent(message);
  refuseIf(!dialect.says(message), 'CMP-1');
  const payload = encode(dialect.type, dialect.to(message));
  checkPayloadSize(payload.length, compactLimit(profile, kind));
  return Buffer.concat([encode(frameHeaderType, { code: dialect.code, payload_size: payload.length }), payload]);
}
