import type { AlertFacts } from './alert-facts.ts';

/** With which PetLog proves to push services who it is (VAPID, RFC 8292); both as base64url. */
export interface PushKeys {
  /** An uncompressed point on P-256, 65 bytes. */
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The keys of this PetLog, made once: browsers subscribe for one key alone. */
export async function openPushKeys(facts: Pick<AlertFacts, 'get' | 'set'>): Promise<PushKeys> {
  const kept = facts.get('push_keys');
  if (kept !== null) {
    return kept;
  }
  const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const point = Buffer.from(await crypto.subtle.exportKey('raw', publicKey));
  const { d = '' } = await crypto.subtle.exportKey('jwk', privateKey);
  const keys = { publicKey: point.toString('base64url'), privateKey: d };
  facts.set('push_keys', keys);
  return keys;
}
