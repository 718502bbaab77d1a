import { expect, test } from 'vitest';
import { addressNotice } from '../../main/address-notice.ts';

const urls = ['https://192.168.1.20:8443', 'http://192.168.1.20:8000'];

test('says the addresses that a phone can open, in one line where nobody sits before it', () => {
  expect(addressNotice({ urls, isTerminal: false, hasColor: true })).toBe(
    'Open PetLog on a phone or computer in the same network: https://192.168.1.20:8443 (or http://192.168.1.20:8000)\n',
  );
});

test('shows a code to scan in a terminal', () => {
  const lines = addressNotice({ urls, isTerminal: true, hasColor: false }).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.slice(1).join('')).toMatch(/^[█▀▄ ]+$/);
});

test('is silent where no other device can', () => {
  expect(addressNotice({ urls: [], isTerminal: true, hasColor: true })).toBe('');
});
