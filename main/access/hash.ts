import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 256 random bits, as text for cookies, headers and addresses. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** For ids: 96 random bits, in letters that also a command line and a double click take as one word. */
export function randomId(): string {
  return randomBytes(12).toString('hex');
}

/** SHA-256. Enough for secrets that are random; passwords need scrypt. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares without telling, by the time it takes, where the difference is. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
