import { createHmac, timingSafeEqual } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { crc32 } from 'node:zlib';

/** An address of UDP. */
export interface UdpAddress {
  readonly address: string;
  readonly port: number;
}

const headerBytes = 20;
const attributeHeaderBytes = 4;
const magicCookie = 0x2112a442;
const magicPort = magicCookie >>> 16;
const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const integrityBytes = 20;
const fingerprintMask = 0x5354554e;
/** Where the address stands in XOR-MAPPED-ADDRESS, behind its family and port. */
const mappedAddressAt = 4;
const familyIpv4 = 1;

const attributes = { integrity: 0x0008, mappedAddress: 0x0020, fingerprint: 0x8028, controlled: 0x8029, controlling: 0x802a } as const;

/** What is shorter is no such attribute: whoever changes its value would write beyond it. */
const leastBytes: ReadonlyMap<number, number> = new Map([
  [attributes.integrity, integrityBytes],
  [attributes.mappedAddress, mappedAddressAt + 4],
  [attributes.fingerprint, 4],
  [attributes.controlled, 8],
  [attributes.controlling, 8],
]);

/** A message of STUN (RFC 8489, 5) that says whether there is a way, as ICE sends it. */
export class StunMessage {
  readonly #bytes: Buffer;
  /** Where the values of attributes begin, by their types. */
  readonly #places: ReadonlyMap<number, number>;

  private constructor(bytes: Buffer, places: ReadonlyMap<number, number>) {
    this.#bytes = bytes;
    this.#places = places;
  }

  /** Null for what is no message of STUN, such as media (RFC 7983, 7). */
  static read(packet: Buffer): StunMessage | null {
    const isStun = packet.length >= headerBytes && (packet[0] ?? 0) < 4 && packet.readUInt32BE(4) === magicCookie;
    if (!isStun || packet.readUInt16BE(2) !== packet.length - headerBytes || packet.length % 4 !== 0) {
      return null;
    }
    const places = new Map<number, number>();
    for (let at = headerBytes; at < packet.length;) {
      const length = packet.readUInt16BE(at + 2);
      const valueAt = at + attributeHeaderBytes;
      const type = packet.readUInt16BE(at);
      if (valueAt + length > packet.length || length < (leastBytes.get(type) ?? 0)) {
        return null;
      }
      places.set(type, places.get(type) ?? valueAt);
      at = valueAt + Math.ceil(length / 4) * 4;
    }
    return new StunMessage(Buffer.from(packet), places);
  }

  get isRequest(): boolean {
    return this.#bytes.readUInt16BE(0) === bindingRequest;
  }

  get isSuccess(): boolean {
    return this.#bytes.readUInt16BE(0) === bindingSuccess;
  }

  /** Whether it is of somebody who knows the password (RFC 8489, 14.5). */
  isIntact(password: string): boolean {
    const at = this.#places.get(attributes.integrity);
    return at !== undefined && timingSafeEqual(this.#bytes.subarray(at, at + integrityBytes), this.#hashBefore(at, password));
  }

  /** The number that decides who leads where both want to (RFC 8445, 7.1.3), where it is zero. */
  withTieBreaker(instead: bigint): this {
    for (const type of [attributes.controlling, attributes.controlled]) {
      const at = this.#places.get(type);
      if (at !== undefined && this.#bytes.readBigUInt64BE(at) === 0n) {
        this.#bytes.writeBigUInt64BE(instead, at);
      }
    }
    return this;
  }

  /** Whom the answer is for, as it was seen (RFC 8489, 14.2). IPv4 alone; another one stays as it is. */
  withMappedAddress({ address, port }: UdpAddress): this {
    const at = this.#places.get(attributes.mappedAddress);
    if (at !== undefined && isIPv4(address) && this.#bytes[at + 1] === familyIpv4) {
      this.#bytes.writeUInt16BE(port ^ magicPort, at + 2);
      const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      this.#bytes.writeUInt32BE((number ^ magicCookie) >>> 0, at + mappedAddressAt);
    }
    return this;
  }

  /** As it is now, with integrity and fingerprint (RFC 8489, 14.7) where it had them. */
  signed(password: string): Buffer {
    const integrityAt = this.#places.get(attributes.integrity);
    if (integrityAt !== undefined) {
      this.#hashBefore(integrityAt, password).copy(this.#bytes, integrityAt);
    }
    const fingerprintAt = this.#places.get(attributes.fingerprint);
    if (fingerprintAt !== undefined) {
      const checksum = crc32(this.#bytes.subarray(0, fingerprintAt - attributeHeaderBytes));
      this.#bytes.writeUInt32BE((checksum ^ fingerprintMask) >>> 0, fingerprintAt);
    }
    return this.#bytes;
  }

  /** The length in the header counts up to the hash and no further. */
  #hashBefore(integrityAt: number, password: string): Buffer {
    const covered = Buffer.from(this.#bytes.subarray(0, integrityAt - attributeHeaderBytes));
    covered.writeUInt16BE(integrityAt + integrityBytes - headerBytes, 2);
    return createHmac('sha1', password).update(covered).digest();
  }
}

export const isSameAddress = (one: UdpAddress, other: UdpAddress): boolean => one.port === other.port && one.address === other.address;
