import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../main/config/command-line.ts';
import { loadConfiguration } from '../../../main/config/load.ts';
import { settle, type SettledConfiguration, type SettleOptions } from '../../../main/config/settle.ts';
import { valueAt } from '../../../main/config/merge.ts';
import type { Config, ConfigPatch } from '../../../shared/config.ts';
import type { ValueError } from '../../../shared/errors.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Refuses the values given for a key. */
const refusing =
  (bad: Readonly<Record<string, readonly unknown[]>>) =>
  async (config: Config): Promise<ValueError[]> =>
    Object.entries(bad).flatMap(([path, values]) => (values.includes(valueAt(config, path)) ? [{ path, message: 'it is refused.' }] : []));

interface World {
  saved: ConfigPatch;
  file?: ConfigPatch;
  flags?: readonly string[];
  bad: Readonly<Record<string, readonly unknown[]>>;
  lastWorking?: SettleOptions['lastWorking'];
}

async function settled({ saved, file = {}, flags = [], bad, lastWorking = new Map() }: World): Promise<SettledConfiguration> {
  await using directory = await temporaryDirectory();
  const configFile = join(directory.path, 'config.yaml');
  await writeFile(configFile, stringify(file));
  await writeFile(join(directory.path, 'settings.yaml'), stringify(saved));
  const loaded = await loadConfiguration(readCommandLine(['--data-dir', directory.path, '--config', configFile, ...flags], {}), {
    environment: {},
  });
  return await settle(loaded, { isAnybodyKnown: () => true, wasHttps: () => true, check: refusing(bad), lastWorking });
}

describe('settle', () => {
  it('leaves alone what works', async () => {
    const { config, unused } = await settled({ saved: { server: { port: 9000 } }, bad: { 'server.port': [8000] } });
    expect(config.server.port).toBe(9000);
    expect(unused).toEqual([]);
  });

  it('goes back to what worked last, then to the file, then to the default', async () => {
    const saved = { server: { host: '192.0.2.1', port: 9000 } };
    const bad = { 'server.host': ['192.0.2.1'] };
    const lastWorking = new Map([['server.host', '127.0.0.1']]);
    expect((await settled({ saved, bad, lastWorking })).config.server).toMatchObject({ host: '127.0.0.1', port: 9000 });
    expect((await settled({ saved, bad, file: { server: { host: '::1' } } })).config.server.host).toBe('::1');
    expect((await settled({ saved, bad: { 'server.host': ['192.0.2.1', '127.0.0.1'] }, lastWorking })).config.server.host).toBe('0.0.0.0');
    const { unused, saved: kept } = await settled({ saved, bad });
    expect(unused).toEqual([{ key: 'server.host', value: '"192.0.2.1"', used: '"0.0.0.0"', message: 'it is refused.' }]);
    expect(kept.patch).toEqual(saved);
  });

  it("never touches the owner's own words: file, flag", async () => {
    expect(
      (await settled({ saved: { server: { port: 9000 } }, file: { server: { host: '192.0.2.1' } }, bad: { 'server.host': ['192.0.2.1'] } }))
        .config.server.host,
    ).toBe('192.0.2.1');
    expect(
      (await settled({ saved: { server: { host: '::1' } }, flags: ['--host', '192.0.2.1'], bad: { 'server.host': ['192.0.2.1'] } })).config
        .server.host,
    ).toBe('192.0.2.1');
  });

  it('keeps HTTPS on when its certificate is gone, with the one of before, else with one that PetLog makes', async () => {
    const saved = { security: { https: true, https_certificate: '/new/cert.pem', https_key: '/new/key.pem' } };
    const bad = { 'security.https_certificate': ['/new/cert.pem', '/owner/cert.pem'] };
    const lastWorking = new Map([
      ['security.https_certificate', '/old/cert.pem'],
      ['security.https_key', '/old/key.pem'],
    ]);
    expect((await settled({ saved, bad, lastWorking })).config.security).toMatchObject({
      https: true,
      https_certificate: '/old/cert.pem',
      https_key: '/old/key.pem',
    });
    expect((await settled({ saved, bad })).config.security).toMatchObject({ https: true, https_certificate: '', https_key: '' });
    const ofOwner = await settled({
      saved: { security: { https: true } },
      file: { security: { https_certificate: '/owner/cert.pem', https_key: '/owner/key.pem' } },
      bad,
    });
    expect(ofOwner.config.security).toMatchObject({ https: true, https_certificate: '', https_key: '' });
    expect(ofOwner.unused).toEqual([{ key: 'security.https_certificate', value: '"cert.pem"', used: '""', message: 'it is refused.' }]);
  });

  it('ends where nothing works, or a flag decides', async () => {
    const everywhere = ['192.0.2.1', '0.0.0.0'];
    expect((await settled({ saved: { server: { host: '192.0.2.1' } }, bad: { 'server.host': everywhere } })).config.server.host).toBe(
      '0.0.0.0',
    );
    const saved = { security: { https: true } };
    const flags = ['--port', '0'];
    const file = { security: { https_certificate: '/x', https_key: '/y' } };
    expect((await settled({ saved, flags, file, bad: { 'security.https_certificate': ['/x', ''] } })).config.security.https).toBe(true);
  });
});
