import type { VoicePacket } from '../media/sound/speaker-protocol.ts';

interface VoiceReceiverOptions {
  /** Of Opus, as the offer has it. */
  readonly payloadType: number;
  readonly onPacket: (packet: VoicePacket) => void;
  readonly nowMilliseconds: () => number;
}

const headerBytes = 12;
/** Three frames of the largest (RFC 6716, 3.2.1) are what one packet has at most in practice. */
const mostBytes = 3828;
/** The shortest frames of Opus are 2.5 ms long; what comes faster is no voice. */
const mostPerSecond = 400;

/** Takes the voice out of what a browser sends; nothing while nobody listens. */
export class VoiceReceiver {
  readonly #options: VoiceReceiverOptions;
  isListening = false;
  #secondMilliseconds = -Infinity;
  #taken = 0;

  constructor(options: VoiceReceiverOptions) {
    this.#options = options;
  }

  /** @param bytes RTP, or RTCP beside it, which is left out */
  take(bytes: Buffer): void {
    if (!this.isListening) {
      return;
    }
    const packet = readVoicePacket(bytes, this.#options.payloadType);
    if (packet !== null && this.#isInTime()) {
      this.#options.onPacket(packet);
    }
  }

  #isInTime(): boolean {
    const now = this.#options.nowMilliseconds();
    if (now - this.#secondMilliseconds >= 1000) {
      this.#secondMilliseconds = now;
      this.#taken = 0;
    }
    this.#taken += 1;
    return this.#taken <= mostPerSecond;
  }
}

/** A packet of RTP with that payload type (RFC 3550, 5.1); null for anything else. */
export function readVoicePacket(bytes: Buffer, payloadType: number): VoicePacket | null {
  const first = bytes[0] ?? 0;
  if (bytes.length < headerBytes || first >> 6 !== 2 || ((bytes[1] ?? 0) & 0x7f) !== payloadType) {
    return null;
  }
  let begin = headerBytes + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (begin + 4 > bytes.length) {
      return null;
    }
    begin += 4 + bytes.readUInt16BE(begin + 2) * 4;
  }
  const end = bytes.length - ((first & 0x20) === 0 ? 0 : (bytes.at(-1) ?? 0));
  return begin >= end || end - begin > mostBytes
    ? null
    : { sequenceNumber: bytes.readUInt16BE(2), timestamp: bytes.readUInt32BE(4), data: Buffer.from(bytes.subarray(begin, end)) };
}
