import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../main/control/settings-checks.ts';
import { merge, pathsOf } from '../../../main/config/merge.ts';
import { makeCertificate, makePrivateKey } from '../../../main/network/make-certificate.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { Config, type ConfigPatch } from '../../../shared/config.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const clock = createSystemClock();
/** Ports 0, so that no test depends on what else this machine serves. */
const base = { server: { host: '127.0.0.1', port: 0, https_port: 0 } };

async function refusals(patch: ConfigPatch, dataDirectory = '/nowhere', ownPorts: readonly number[] = []): Promise<Record<string, string>> {
  const config = Config.parse(merge(base, patch));
  const errors = await checkSettings(config, pathsOf(patch), { dataDirectory, clock, ownPorts: () => ownPorts });
  return Object.fromEntries(errors.map(({ path, message }) => [path, message]));
}

async function takenPort(): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer().listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** A certificate with its key, and another key. */
async function certificateIn(directory: string): Promise<{ certificate: string; key: string; otherKey: string }> {
  const made = await makeCertificate(await makePrivateKey(), { names: ['localhost'], addresses: [] }, Date.now());
  const other = await makeCertificate(await makePrivateKey(), { names: ['localhost'], addresses: [] }, Date.now());
  const paths = { certificate: join(directory, 'cert.pem'), key: join(directory, 'key.pem'), otherKey: join(directory, 'other.pem') };
  await writeFile(paths.certificate, made.certificate);
  await writeFile(paths.key, made.key);
  await writeFile(paths.otherKey, other.key);
  return paths;
}

describe('checkSettings', () => {
  it('takes addresses of this machine and no other', async () => {
    for (const host of ['0.0.0.0', '127.0.0.1', 'localhost']) {
      expect(await refusals({ server: { host } })).toEqual({});
    }
    // RFC 5737 and RFC 3849: addresses that nobody has. RFC 2606: a name that nobody has.
    for (const host of ['192.0.2.1', '2001:db8::1', 'camera.invalid', 'not an address']) {
      expect((await refusals({ server: { host } }))['server.host']).toMatch(
        / is not allowed; an address of this machine is: 0\.0\.0\.0, ::, 127\.0\.0\.1, .*\.$/,
      );
    }
  });

  it('takes free ports that differ, and those that are its own', async () => {
    await using taken = await takenPort();
    const { port } = taken;
    expect(await refusals({ server: { port } })).toEqual({
      'server.port': `${port} is not allowed; a free one is: another program uses it.`,
    });
    expect(await refusals({ server: { port } }, '/nowhere', [port])).toEqual({});
    expect(await refusals({ security: { https: true }, server: { https_port: port } })).toHaveProperty(['server.https_port']);
    expect(await refusals({ server: { port: 9000, https_port: 9000 } })).toHaveProperty(['server.https_port']);
    expect(await refusals({ security: { https: true }, server: { port: 9000, https_port: 9000 } })).toHaveProperty(['server.https_port']);
  });

  it('takes a certificate with its key, and tells about no other file whether it is there', async () => {
    await using directory = await temporaryDirectory();
    const { certificate, key, otherKey } = await certificateIn(directory.path);
    const pipe = join(directory.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const set = (https: boolean, https_certificate: string, https_key: string): Promise<Record<string, string>> =>
      refusals({ security: { https, https_certificate, https_key } });
    expect(await set(true, '', '')).toEqual({});
    for (const https of [true, false]) {
      expect(await set(https, certificate, key)).toEqual({});
      for (const [one, other] of [
        [join(directory.path, 'none.pem'), key],
        [certificate, otherKey],
        [key, certificate],
        [directory.path, key],
        [pipe, key],
        ['/dev/zero', key],
        [certificate, '/dev/zero'],
      ] as const) {
        expect(await set(https, one, other)).toEqual({
          'security.https_certificate': `${JSON.stringify(one)} is not allowed; a certificate (PEM) that PetLog can read is, with its private key in security.https_key.`,
        });
      }
    }
    expect(await set(true, certificate, '')).toEqual({
      'security.https_key': '"" is not allowed; the path that belongs to security.https_certificate is, or none for both.',
    });
    expect(await set(true, '', key)).toHaveProperty(['security.https_certificate']);
    expect(await set(false, certificate, '')).toEqual({});
  });

  it('takes no base path that PetLog needs for itself', async () => {
    expect(await refusals({ server: { base_path: '/camera' } })).toEqual({});
    for (const base_path of ['/cameras', '/app/x', '/events']) {
      expect((await refusals({ server: { base_path } }))['server.base_path']).toContain(
        `${JSON.stringify(base_path)} is not allowed; a path that does not begin with`,
      );
    }
  });

  it('takes a place of recordings that can be one', async () => {
    await using directory = await temporaryDirectory();
    await mkdir(join(directory.path, 'disk'));
    await symlink(join(directory.path, 'disk'), join(directory.path, 'link'));
    await writeFile(join(directory.path, 'settings.yaml'), '');
    for (const storage_path of ['recordings', 'a/b/c', 'disk', 'link', 'link/a']) {
      expect(await refusals({ camera: { storage_path } }, directory.path)).toEqual({});
    }
    for (const storage_path of ['access', './access/x', 'settings.yaml', 'settings.yaml/x']) {
      expect(await refusals({ camera: { storage_path } }, directory.path)).toHaveProperty(['camera.storage_path']);
    }
  });

  it('asks nothing about keys that stay', async () => {
    expect(await refusals({ camera: { quality: 70 } })).toEqual({});
    const config = Config.parse(merge(base, { server: { host: '192.0.2.1' } }));
    expect(await checkSettings(config, ['server.port'], { dataDirectory: '/nowhere', clock, ownPorts: () => [] })).toEqual([]);
  });

  it('ends where the machine gives no answer', async () => {
    const slow = new ManualClock();
    const config = Config.parse(base);
    const result = checkSettings(config, ['server.host'], {
      dataDirectory: '/nowhere',
      clock: slow,
      ownPorts: () => [],
      server: { tryToListen: () => new Promise(() => {}) },
    });
    await slow.advance(5000);
    expect(await result).toEqual([{ path: 'server.host', message: 'this machine could not check the value in time; try again.' }]);
  });
});
