import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MadeCertificate } from '../../../main/network/made-certificate.ts';
import type { OwnNames } from '../../../main/network/own-names.ts';
import type { TlsIdentity } from '../../../main/network/tls-identity.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const day = 24 * 3600_000;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let clock: ManualClock;
let names: OwnNames;

beforeEach(async () => {
  directory = await temporaryDirectory();
  clock = new ManualClock();
  names = { names: ['localhost', 'pi', 'pi.local'], addresses: ['127.0.0.1', '::1', '192.168.1.20', 'fd00::20', 'fe80::20'] };
});

afterEach(() => directory[Symbol.asyncDispose]());

const tls = (): string => join(directory.path, 'access', 'tls');
const load = (): Promise<TlsIdentity> =>
  new MadeCertificate({ directory: tls(), ownNames: () => names, clock, logger: silentLogger }).load();

describe('MadeCertificate', () => {
  it('names what the machine is called and where it is, and lasts 397 days at most', async () => {
    const { certificate } = await load();
    const leaf = new X509Certificate(certificate);
    expect(leaf.subjectAltName).toBe(
      'DNS:localhost, DNS:pi, DNS:pi.local, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:192.168.1.20, IP Address:FD00:0:0:0:0:0:0:20',
    );
    expect(leaf.ca).toBe(false);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(leaf.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    const now = clock.nowMicroseconds() / 1000;
    expect(Date.parse(leaf.validFrom)).toBeLessThan(now);
    expect(Date.parse(leaf.validTo)).toBeGreaterThan(now + 396 * day);
    expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBeLessThan(397 * day);
  });

  it('is kept where nobody else reads it, and is the same the next time', async () => {
    const made = await load();
    expect((await stat(tls())).mode & 0o777).toBe(0o700);
    for (const name of ['key.pem', 'certificate.pem']) {
      expect((await stat(join(tls(), name))).mode & 0o777).toBe(0o600);
    }
    expect(await load()).toEqual(made);
  });

  it('is used without being saved where the disk does not take it, and saved when it does', async () => {
    await mkdir(join(directory.path, 'access'));
    await symlink(join(directory.path, 'nowhere', 'tls'), tls()); // in the way of its directory
    const certificate = new MadeCertificate({ directory: tls(), ownNames: () => names, clock, logger: silentLogger });
    const made = await certificate.load();
    expect(await certificate.load()).toEqual(made);
    await rm(tls());
    expect(await certificate.load()).toEqual(made);
    expect(await load()).toEqual(made);
  });

  it('is extended when a name or an address is added, with the key it has, and not when one goes away', async () => {
    const made = await load();
    names = { names: [...names.names, 'pi.lan'], addresses: [...names.addresses, '10.0.0.7'] };
    const extended = await load();
    expect(extended.key).toBe(made.key);
    expect(new X509Certificate(extended.certificate).checkIP('10.0.0.7')).toBe('10.0.0.7');
    expect(new X509Certificate(extended.certificate).checkHost('pi.lan')).toBe('pi.lan');
    names = { names: ['localhost'], addresses: ['127.0.0.1'] };
    expect(await load()).toEqual(extended);
    names = { names: ['localhost'], addresses: ['127.0.0.1', 'fe80::99'] };
    expect(await load()).toEqual(extended);
  });

  it('is renewed, with another key, in its last thirty days', async () => {
    const made = await load();
    await clock.advance(366 * day);
    expect(await load()).toEqual(made);
    await clock.advance(day);
    const renewed = await load();
    expect(renewed.key).not.toBe(made.key);
    expect(Date.parse(new X509Certificate(renewed.certificate).validTo)).toBeGreaterThan(clock.nowMicroseconds() / 1000 + 396 * day);
  });

  it('is made again when the clock that made it was ahead', async () => {
    await clock.advance(50 * day);
    const made = await load();
    clock = new ManualClock();
    expect((await load()).certificate).not.toBe(made.certificate);
  });

  it.each([
    ['certificate.pem', 'damaged', true],
    ['certificate.pem', '', true],
    ['key.pem', 'damaged', false],
  ])('is made again when %s is %j', async (name, content, keepsKey) => {
    const made = await load();
    await writeFile(join(tls(), name), content);
    const again = await load();
    expect(again.key === made.key).toBe(keepsKey);
    expect(new X509Certificate(again.certificate).publicKey).toBeDefined();
    expect(await load()).toEqual(again);
    expect(await readFile(join(tls(), 'key.pem'), 'utf8')).toBe(again.key);
  });
});
