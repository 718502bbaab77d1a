import { createCipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** Of a packet that is protected: how many bytes it is longer (RFC 3711, 8.2). */
export const srtpTagBytes = 10;

const headerBytes = 12;
const rtcpHeadBytes = 8;
const indexBytes = 4;
const blockBytes = 16;
const keyBytes = 16;
const saltBytes = 14;
const authenticationBytes = 20;
/** What each key is derived for (RFC 3711, 4.3.2). */
const labels = {
  rtp: { encryption: 0, authentication: 1, salt: 2 },
  rtcp: { encryption: 3, authentication: 4, salt: 5 },
} as const;
const encryptedFlag = 0x8000_0000;
const sequenceNumbers = 65_536;

interface SessionKeys {
  readonly encryption: Buffer;
  readonly authentication: Buffer;
  readonly salt: Buffer;
}

/**
 * Protects one stream of RTP, and RTCP in both directions, by AES in counter mode with 128 bits and HMAC-SHA1 with 80 bits
 * (RFC 3711, AES_CM_128_HMAC_SHA1_80). Packets of RTP are to come in the order of their numbers.
 */
export class Srtp {
  readonly #rtp: SessionKeys;
  readonly #rtcp: SessionKeys;
  #rollovers = 0;
  #lastSequenceNumber = -1;
  #rtcpIndex = 0;
  #heardIndex = -1;

  /**
   * @param masterKey 16 bytes
   * @param masterSalt 14 bytes
   * @throws RangeError for keys of another length
   */
  constructor(masterKey: Uint8Array, masterSalt: Uint8Array) {
    if (masterKey.length !== keyBytes || masterSalt.length !== saltBytes) {
      throw new RangeError(
        `AES_CM_128_HMAC_SHA1_80 has a key of 16 bytes and a salt of 14, not ${masterKey.length} and ${masterSalt.length}`,
      );
    }
    const keysOf = ({ encryption, authentication, salt }: (typeof labels)['rtp' | 'rtcp']): SessionKeys => ({
      encryption: derivedKey(masterKey, masterSalt, encryption, keyBytes),
      authentication: derivedKey(masterKey, masterSalt, authentication, authenticationBytes),
      salt: derivedKey(masterKey, masterSalt, salt, saltBytes),
    });
    this.#rtp = keysOf(labels.rtp);
    this.#rtcp = keysOf(labels.rtcp);
  }

  /** @param packet of RTP, without extensions and further sources */
  protectRtp(packet: Buffer): Buffer {
    const sequenceNumber = packet.readUInt16BE(2);
    this.#rollovers += sequenceNumber < this.#lastSequenceNumber ? 1 : 0;
    this.#lastSequenceNumber = sequenceNumber;
    const index = this.#rollovers * sequenceNumbers + sequenceNumber;
    const { encryption, authentication, salt } = this.#rtp;
    const header = packet.subarray(0, headerBytes);
    const payload = inCounterMode(encryption, counterOf(salt, packet.readUInt32BE(8), index), packet.subarray(headerBytes));
    const rollovers = Buffer.alloc(4);
    rollovers.writeUInt32BE(this.#rollovers);
    return Buffer.concat([header, payload, tagOf(authentication, header, payload, rollovers)]);
  }

  /** @param packet of RTCP, or several, one behind the other */
  protectRtcp(packet: Buffer): Buffer {
    this.#rtcpIndex += 1;
    const { encryption, authentication, salt } = this.#rtcp;
    const header = packet.subarray(0, rtcpHeadBytes);
    const iv = counterOf(salt, packet.readUInt32BE(4), this.#rtcpIndex);
    const body = inCounterMode(encryption, iv, packet.subarray(rtcpHeadBytes));
    const index = Buffer.alloc(indexBytes);
    index.writeUInt32BE((encryptedFlag + this.#rtcpIndex) >>> 0);
    return Buffer.concat([header, body, index, tagOf(authentication, header, body, index)]);
  }

  /** What the other side tells, where it is really the other side, and tells it for the first time; else null. */
  unprotectRtcp(packet: Buffer): Buffer | null {
    const end = packet.length - indexBytes - srtpTagBytes;
    if (end < rtcpHeadBytes) {
      return null;
    }
    const { encryption, authentication, salt } = this.#rtcp;
    const tag = tagOf(authentication, packet.subarray(0, end + indexBytes));
    const indexAndFlag = packet.readUInt32BE(end);
    const index = indexAndFlag & ~encryptedFlag;
    if (!timingSafeEqual(tag, packet.subarray(end + indexBytes)) || index <= this.#heardIndex) {
      return null;
    }
    this.#heardIndex = index;
    const header = packet.subarray(0, rtcpHeadBytes);
    const body = packet.subarray(rtcpHeadBytes, end);
    const isEncrypted = indexAndFlag >= encryptedFlag;
    return Buffer.concat([header, isEncrypted ? inCounterMode(encryption, counterOf(salt, packet.readUInt32BE(4), index), body) : body]);
  }
}

/** RFC 3711, 4.3: without a rate, so that each key holds for the whole session. */
export function derivedKey(masterKey: Uint8Array, masterSalt: Uint8Array, label: number, length: number): Buffer {
  const iv = Buffer.alloc(blockBytes);
  iv.set(masterSalt);
  iv[7] = (iv[7] ?? 0) ^ label;
  return inCounterMode(masterKey, iv, Buffer.alloc(length));
}

/** RFC 3711, 4.1.1. */
function counterOf(salt: Buffer, ssrc: number, index: number): Buffer {
  const iv = Buffer.alloc(blockBytes);
  iv.set(salt);
  iv.writeUInt32BE((iv.readUInt32BE(4) ^ ssrc) >>> 0, 4);
  iv.writeUInt32BE((iv.readUInt32BE(8) ^ Math.floor(index / sequenceNumbers)) >>> 0, 8);
  iv.writeUInt16BE(iv.readUInt16BE(12) ^ (index % sequenceNumbers), 12);
  return iv;
}

const inCounterMode = (key: Uint8Array, iv: Buffer, bytes: Buffer): Buffer => createCipheriv('aes-128-ctr', key, iv).update(bytes);

function tagOf(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  const hash = createHmac('sha1', key);
  parts.forEach((part) => hash.update(part));
  return hash.digest().subarray(0, srtpTagBytes);
}
