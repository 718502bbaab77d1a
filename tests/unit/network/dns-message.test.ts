import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DnsRecord, readAnswer, writeQuestions } from '../../../main/network/dns-message.ts';
import { dnsAnswer } from '../../support/dns-answers.ts';

const service = ['_petlog', '_tcp', 'local'];

test('a question is written as RFC 1035 has it', () => {
  expect(writeQuestions([{ name: service, type: 'ptr' }]).toString('latin1')).toBe(
    '\0\0\0\0\0\x01\0\0\0\0\0\0\x07_petlog\x04_tcp\x05local\0\0\x0c\0\x01',
  );
});

test('an answer is read: a service, where it is, and what it says of itself', () => {
  const instance = ['PetLog on Küche. 2', ...service];
  const records: DnsRecord[] = [
    { type: 'ptr', name: service, target: instance },
    { type: 'srv', name: instance, target: ['pi', 'local'], port: 8000 },
    { type: 'txt', name: instance, entries: ['path=/', 'a=b'] },
  ];
  expect(readAnswer(dnsAnswer(records))).toEqual(records);
});

/** RFC 1035, 4.1.4. The question is at 12, the record's name a pointer to it, its target a label and the same pointer. */
const compressed = (pointer: number): Buffer =>
  Buffer.from(
    `\0\0\x84\0\0\x01\0\x01\0\0\0\0\x07_petlog\x04_tcp\x05local\0\0\x0c\0\x01` +
      `\xc0\x0c\0\x0c\0\x01\0\0\0\x78\0\x05\x02pi\xc0${String.fromCharCode(pointer)}`,
    'latin1',
  );

test('names that were written before are found again, and only there', () => {
  expect(readAnswer(compressed(12))).toEqual([{ type: 'ptr', name: service, target: ['pi', ...service] }]);
  // To itself, and beyond the end.
  expect(readAnswer(compressed(compressed(0).length - 5))).toBeNull();
  expect(readAnswer(compressed(255))).toBeNull();
});

test('questions, what is cut off, and what promises too much are no answers', () => {
  const answer = dnsAnswer([{ type: 'srv', name: service, target: ['pi', 'local'], port: 1 }]);
  expect(readAnswer(writeQuestions([{ name: service, type: 'ptr' }]))).toBeNull();
  for (let length = 0; length < answer.length; length += 1) {
    expect(readAnswer(answer.subarray(0, length))).toBeNull();
  }
  answer.writeUInt16BE(65_535, 6);
  expect(readAnswer(answer)).toBeNull();
});

test('whatever comes, it is read or not: nothing throws', () => {
  const header = [0, 0, 0x84, 0, 0, 0, 0, 3, 0, 0, 0, 0];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readAnswer(Buffer.from([...header, ...bytes]))),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void readAnswer(Buffer.from(bytes))));
});
