import { randomBytes, randomInt } from 'node:crypto';

const digits = 8;
/** That HAP forbids as trivial. */
const trivial: ReadonlySet<string> = new Set([
  '12345678',
  '87654321',
  ...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(digits)),
]);
const setupIdSigns = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A code that people type once, such as `031-45-154`; never one that HAP forbids. */
export function makeSetupCode(): string {
  for (;;) {
    const code = String(randomInt(0, 10 ** digits)).padStart(digits, '0');
    if (!trivial.has(code)) {
      return `${code.slice(0, 3)}-${code.slice(3, 5)}-${code.slice(5)}`;
    }
  }
}

/** Four signs, by which an app tells what it scanned from what it found on the network. */
export const makeSetupId = (): string => Array.from({ length: 4 }, () => setupIdSigns[randomInt(0, setupIdSigns.length)]).join('');

/** Six bytes as HAP has them, locally administered and of one device as in IEEE 802, so that no real device has the same. */
export function makeDeviceId(): string {
  const bytes = randomBytes(6);
  bytes[0] = ((bytes[0] ?? 0) & 0xfc) | 0x02;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}
