import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../../main/doctor/checks/certificate.ts';
import { checkDataDirectory } from '../../../main/doctor/checks/data-directory.ts';
import { checkDatabases } from '../../../main/doctor/checks/databases.ts';
import { checkNetwork } from '../../../main/doctor/checks/network.ts';
import { checkPort } from '../../../main/doctor/checks/port.ts';
import type { Finding } from '../../../main/doctor/finding.ts';
import type { Check, Subject } from '../../../main/doctor/subject.ts';
import { checkDatabaseFiles } from '../../../main/doctor-process/check-databases.ts';
import { makeCertificate, makePrivateKey } from '../../../main/network/make-certificate.ts';
import { addressOf, fakeMachine, type FakeMachineOptions, statusOf, users } from '../../support/fake-machine.ts';

async function find(
  check: Check,
  options: FakeMachineOptions = {},
  prepare: (subject: Subject) => Promise<void> = async () => {},
): Promise<Finding> {
  await using machine = await fakeMachine(options);
  await prepare(machine.subject);
  const finding = await check(machine.subject);
  return { ...finding, summary: finding.summary.replaceAll(machine.root, '') };
}

const owner = { pid: 70, since: '2026-05-01T12:00:00.000Z' };

describe('network', () => {
  const network = (...addresses: [name: string, address: string][]): Partial<Subject> => ({
    names: {
      hostname: () => 'Attic.fritz.box',
      interfaces: () => ({
        lo: addressOf('127.0.0.1', true),
        ...Object.fromEntries(addresses.map(([name, address]) => [name, addressOf(address)])),
      }),
      resolverConfiguration: () => '',
    },
  });
  const wifi = network(['wlan0', '192.168.1.20'], ['eth0', 'fe80::1%eth0']);

  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    [
      'with a name that others find',
      { subject: wifi, config: { server: { announce: false } }, files: { '/run/avahi-daemon/pid': '7\n' } },
      'ok',
      'This machine is at 192.168.1.20 (wlan0), and is called attic.local.',
      null,
    ],
    [
      'with a name that PetLog announces',
      { subject: wifi },
      'ok',
      'This machine is at 192.168.1.20 (wlan0), and is called attic.local.',
      null,
    ],
    [
      'without one',
      { subject: wifi, config: { server: { announce: false } } },
      'ok',
      'This machine is at 192.168.1.20 (wlan0).',
      'avahi-daemon',
    ],
    [
      'for this machine alone',
      { subject: wifi, config: { server: { host: '127.0.0.1' } } },
      'warning',
      'which other devices do not reach',
      '0.0.0.0',
    ],
    [
      'with addresses that it gave itself',
      { subject: network(['eth0', '169.254.7.7'], ['wlan0', 'fe80::2']) },
      'warning',
      'gave this machine no address',
      'router',
    ],
    ['none', { subject: network() }, 'problem', 'on no network', 'nmtui'],
  ])('%s', async (_case, options, status, summary, advice) => {
    expect(await find(checkNetwork, options)).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });
});

describe('port', () => {
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
  const line = (port: number, state: string, userId: number, inode: number): string =>
    `   0: 00000000:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  ${userId}        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;
  const listening = (port = 8000, userId = 1000): Record<string, string> => ({
    ...users,
    '/proc/net/tcp': head + line(22, '0A', 0, 1) + line(port, '01', 0, 2),
    '/proc/net/tcp6': head + line(port, '0A', userId, 555),
  });
  const program = (pid: number, name: string) => ({
    files: { [`/proc/${pid}/comm`]: `${name}\n`, [`/proc/${pid}/status`]: 'PPid:\t1\n' },
    links: { [`/proc/${pid}/fd/4`]: 'socket:[555]' },
  });

  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    ['is free', { files: users }, 'ok', 'Port 8000 is free.', null],
    ['is chosen at the start', { files: users, config: { server: { port: 0 } } }, 'ok', 'takes a free port', null],
    [
      'is ours',
      { files: { ...listening(), ...program(70, 'node').files }, links: program(70, 'node').links, subject: { owner } },
      'ok',
      'served by this PetLog (process 70)',
      null,
    ],
    [
      'is taken',
      { files: { ...listening(), ...program(71, 'nginx').files }, links: program(71, 'nginx').links, subject: { owner } },
      'problem',
      'Port 8000 is taken by nginx (process 71).',
      '--port',
    ],
    ['is in use by somebody unknown', { files: listening(8000, 33) }, 'warning', 'a program of the user www', 'sudo'],
    [
      'is not allowed',
      { files: { ...users, '/proc/sys/net/ipv4/ip_unprivileged_port_start': '1024\n' }, config: { server: { port: 80 } } },
      'problem',
      'the user pi may not listen below 1024',
      '--port',
    ],
    [
      'is allowed by a capability',
      { files: { ...users, '/proc/self/status': statusOf(1000, [], '0000000000000400') }, config: { server: { port: 80 } } },
      'ok',
      'Port 80 is free.',
      null,
    ],
    [
      'of WebRTC is taken',
      {
        files: {
          ...users,
          '/proc/net/udp': head + line(8555, '07', 1000, 555),
          ...program(71, 'nginx').files,
        },
        links: program(71, 'nginx').links,
      },
      'warning',
      'UDP port 8555, which WebRTC sends the live video from, is taken by nginx',
      'video.webrtc_port',
    ],
    ['of WebRTC is free', { files: users }, 'ok', 'can be sent from UDP port 8555', null],
    ['is not listened to', { files: users, subject: { owner } }, 'warning', 'does not listen on port 8000', 'Restart'],
    [
      'of HTTPS counts too',
      {
        files: { ...listening(8443), ...program(71, 'nginx').files },
        links: program(71, 'nginx').links,
        config: { security: { https: true } },
      },
      'problem',
      'Port 8000 is free. Port 8443 is taken by nginx',
      'server.https_port',
    ],
  ])('%s', async (_case, options, status, summary, advice) => {
    expect(await find(checkPort, options)).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });
});

describe('certificate', () => {
  const day = 24 * 3600_000;
  const names = { names: ['localhost', 'pi', 'pi.local'], addresses: ['127.0.0.1', '::1'] };
  const own = { names: { hostname: () => 'pi', interfaces: () => ({}), resolverConfiguration: () => '' } };
  const https = { security: { https: true } };
  const made =
    (madeAtMilliseconds: number, forNames = names) =>
    async ({ dataDirectory }: Subject): Promise<void> => {
      const directory = join(dataDirectory, 'access/tls');
      await mkdir(directory, { recursive: true });
      const { certificate, key } = await makeCertificate(await makePrivateKey(), forNames, madeAtMilliseconds);
      await writeFile(join(directory, 'certificate.pem'), certificate);
      await writeFile(join(directory, 'key.pem'), key);
    };

  test('off, not made yet, made', async () => {
    expect(await find(checkCertificate)).toMatchObject({ status: 'ok', summary: expect.stringContaining('HTTPS is off') });
    expect(await find(checkCertificate, { config: https })).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('makes a certificate when it starts'),
    });
    expect(await find(checkCertificate, { config: https, subject: own }, made(Date.now()))).toMatchObject({
      status: 'ok',
      summary: expect.stringMatching(/^The certificate is valid until \d{4}-\d\d-\d\d\. PetLog made it/),
      advice: null,
    });
  });

  test('made, but over, early, for other names or damaged', async () => {
    expect(await find(checkCertificate, { config: https, subject: own }, made(Date.now() - 400 * day))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('ran out on'),
    });
    expect(await find(checkCertificate, { config: https, subject: { ...own, owner } }, made(Date.now() - 400 * day))).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('ran out on'),
    });
    expect(await find(checkCertificate, { config: https, subject: own }, made(Date.now() + 10 * day))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('not valid before'),
      advice: expect.stringContaining('clock'),
    });
    expect(
      await find(checkCertificate, { config: https, subject: own }, made(Date.now(), { ...names, names: ['localhost', 'old'] })),
    ).toMatchObject({ status: 'warning', summary: expect.stringContaining('not for pi, pi.local.') });
    const damage = async (subject: Subject): Promise<void> => {
      await made(Date.now())(subject);
      await writeFile(join(subject.dataDirectory, 'access/tls/certificate.pem'), 'no certificate');
    };
    expect(await find(checkCertificate, { config: https }, damage)).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('is damaged'),
    });
  });

  test("one's own", async () => {
    await using place = await fakeMachine({ subject: { owner } });
    const files = {
      https_certificate: join(place.subject.dataDirectory, 'access/tls/certificate.pem'),
      https_key: join(place.subject.dataDirectory, 'access/tls/key.pem'),
    };
    const state = (security: object = {}): Promise<Finding> =>
      find(checkCertificate, { config: { security: { https: true, ...files, ...security } } });
    expect(await state()).toMatchObject({ status: 'problem', summary: expect.stringMatching(/there is no such file as .*\.pem\.$/) });
    await made(Date.now())(place.subject);
    expect(await state({ https_certificate: files.https_key })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('is no certificate in PEM format'),
    });
    expect(await state({ https_key: files.https_certificate })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('is no private key in PEM format'),
    });
    const otherKey = join(place.root, 'other.pem');
    await writeFile(otherKey, (await makeCertificate(await makePrivateKey(), names, Date.now())).key);
    expect(await state({ https_key: otherKey })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining(`${otherKey} is not that of`),
    });
    expect(await state({ https_certificate: place.root })).toMatchObject({ status: 'problem', summary: expect.stringContaining('EISDIR') });
    expect(await state()).toMatchObject({ status: 'ok', summary: expect.stringMatching(/valid until [\d-]+\.$/) });
    expect(await state({ allowed_hosts: ['pi.local:8443', 'cat.example.org'] })).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('not for cat.example.org.'),
    });
    await made(Date.now() - 390 * day)(place.subject);
    expect(await state()).toMatchObject({ status: 'warning', advice: expect.stringContaining('Renew it') });
    await made(Date.now() - 400 * day)(place.subject);
    expect(await state()).toMatchObject({ status: 'problem', summary: expect.stringContaining('ran out on') });
  });
});

describe('data directory', () => {
  const me: FakeMachineOptions = { files: { ...users, '/proc/self/status': statusOf(process.getuid?.() ?? 0) } };
  const make = async ({ dataDirectory }: Subject): Promise<void> => {
    await mkdir(dataDirectory);
  };

  test('not there yet, there, in use', async () => {
    expect(await find(checkDataDirectory, me)).toMatchObject({ status: 'ok', summary: expect.stringContaining('/data is not there yet') });
    expect(await find(checkDataDirectory, me, make)).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('can be written. No PetLog uses it now.'),
    });
    expect(await find(checkDataDirectory, { ...me, subject: { owner } }, make)).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('PetLog uses it (process 70, since 2026-05-01T12:00:00.000Z).'),
    });
  });

  test("somebody else's, and one that cannot be", async () => {
    const stranger = { ...users, '/proc/self/status': statusOf(54_321) };
    expect(await find(checkDataDirectory, { files: stranger }, make)).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('sudo chown -R'),
    });
    expect(await find(checkDataDirectory, { ...me, subject: { dataDirectory: '/dev/null/petlog' } })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('cannot be looked at'),
    });
  });

  test('one on a read-only disk', async () => {
    const mount = { '/proc/self/mountinfo': '22 1 8:1 / / ro,relatime shared:1 - ext4 /dev/root ro\n' };
    expect(await find(checkDataDirectory, { files: { ...me.files, ...mount } }, make)).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('can only be read. No PetLog uses it now.'),
    });
  });

  test('one with keys that others can read, because its file system keeps no permissions', async () => {
    const makeWith =
      (mode: number) =>
      async (subject: Subject): Promise<void> => {
        await make(subject);
        await mkdir(join(subject.dataDirectory, 'access'), { mode });
      };
    expect(await find(checkDataDirectory, me, makeWith(0o700))).toMatchObject({ status: 'ok' });
    const mounts = { ...me.files, '/proc/self/mountinfo': '36 1 8:17 / / rw shared:1 - exfat /dev/sda1 rw,umask=0022\n' };
    expect(await find(checkDataDirectory, { files: mounts }, makeWith(0o755))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('the file system (exfat) keeps no permissions'),
      advice: expect.stringContaining('umask=0077'),
    });
  });

  test.skipIf(process.getuid?.() === 0)('one that may not be written', async () => {
    const close = async ({ dataDirectory }: Subject): Promise<void> => {
      await mkdir(dataDirectory, { mode: 0o500 });
    };
    expect(await find(checkDataDirectory, me, close)).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('may not write'),
    });
  });
});

describe('databases', () => {
  /** In this process; the real one has a test of its own. */
  const direct: FakeMachineOptions = { subject: { askProcess: async ([, ...paths]) => JSON.stringify(checkDatabaseFiles(paths)) } };
  const place =
    (name: string, content: string) =>
    async ({ dataDirectory }: Subject): Promise<void> => {
      await mkdir(join(dataDirectory, 'access'), { recursive: true });
      await writeFile(join(dataDirectory, name), content);
    };

  test('none, a damaged one, one that was put aside, one that may not be read', async () => {
    expect(await find(checkDatabases, direct)).toMatchObject({ status: 'ok', summary: 'There are no databases yet.' });
    expect(await find(checkDatabases, direct, place('petlog.db', 'this is no database, though it is long enough to be one'))).toMatchObject(
      {
        status: 'problem',
        summary: expect.stringContaining('Damaged: recordings (/data/petlog.db: file is not a database)'),
      },
    );
    expect(await find(checkDatabases, direct, place('access/access.db.damaged', 'x'))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('/data/access/access.db.damaged'),
    });
    const forbidden: FakeMachineOptions = {
      subject: { askProcess: async ([, ...paths]) => JSON.stringify(Object.fromEntries(paths.map((path) => [path, 'forbidden']))) },
    };
    expect(await find(checkDatabases, forbidden)).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('may not read the databases of: recordings, '),
    });
  });

  test('one of a newer PetLog, and a damaged one of which PetLog runs', async () => {
    const newer = async ({ dataDirectory }: Subject): Promise<void> => {
      await mkdir(join(dataDirectory, 'access'), { recursive: true });
      using database = new DatabaseSync(join(dataDirectory, 'access/access.db'));
      database.exec('CREATE TABLE later (id INTEGER); PRAGMA user_version = 99;');
    };
    expect(await find(checkDatabases, direct, newer)).toMatchObject({
      status: 'problem',
      summary: 'Of a newer PetLog, and left as they are: devices and people (/data/access/access.db).',
      advice: expect.stringContaining('Install the newer PetLog'),
    });
    expect(await find(checkDatabases, direct, place('lock.db', 'this is no database, though it is long enough to be one'))).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('lock.db'),
    });
  });
});
