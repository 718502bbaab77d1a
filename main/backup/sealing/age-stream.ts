/**
 * The payload of a file of age (https://c2sp.org/age, "Payload"): STREAM with
 * ChaCha20-Poly1305 by the runtime's own OpenSSL, which is many times as fast
 * as one in JavaScript, and from any chunk on.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { BackupFault } from '../backup-store.ts';

export const chunkBytes = 64 * 1024;
export const tagBytes = 16;
export const nonceBytes = 16;
const cipher = 'chacha20-poly1305';

export const payloadKeyOf = (fileKey: Buffer, nonce: Buffer): Buffer => Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));

/** How many chunks there are of so many bytes; nothing is one empty chunk. */
export const chunkCount = (plainBytes: number): number => Math.max(1, Math.ceil(plainBytes / chunkBytes));

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

export function sealChunk(key: Buffer, index: number, isLast: boolean, plain: Buffer): Buffer {
  const sealing = createCipheriv(cipher, key, nonceOf(index, isLast), { authTagLength: tagBytes });
  return Buffer.concat([sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
}

/** @throws BackupFault `sealed_damaged` */
function openChunk(key: Buffer, index: number, isLast: boolean, sealed: Buffer): Buffer {
  if (sealed.length < tagBytes) {
    throw new BackupFault('sealed_damaged');
  }
  const opening = createDecipheriv(cipher, key, nonceOf(index, isLast), { authTagLength: tagBytes });
  opening.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]);
  } catch (error) {
    throw new BackupFault('sealed_damaged', { cause: error });
  }
}

/** What was sealed, chunk by chunk: nothing that was changed, cut or moved gets through. Throws BackupFault `sealed_damaged`. */
export async function* openChunks(key: Buffer, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const whole = chunkBytes + tagBytes;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let index = 0;
  for await (const piece of sealed) {
    pending.push(piece);
    pendingBytes += piece.length;
    // The last one is opened otherwise, so that one is kept until it is known that more comes.
    while (pendingBytes > whole) {
      const joined = Buffer.concat(pending);
      const plain = openChunk(key, index, false, joined.subarray(0, whole));
      pending = [joined.subarray(whole)];
      pendingBytes -= whole;
      index += 1;
      yield plain;
    }
  }
  const last = openChunk(key, index, true, Buffer.concat(pending));
  if (last.length === 0 && index > 0) {
    throw new BackupFault('sealed_damaged');
  }
  yield last;
}
