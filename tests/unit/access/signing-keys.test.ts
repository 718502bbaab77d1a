import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SigningKeys } from '../../../main/access/signing-keys.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { collectingLogger, days } from '../../support/open-access.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function setUp() {
  const directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'access'));
  const clock = new ManualClock();
  const logger = collectingLogger();
  const path = join(directory.path, 'access', 'signing-keys.json');
  return {
    clock,
    logger,
    path,
    open: () => SigningKeys.open(directory.path, { clock, logger }),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('keys of access tokens', () => {
  it('are made once, in a file that nobody else may read, also when it was wider', async () => {
    await using files = await setUp();
    const { kid } = await (await files.open()).current();
    expect(await modeOf(files.path)).toBe(0o600);
    await chmod(files.path, 0o644);
    expect((await (await files.open()).current()).kid).toBe(kid);
    expect(await modeOf(files.path)).toBe(0o600);
  });

  it('change after 90 days, and the one before is good for another day, also after a restart', async () => {
    await using files = await setUp();
    const keys = await files.open();
    const first = await keys.current();
    await files.clock.advance(90 * days - 1);
    expect((await keys.current()).kid).toBe(first.kid);
    await files.clock.advance(1);
    const second = await keys.current();
    expect(second.kid).not.toBe(first.kid);
    await files.clock.advance(days);
    const restarted = await files.open();
    expect([keys, restarted].map((each) => [each.find(first.kid)?.kid, each.find(second.kid)?.kid])).toEqual([
      [first.kid, second.kid],
      [first.kid, second.kid],
    ]);
    await files.clock.advance(1);
    expect([keys, restarted].map((each) => [each.find(first.kid), each.find(second.kid)?.kid])).toEqual([
      [null, second.kid],
      [null, second.kid],
    ]);
  });

  it('change once, however many ask at that moment', async () => {
    await using files = await setUp();
    const keys = await files.open();
    const first = await keys.current();
    await files.clock.advance(90 * days);
    const asked = await Promise.all(Array.from({ length: 5 }, () => keys.current()));
    expect(new Set(asked.map(({ kid }) => kid)).size).toBe(1);
    expect(keys.find(first.kid)).not.toBeNull();
  });

  it('stay when a new one cannot be saved, and change when it can be', async () => {
    await using files = await setUp();
    const keys = await files.open();
    const first = await keys.current();
    await files.clock.advance(90 * days);
    await rm(join(files.path, '..'), { recursive: true });
    expect((await keys.current()).kid).toBe(first.kid);
    expect(files.logger.lines.map(({ level }) => level)).toEqual(['error']);
    await mkdir(join(files.path, '..'));
    expect((await keys.current()).kid).not.toBe(first.kid);
  });

  it('change on a clock that is years ahead or back, and come to rest', async () => {
    await using files = await setUp();
    const keys = await files.open();
    const first = await keys.current();
    files.clock.jump(-20 * 365 * days);
    const past = await keys.current();
    expect(past.kid).not.toBe(first.kid);
    expect((await keys.current()).kid).toBe(past.kid);
    files.clock.jump(20 * 365 * days);
    expect((await keys.current()).kid).not.toBe(past.kid);
  });

  it.each([
    ['no JSON', () => '{'],
    ['an empty file', () => ''],
    ['a key of another curve', (text: string) => text.replaceAll('P-256', 'P-384')],
    ['a point that is not on the curve', (text: string) => text.replace(/"x":"[^"]+"/, `"x":"${'A'.repeat(43)}"`)],
    ['half of it', (text: string) => text.slice(0, text.length / 2)],
  ])('begin anew when the file holds %s, and say so without showing it', async (_what, damage) => {
    await using files = await setUp();
    const { kid, jwk } = await (await files.open()).current();
    await writeFile(files.path, damage(await readFile(files.path, 'utf8')));
    const keys = await files.open();
    expect(keys.find(kid)).toBeNull();
    expect((await (await files.open()).current()).kid).toBe((await keys.current()).kid);
    expect(files.logger.lines).toHaveLength(1);
    expect(JSON.stringify(files.logger.lines)).not.toContain(jwk.d);
    expect(await readdir(join(files.path, '..'))).toEqual(['signing-keys.json']);
  });

  it('are new ones, and not written over what cannot be read', async () => {
    await using files = await setUp();
    await mkdir(files.path);
    const keys = await files.open();
    expect(keys.find((await keys.current()).kid)).not.toBeNull();
    await keys.retry();
    expect((await stat(files.path)).isDirectory()).toBe(true);
  });

  it('are good without being saved, and saved when that is possible', async () => {
    await using files = await setUp();
    const directory = dirname(files.path);
    await rm(directory, { recursive: true, force: true });
    const keys = await files.open();
    const { kid } = await keys.current();
    await mkdir(directory, { recursive: true });
    await keys.retry();
    expect((await files.open()).find(kid)).not.toBeNull();
  });
});
