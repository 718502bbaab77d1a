import { describe, expect, it } from 'vitest';
import { derivedKey, Srtp, srtpTagBytes } from '../../../main/homekit-process/srtp.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
/** RFC 3711, B.3. */
const masterKey = hex('E1F97A0D3E018BE0D64FA32C06DE4139');
const masterSalt = hex('0EC675AD498AFEEBB6960B3AABE6');

function rtp(sequenceNumber: number, payload: Buffer): Buffer {
  const header = hex('806300000000000000C0FFEE');
  header.writeUInt16BE(sequenceNumber, 2);
  return Buffer.concat([header, payload]);
}

/** A report of a receiver without blocks. */
const report = hex('80C9000100C0FFEE');

describe('the keys of a session', () => {
  it('are those of the standard', () => {
    expect(derivedKey(masterKey, masterSalt, 0, 16)).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'));
    expect(derivedKey(masterKey, masterSalt, 2, 14)).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'));
    expect(derivedKey(masterKey, masterSalt, 1, 20)).toEqual(hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'));
  });

  it('are refused where they have another length', () => {
    expect(() => new Srtp(masterKey.subarray(1), masterSalt)).toThrow('a key of 16 bytes and a salt of 14, not 15 and 14');
  });
});

describe('protection', () => {
  it('leaves the header as it is, hides the rest, and differs for each packet, also where the numbers begin anew', () => {
    const srtp = new Srtp(masterKey, masterSalt);
    const payload = Buffer.alloc(100, 7);
    const packets = [65_535, 0, 1].map((number) => srtp.protectRtp(rtp(number, payload)));
    const fresh = new Srtp(masterKey, masterSalt).protectRtp(rtp(0, payload));
    for (const packet of packets) {
      expect(packet).toHaveLength(12 + payload.length + srtpTagBytes);
      expect(packet.subarray(12, 112)).not.toEqual(payload);
    }
    expect(packets[0]!.subarray(0, 12)).toEqual(rtp(65_535, payload).subarray(0, 12));
    // The same number a round later is protected otherwise.
    expect(packets[1]).not.toEqual(fresh);
  });

  it('lets through what the other side tells, once, and nothing that is cut, changed or of somebody else', () => {
    const home = new Srtp(masterKey, masterSalt);
    const ours = new Srtp(masterKey, masterSalt);
    const packet = home.protectRtcp(report);
    const later = home.protectRtcp(report);
    expect(ours.unprotectRtcp(packet)).toEqual(report);
    expect(ours.unprotectRtcp(packet)).toBeNull();
    expect(ours.unprotectRtcp(later.subarray(1))).toBeNull();
    expect(ours.unprotectRtcp(Buffer.alloc(5))).toBeNull();
    const changed = Buffer.from(later);
    changed[5]! ^= 1;
    expect(ours.unprotectRtcp(changed)).toBeNull();
    expect(ours.unprotectRtcp(new Srtp(Buffer.alloc(16), masterSalt).protectRtcp(report))).toBeNull();
    expect(ours.unprotectRtcp(later)).toEqual(report);
  });
});
