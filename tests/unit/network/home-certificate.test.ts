import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HomeCertificate } from '../../../main/network/home-certificate.ts';
import { MadeCertificate } from '../../../main/network/made-certificate.ts';
import { domainsOfAuthority, makeCertificate, makePrivateKey } from '../../../main/network/make-certificate.ts';
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
  names = {
    names: ['localhost', 'pi', 'pi.local', 'pi.example.net', 'cats.home.arpa'],
    addresses: ['127.0.0.1', '::1', '192.168.1.20', 'fd00::20', 'fe80::20', '2001:db8::20', '203.0.113.7'],
  };
});

afterEach(() => directory[Symbol.asyncDispose]());

const tls = (): string => join(directory.path, 'access', 'tls');
const pathOf = (name: string): string => join(tls(), name);

function open(): HomeCertificate {
  const dependencies = { directory: tls(), ownNames: () => names, clock, logger: silentLogger };
  return new HomeCertificate({ ...dependencies, selfSigned: new MadeCertificate(dependencies) });
}

async function opened(): Promise<{ home: HomeCertificate; identity: TlsIdentity; authority: X509Certificate; leaf: X509Certificate }> {
  const home = open();
  const identity = await home.load();
  return {
    home,
    identity,
    authority: new X509Certificate(home.authority?.certificate ?? ''),
    leaf: new X509Certificate(identity.certificate),
  };
}

/** What OpenSSL says of a certificate to who trusts the authority: empty where it is good. */
async function verify(authority: string, leaf: string, ...further: string[]): Promise<string> {
  await writeFile(join(directory.path, 'ca.pem'), authority);
  await writeFile(join(directory.path, 'leaf.pem'), leaf);
  const now = String(Math.floor(clock.nowMicroseconds() / 1e6));
  const { status, stderr, stdout } = spawnSync(
    'openssl',
    ['verify', '-x509_strict', '-purpose', 'sslserver', '-attime', now, ...further, '-CAfile', 'ca.pem', 'leaf.pem'],
    { cwd: directory.path, encoding: 'utf8' },
  );
  return status === 0 ? '' : stdout + stderr;
}

const keyOf = async (name: string): Promise<TlsIdentity> => {
  const text = await readFile(pathOf(name), 'utf8');
  const [certificate = '', key = ''] = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
  return { certificate, key };
};

describe('the authority of a home', () => {
  it('can sign for servers of this home alone, for ten years, and OpenSSL takes it and its certificate', async () => {
    const { home, authority, leaf, identity } = await opened();
    expect(authority.ca).toBe(true);
    expect(authority.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect((Date.parse(authority.validTo) - Date.parse(authority.validFrom)) / day).toBeCloseTo(3652, -1);
    const words = execFileSync('openssl', ['x509', '-noout', '-text'], { input: authority.toString(), encoding: 'utf8' });
    expect(words).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(words).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign/);
    expect(words).toMatch(/Name Constraints: critical\s+Permitted:/);
    for (const permitted of ['DNS:local', 'DNS:home.arpa', 'DNS:lan', 'DNS:internal', 'DNS:pi.example.net', 'IP:192.168.0.0/255.255.0.0']) {
      expect(words).toContain(`${permitted}\n`);
    }
    expect(words).toMatch(/IP:FC00:.*\/FE00:/);
    expect(leaf.ca).toBe(false);
    expect(leaf.checkIssued(authority)).toBe(true);
    expect((Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / day).toBeLessThan(397);
    for (const name of names.names) {
      expect(await verify(authority.toString(), identity.certificate, '-verify_hostname', name)).toBe('');
    }
    for (const address of ['127.0.0.1', '::1', '192.168.1.20', 'fd00::20']) {
      expect(await verify(authority.toString(), identity.certificate, '-verify_ip', address)).toBe('');
    }
    expect(await verify(authority.toString(), identity.certificate, '-verify_ip', '203.0.113.7')).toContain('IP address mismatch');
    expect(home.namesOutside).toEqual([]);
  });

  it('vouches for nobody outside, whatever it signs', async () => {
    const { authority } = await opened();
    const signer = await keyOf('authority.pem');
    const now = clock.nowMicroseconds() / 1000;
    const signed = async (own: OwnNames) => (await makeCertificate(await makePrivateKey(), own, now, signer)).certificate;
    expect(await verify(authority.toString(), await signed({ names: ['other.local'], addresses: ['10.1.2.3'] }))).toBe('');
    expect(await verify(authority.toString(), await signed({ names: ['bank.example'], addresses: [] }))).toContain(
      'permitted subtree violation',
    );
    expect(await verify(authority.toString(), await signed({ names: ['notlocal'], addresses: [] }))).toContain(
      'permitted subtree violation',
    );
    expect(await verify(authority.toString(), await signed({ names: [], addresses: ['8.8.8.8'] }))).toContain(
      'permitted subtree violation',
    );
    expect(await verify(authority.toString(), await signed({ names: [], addresses: ['2001:4860::1'] }))).toContain(
      'permitted subtree violation',
    );
  });

  it('is kept where nobody else reads it, and is the same the next time', async () => {
    const { home, identity } = await opened();
    expect((await stat(tls())).mode & 0o777).toBe(0o700);
    expect((await readdir(tls())).sort()).toEqual(['authority.pem', 'certificate-of-authority.pem']);
    for (const name of await readdir(tls())) {
      expect((await stat(pathOf(name))).mode & 0o777).toBe(0o600);
    }
    const again = await opened();
    expect(again.identity).toEqual(identity);
    expect(again.home.authority?.fingerprint).toBe(home.authority?.fingerprint);
  });

  it('stays while its certificate is renewed: for a new name or address, and a month before its end', async () => {
    const { home, leaf } = await opened();
    const { fingerprint } = home.authority ?? {};
    names = { names: [...names.names, 'pi.lan'], addresses: [...names.addresses, '10.0.0.9'] };
    const named = new X509Certificate((await home.load()).certificate);
    expect(named.checkHost('pi.lan')).toBe('pi.lan');
    expect(named.checkIP('10.0.0.9')).toBe('10.0.0.9');
    expect(named.serialNumber).not.toBe(leaf.serialNumber);
    clock.jump(366 * day);
    expect(new X509Certificate((await home.load()).certificate).serialNumber).toBe(named.serialNumber);
    clock.jump(2 * day);
    const renewed = new X509Certificate((await home.load()).certificate);
    expect(renewed.serialNumber).not.toBe(named.serialNumber);
    expect(home.authority?.fingerprint).toBe(fingerprint);
  });

  it('is made again when its ten years are over, and its last certificate ends with it', async () => {
    const { home, authority } = await opened();
    clock.jump(Date.parse(authority.validTo) - 10 * day - clock.nowMicroseconds() / 1000);
    const last = await home.load();
    expect(new X509Certificate(last.certificate).validTo).toBe(authority.validTo);
    expect(await home.load()).toEqual(last);
    clock.jump(Date.parse(authority.validTo) + day - clock.nowMicroseconds() / 1000);
    await home.load();
    expect(home.authority?.fingerprint).not.toBe(authority.fingerprint256);
  });

  it('leaves a name that it may not vouch for out, says so, and a new one takes it in', async () => {
    const { home, authority } = await opened();
    names = { ...names, names: [...names.names, 'cam.example.org'] };
    const identity = await home.load();
    expect(home.namesOutside).toEqual(['cam.example.org']);
    expect(new X509Certificate(identity.certificate).checkHost('cam.example.org')).toBeUndefined();
    expect(home.authority?.fingerprint).toBe(authority.fingerprint256);
    await home.replaceAuthority();
    const replaced = await home.load();
    expect(home.namesOutside).toEqual([]);
    expect(home.authority?.fingerprint).not.toBe(authority.fingerprint256);
    expect(await domainsOfAuthority(home.authority?.certificate ?? '')).toContain('cam.example.org');
    expect(await verify(home.authority?.certificate ?? '', replaced.certificate, '-verify_hostname', 'cam.example.org')).toBe('');
  });

  it('leaves a certificate that signs itself in use until somebody switches', async () => {
    const dependencies = { directory: tls(), ownNames: () => names, clock, logger: silentLogger };
    const before = await new MadeCertificate(dependencies).load();
    const home = open();
    expect(await home.load()).toEqual(before);
    expect(home.authority).toBeNull();
    await home.replaceAuthority();
    const identity = await home.load();
    expect(new X509Certificate(identity.certificate).checkIssued(new X509Certificate(home.authority?.certificate ?? ''))).toBe(true);
    expect(await open().load()).toEqual(identity);
  });

  it('is used without being saved where the disk does not take it, and saved when it does; a switch that cannot be saved is none', async () => {
    await mkdir(join(directory.path, 'access'));
    await symlink(join(directory.path, 'nowhere', 'tls'), tls()); // in the way of its directory
    const { home, identity } = await opened();
    const { fingerprint } = home.authority ?? {};
    expect(await home.load()).toEqual(identity);
    await expect(home.replaceAuthority()).rejects.toThrow();
    expect(await home.load()).toEqual(identity);
    await rm(tls());
    await home.load();
    expect((await opened()).home.authority?.fingerprint).toBe(fingerprint);
  });

  it('makes a damaged certificate again, and keeps the authority', async () => {
    const { home, authority } = await opened();
    await writeFile(pathOf('certificate-of-authority.pem'), 'rubbish');
    const identity = await home.load();
    expect(await verify(authority.toString(), identity.certificate)).toBe('');
    expect(home.authority?.fingerprint).toBe(authority.fingerprint256);
  });
});
