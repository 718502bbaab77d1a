import type { DnsName, DnsRecord } from '../../main/network/dns-message.ts';

const sixteen = (...numbers: readonly number[]): Buffer => Buffer.from(numbers.flatMap((number) => [number >> 8, number & 255]));
const text = (value: string): Buffer => Buffer.concat([Buffer.from([Buffer.byteLength(value)]), Buffer.from(value)]);
const nameOf = (labels: DnsName): Buffer => Buffer.concat([...labels.map(text), Buffer.from([0])]);

function dataOf(record: DnsRecord): Buffer {
  switch (record.type) {
    case 'ptr':
      return nameOf(record.target);
    case 'srv':
      return Buffer.concat([sixteen(0, 0, record.port), nameOf(record.target)]);
    case 'txt':
      return Buffer.concat(record.entries.map(text));
  }
}

/** An answer of multicast DNS, as a responder sends it. */
export function dnsAnswer(records: readonly DnsRecord[]): Buffer {
  const types = { ptr: 12, txt: 16, srv: 33 };
  return Buffer.concat([
    sixteen(0, 0x8400, 0, records.length, 0, 0),
    ...records.map((record) => {
      const data = dataOf(record);
      return Buffer.concat([nameOf(record.name), sixteen(types[record.type], 1, 0, 120, data.length), data]);
    }),
  ]);
}
