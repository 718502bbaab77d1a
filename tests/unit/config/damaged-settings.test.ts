import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCommandLine } from '../../../main/config/command-line.ts';
import { loadConfiguration } from '../../../main/config/load.ts';
import { settle } from '../../../main/config/settle.ts';
import { SettingsStore } from '../../../main/config/settings-store.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

interface World {
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly isAnybodyKnown?: boolean;
  readonly wasHttps?: boolean;
}

async function open(
  dataDirectory: string,
  { flags = [], environment = {}, file, isAnybodyKnown = true, wasHttps = false }: World = {},
): Promise<SettingsStore> {
  const configFile = join(dataDirectory, '..', 'config.yaml');
  await writeFile(configFile, file ?? '');
  const loaded = await loadConfiguration(readCommandLine(['--data-dir', dataDirectory, '--config', configFile, ...flags], environment), {
    environment: {},
  });
  const settled = await settle(loaded, {
    isAnybodyKnown: () => isAnybodyKnown,
    wasHttps: () => wasHttps,
    check: async () => [],
    lastWorking: new Map(),
  });
  return SettingsStore.open(settled, silentLogger);
}

async function world(): Promise<{ dataDirectory: string; path: string; copy: string } & AsyncDisposable> {
  const directory = await temporaryDirectory();
  const dataDirectory = join(directory.path, 'data');
  await mkdir(dataDirectory);
  const path = join(dataDirectory, 'settings.yaml');
  return { dataDirectory, path, copy: `${path}.copy`, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}

/** What a power cut, a worn card or a file system check makes of a file. */
const damages: readonly [name: string, damage: (text: string) => string | null][] = [
  ['empty', () => ''],
  ['with line ends alone', () => '\n\n'],
  ['full of NUL bytes', (text) => '\0'.repeat(text.length)],
  ['NUL bytes at its end', (text) => text.slice(0, 200) + '\0'.repeat(50)],
  ['cut in a line', (text) => text.slice(0, text.indexOf('access: acc') + 11)],
  ['cut behind a line', (text) => text.slice(0, text.indexOf('security:'))],
  ['without its last line', (text) => text.slice(0, text.lastIndexOf('#'))],
  ['cut in its first line', (text) => text.slice(0, 30)],
  ['other text', () => 'hello'],
  ['gone', () => null],
];

async function damage(path: string, how: (text: string) => string | null): Promise<void> {
  const text = how(await readFile(path, 'utf8'));
  await (text === null ? rm(path) : writeFile(path, text));
}

describe('saved settings that are damaged', () => {
  it.each(damages)('come back from the copy: %s', async (_name, how) => {
    await using place = await world();
    const before = await open(place.dataDirectory);
    await before.change({
      server: { port: 8001 },
      security: { access: 'accounts', allowed_hosts: ['cat.example'] },
      camera: { quality: 70 },
    });
    await damage(place.path, how);
    const store = await open(place.dataDirectory, { isAnybodyKnown: false });
    expect(store.current).toMatchObject({
      server: { port: 8001 },
      security: { access: 'accounts', allowed_hosts: ['cat.example'] },
      camera: { quality: 70 },
    });
    expect(store.problems()).toMatchObject([{ code: 'settings_damaged', message: expect.stringContaining('settings.yaml.damaged') }]);
    expect(parse(await readFile(place.path, 'utf8'))).toEqual(parse(await readFile(place.copy, 'utf8')));
  });

  it.each(damages)('are the strict ones where the copy is damaged too: %s', async (_name, how) => {
    await using place = await world();
    const before = await open(place.dataDirectory, { isAnybodyKnown: false });
    await before.change({ security: { access: 'accounts' } });
    await damage(place.path, how);
    await writeFile(place.copy, '\0\0\0');
    expect((await open(place.dataDirectory, { wasHttps: true })).current.security).toMatchObject({ access: 'accounts', https: true });
    const again = await open(place.dataDirectory, { isAnybodyKnown: false });
    expect(again.current.security).toMatchObject({ access: 'accounts', https: true });
    expect(again.problems()).toMatchObject([{ code: 'settings_damaged' }]);
  });

  it('count as open where nobody was ever let in, and a flag or variable decides as ever', async () => {
    await using place = await world();
    for (const [options, access] of [
      [{ isAnybodyKnown: false }, 'open'],
      [{ environment: { PETLOG_SECURITY_ACCESS: 'open' } }, 'open'],
      [{ file: 'security: { access: open }' }, 'accounts'],
    ] as const) {
      await writeFile(place.path, '');
      await rm(place.copy, { force: true });
      expect((await open(place.dataDirectory, options)).current.security.access).toBe(access);
    }
  });

  it('are strict for one value that cannot be read, and for a key that is spelled wrong', async () => {
    for (const text of [
      'security:\n  access: acc\ncamera: { quality: 70 }\n',
      'securitx:\n  access: accounts\ncamera: { quality: 70 }\n',
    ]) {
      await using place = await world();
      await writeFile(place.path, text);
      const store = await open(place.dataDirectory);
      expect(store.current).toMatchObject({ security: { access: 'accounts', https: false }, camera: { quality: 70 } });
      expect(await readFile(`${place.path}.damaged`, 'utf8')).toBe(text);
    }
  });

  it('are named until somebody saves a setting, over restarts too', async () => {
    await using place = await world();
    await (await open(place.dataDirectory)).change({ camera: { quality: 70 } });
    await writeFile(place.path, '');
    await open(place.dataDirectory);
    const store = await open(place.dataDirectory);
    expect(store.problems()).toHaveLength(1);
    await store.change({});
    expect(store.problems()).toEqual([]);
    expect((await open(place.dataDirectory)).problems()).toEqual([]);
    expect((await readdir(place.dataDirectory)).sort()).toEqual(['settings.yaml', 'settings.yaml.copy', 'settings.yaml.damaged']);
  });

  it('of an earlier PetLog have no last line, and are whole all the same', async () => {
    await using place = await world();
    await writeFile(
      place.path,
      '# Settings changed while PetLog ran. They win over the configuration file; flags and variables win over them.\nserver:\n  port: 8001\n',
    );
    const store = await open(place.dataDirectory);
    expect(store.current.server.port).toBe(8001);
    expect(store.problems()).toEqual([]);
    expect(parse(await readFile(place.copy, 'utf8'))).toEqual({ server: { port: 8001 } });
  });

  it('are no longer in a copy that could not be brought up to date', async () => {
    await using place = await world();
    const store = await open(place.dataDirectory);
    await store.change({ security: { access: 'open' } });
    await rm(place.copy);
    await mkdir(join(place.copy, 'in the way'), { recursive: true });
    await store.change({ security: { access: 'accounts' } });
    await writeFile(place.path, '');
    expect((await open(place.dataDirectory)).current.security.access).toBe('accounts');
  });
});
