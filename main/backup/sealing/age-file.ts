/** Files of age (https://age-encryption.org): `age -d` opens them. Headers are made and read by age-encryption. */
import { randomBytes } from 'node:crypto';
import type * as Age from 'age-encryption';
import { BackupFault, type Content, readContent, sizeOf } from '../backup-store.ts';
import { chunkBytes, chunkCount, nonceBytes, openChunks, payloadKeyOf, sealChunk, tagBytes } from './age-stream.ts';
import type { Sealing } from './sealing.ts';

export interface AgeKey {
  /** The key that opens, for people to keep. */
  readonly identity: string;
  /** The one that seals. */
  readonly recipient: string;
}

/** As people write an identity of age down. */
export const identityPattern = /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/;

const mostHeaderBytes = 64 * 1024;

/** Most PetLogs never encrypt. */
const load = (): Promise<typeof Age> => import('age-encryption');

export async function makeKey(): Promise<AgeKey> {
  const { generateX25519Identity, identityToRecipient } = await load();
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** For one file. @param recipient age1… */
export async function makeSealing(recipient: string): Promise<Sealing> {
  const { Encrypter } = await load();
  let fileKey = Buffer.alloc(0);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  // Told of the key, and adds nothing to the header.
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = Buffer.from(key);
      return [];
    },
  });
  const empty = Buffer.from(await encrypter.encrypt(new Uint8Array(0)));
  const header = empty.subarray(0, empty.length - nonceBytes - tagBytes);
  return {
    header: header.toString('base64'),
    fileKey: fileKey.toString('base64'),
    nonce: randomBytes(nonceBytes).toString('base64'),
  };
}

/** The sealed file, from any byte on. */
export function sealedContent(content: Content, { header, fileKey, nonce }: Sealing): Content {
  const beginning = Buffer.concat([Buffer.from(header, 'base64'), Buffer.from(nonce, 'base64')]);
  const key = payloadKeyOf(Buffer.from(fileKey, 'base64'), Buffer.from(nonce, 'base64'));
  const plainBytes = sizeOf(content);
  const sizeBytes = beginning.length + plainBytes + chunkCount(plainBytes) * tagBytes;
  return {
    sizeBytes,
    read: (fromByte, count) => part(sealed(content, key, beginning, fromByte), fromByte, count, beginning.length),
  };
}

/** Whole chunks, from the one on in which a byte is. */
async function* sealed(content: Content, key: Buffer, beginning: Buffer, fromByte: number): AsyncGenerator<Buffer> {
  if (fromByte < beginning.length) {
    yield beginning;
  }
  const plainBytes = sizeOf(content);
  const count = chunkCount(plainBytes);
  let index = firstChunk(fromByte, beginning.length);
  let pending: Buffer = Buffer.alloc(0);
  const begin = index * chunkBytes;
  for await (const piece of readContent(content, begin, plainBytes - begin)) {
    pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
    while (pending.length >= chunkBytes && index < count - 1) {
      yield sealChunk(key, index, false, pending.subarray(0, chunkBytes));
      pending = pending.subarray(chunkBytes);
      index += 1;
    }
  }
  if (index !== count - 1 || pending.length !== plainBytes - index * chunkBytes) {
    throw new Error('a file changed while it was sent');
  }
  yield sealChunk(key, index, true, pending);
}

const firstChunk = (fromByte: number, beginningBytes: number): number =>
  fromByte < beginningBytes ? 0 : Math.floor((fromByte - beginningBytes) / (chunkBytes + tagBytes));

async function* part(pieces: AsyncIterable<Buffer>, fromByte: number, count: number, beginningBytes: number): AsyncGenerator<Buffer> {
  let at = fromByte < beginningBytes ? 0 : beginningBytes + firstChunk(fromByte, beginningBytes) * (chunkBytes + tagBytes);
  const end = fromByte + count;
  for await (const piece of pieces) {
    const wanted = piece.subarray(Math.max(0, fromByte - at), Math.max(0, end - at));
    if (wanted.length > 0) {
      yield wanted;
    }
    at += piece.length;
    if (at >= end) {
      return;
    }
  }
}

/**
 * What was sealed.
 *
 * @param identity AGE-SECRET-KEY-1…
 * @throws BackupFault `key_wrong`, `sealed_damaged`
 */
export async function* unseal(source: AsyncIterable<Buffer>, identity: string): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  let seen: Buffer = Buffer.alloc(0);
  let end = headerEnd(seen);
  try {
    while (end === null || seen.length < end + nonceBytes) {
      const next = await iterator.next();
      if (next.done === true || seen.length > mostHeaderBytes) {
        throw new BackupFault('sealed_damaged');
      }
      seen = Buffer.concat([seen, next.value]);
      end = headerEnd(seen);
    }
    const fileKey = await fileKeyOf(seen.subarray(0, end), identity);
    const key = payloadKeyOf(fileKey, seen.subarray(end, end + nonceBytes));
    yield* openChunks(key, rest(seen.subarray(end + nonceBytes), iterator));
  } finally {
    await iterator.return?.();
  }
}

async function* rest(first: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    yield next.value;
  }
}

/** Behind the line with its authentication code, which begins with three dashes; null where that has not come yet. */
function headerEnd(bytes: Buffer): number | null {
  const line = bytes.indexOf('\n--- ');
  const end = line === -1 ? -1 : bytes.indexOf('\n', line + 1);
  return end === -1 ? null : end + 1;
}

async function fileKeyOf(header: Buffer, identity: string): Promise<Buffer> {
  const { Decrypter } = await load();
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
    return Buffer.from(await decrypter.decryptHeader(header));
  } catch (error) {
    const isOther = error instanceof Error && error.message.startsWith('no identity matched');
    throw new BackupFault(isOther ? 'key_wrong' : 'sealed_damaged', { cause: error });
  }
}
