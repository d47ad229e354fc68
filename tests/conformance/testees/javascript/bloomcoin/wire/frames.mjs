// What the two dialects have in common: frames, alone or in a stream (spec/wire.md, FRM-6, FRM-7, CMP-5).
//
// A *dialect* is an object with
//   headerSize                       bytes of the header of a frame,
//   readHeader(profile, bytes)       the header { kind, payloadSize, checksum }, refused for FRM-1 … FRM-3; kind is
//                                    null where the code is that of none,
//   checkChecksum(header, payload)   refuses FRM-4, and
//   decodePayload(profile, kind, payload)   the message.

import { Refusal, refuseIf } from '../base.mjs';
import { Reader } from '../codec.mjs';

/** FRM-7: the message of bytes that are one frame, or null where the code is that of no kind. */
export function decodeFrame(dialect, profile, bytes) {
  const reader = new Reader(bytes);
  const header = dialect.readHeader(profile, reader.take(dialect.headerSize));
  const payload = reader.take(header.payloadSize);
  reader.end();
  if (header.kind === null) return null;
  dialect.checkChecksum(header, payload);
  return dialect.decodePayload(profile, header.kind, payload);
}

/** FRM-6: reads a stream that comes in pieces. Room for a payload is taken when its header has been read. */
export class FrameStream {
  constructor(dialect, profile) {
    this.dialect = dialect;
    this.profile = profile;
    this.passedOver = 0;
    this.broken = null;
    this.#expectHeader();
  }

  #expectHeader() {
    this.header = null;
    this.#expect(Buffer.alloc(this.dialect.headerSize), this.dialect.headerSize);
  }

  // `size` bytes come next. They are collected in `room`, or thrown away if that is null.
  #expect(room, size) {
    this.room = room;
    this.size = size;
    this.filled = 0;
  }

  /** The frames { kind, payload } that stand with the bytes of this piece. */
  push(piece) {
    const frames = [];
    let offset = 0;
    while (this.broken === null) {
      const count = Math.min(this.size - this.filled, piece.length - offset);
      if (this.room) piece.copy(this.room, this.filled, offset, offset + count);
      this.filled += count;
      offset += count;
      if (this.filled < this.size) break;
      this.#advance(frames);
    }
    return frames;
  }

  // A whole header or payload is there.
  #advance(frames) {
    try {
      if (this.header === null) this.#takeHeader();
      else this.#takePayload(frames);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.broken = error.rule;
      this.room = null;
    }
  }

  #takeHeader() {
    this.header = this.dialect.readHeader(this.profile, this.room);
    const { kind, payloadSize } = this.header;
    if (kind === null) this.passedOver++;
    this.#expect(kind === null ? null : Buffer.alloc(payloadSize), payloadSize);
  }

  #takePayload(frames) {
    const { kind } = this.header;
    if (kind !== null) {
      this.dialect.checkChecksum(this.header, this.room);
      frames.push({ kind, payload: this.room });
    }
    this.#expectHeader();
  }
}

/** FRM-3. */
export function checkPayloadSize(size, sizeMax) {
  refuseIf(size > sizeMax, 'FRM-3');
}
