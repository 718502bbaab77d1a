import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Content, readContent, sizeOf } from '../../../main/backup/backup-store.ts';
import { identityPattern, makeKey, makeSealing, sealedContent, unseal } from '../../../main/backup/sealing/age-file.ts';
import { chunkBytes } from '../../../main/backup/sealing/age-stream.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) {
    all.push(piece);
  }
  return Buffer.concat(all);
}

const whole = (content: Content): Promise<Buffer> => bytesOf(readContent(content, 0, sizeOf(content)));

async function* inPieces(bytes: Buffer, pieceBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield bytes.subarray(at, at + pieceBytes);
  }
}

describe.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes, 5 * chunkBytes + 77])('%i bytes', (sizeBytes) => {
  it("are opened by Debian's age and by PetLog, and are the same from any byte on", async () => {
    await using directory = await temporaryDirectory();
    const plain = randomBytes(sizeBytes);
    const path = join(directory.path, 'plain');
    await writeFile(path, plain);
    const { identity, recipient } = await makeKey();
    expect(identity).toMatch(identityPattern);
    const content = sealedContent({ path, sizeBytes }, await makeSealing(recipient));
    const sealed = await whole(content);
    expect(sealed.length).toBe(sizeOf(content));
    for (const [from, to] of [
      [1, 2],
      [100, 300],
      [chunkBytes, 2 * chunkBytes],
      [sealed.length - 20, sealed.length],
    ] as const) {
      if (to <= sealed.length) {
        expect((await bytesOf(readContent(content, from, to - from))).equals(sealed.subarray(from, to))).toBe(true);
      }
    }

    await writeFile(join(directory.path, 'sealed.age'), sealed);
    await writeFile(join(directory.path, 'key.txt'), `${identity}\n`);
    const opened = execFileSync('age', ['-d', '-i', 'key.txt', 'sealed.age'], { cwd: directory.path });
    expect(opened.equals(plain)).toBe(true);
    expect((await bytesOf(unseal(inPieces(sealed, 999), identity))).equals(plain)).toBe(true);

    execFileSync('age', ['-r', recipient, '-o', 'theirs.age', 'plain'], { cwd: directory.path });
    const theirs = await readFile(join(directory.path, 'theirs.age'));
    expect((await bytesOf(unseal(inPieces(theirs, 70_000), identity))).equals(plain)).toBe(true);
  });
});

it('what was changed, cut or lengthened, or is of another key, does not get through', async () => {
  const { identity, recipient } = await makeKey();
  const sealed = await whole(sealedContent({ bytes: randomBytes(2 * chunkBytes) }, await makeSealing(recipient)));
  const open = (bytes: Buffer, key = identity): Promise<Buffer> => bytesOf(unseal(inPieces(bytes, 64_000), key));
  const changed = Buffer.from(sealed);
  changed[sealed.length - 30] = (changed[sealed.length - 30] ?? 0) ^ 1;
  const ofHeader = Buffer.from(sealed);
  ofHeader[60] = ofHeader[60] === 65 ? 66 : 65;
  for (const bytes of [
    changed,
    ofHeader,
    sealed.subarray(0, -1),
    sealed.subarray(0, sealed.length - chunkBytes - 16),
    sealed.subarray(0, 100),
    Buffer.concat([sealed, randomBytes(40)]),
    Buffer.alloc(0),
    randomBytes(100_000),
  ]) {
    await expect(open(bytes)).rejects.toMatchObject({ code: expect.stringMatching(/^(sealed_damaged|key_wrong)$/) as unknown });
  }
  await expect(open(sealed, (await makeKey()).identity)).rejects.toMatchObject({ code: 'key_wrong' });
});

it('no two files are sealed alike', async () => {
  const { recipient } = await makeKey();
  const [one, other] = [await makeSealing(recipient), await makeSealing(recipient)];
  expect(one.fileKey).not.toBe(other.fileKey);
  expect(one.nonce).not.toBe(other.nonce);
});
