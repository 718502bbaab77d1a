import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { firstSchema, oldestPackage, oldestPackageFor, shortName } from './commits.ts';
import { install, systemdWasAsked } from './install.ts';
import type { Machine } from './machine.ts';
import { type OldData, recordWithFirstSchema, schemaOf } from './old-data.ts';
import { eventually, expect, type Report } from './report.ts';
import type { System } from './roots.ts';
import { InstalledService, json, pairingCode } from './service.ts';
import { probe, smallPicture } from './service-checks.ts';

const url = 'https://127.0.0.1:8443';
const account = { name: 'Anna', password: 'a cat at the window' };
const state = '/var/lib/petlog';

export interface UpgradeOptions {
  readonly system: System;
  readonly newest: string;
  readonly recordSeconds: number;
}

/** From the oldest package to the newest, with what people have by then, while it runs and records; and from the first schema of the database. */
export async function checkUpgrade(report: Report, machine: Machine, { system, newest, recordSeconds }: UpgradeOptions): Promise<void> {
  const inState = (...names: string[]): string => join(machine.changes, state.slice(1), ...names);
  const ask = (token: string, path: string, ...args: string[]): Promise<Record<string, unknown>> =>
    json(machine, url + path, '-k', '-H', `Authorization: Bearer ${token}`, ...args);
  const post = (path: string, token: string, body: object): Promise<Record<string, unknown>> =>
    ask(token, path, '-H', 'Content-Type: application/json', '-d', JSON.stringify(body));
  const record = async (token: string): Promise<Record<string, unknown>> => {
    let started: Record<string, unknown> = {};
    // Beside other programs the camera may be given up and come back.
    await eventually('A recording', 120, async () => {
      started = await post('/live/record/start', token, {});
      return started['status'] === 'recording' ? true : undefined;
    });
    await new Promise((resolve) => setTimeout(resolve, recordSeconds * 1000));
    return started;
  };
  const identity = (): Promise<string> => machine.shell(`sha256sum ${state}/access/tls/*.pem`);

  let service: InstalledService | undefined;
  let token = '';
  let kept = '';
  let running = '';
  let certificate = '';
  let oldSchema = 0;
  try {
    const isUsed = await report.check(
      `the oldest package (${shortName(oldestPackage)}) is installed and used: configuration, device, token, account, recordings`,
      async () => {
        await install(machine, await oldestPackageFor(system.architecture));
        await machine.shell(
          `${smallPicture}; sed -i 's/^  #port: .*/  port: 8008/' /etc/petlog/config.yaml && grep -q '^  port: 8008' /etc/petlog/config.yaml`,
        );
        service = await InstalledService.start(machine);
        const device = await pairFirstDevice(machine);
        token = String((await post('/auth/tokens', device, { name: 'Home automation', scope: 'admin' }))['token']);
        await post('/auth/accounts', token, { ...account, role: 'viewer' });
        await record(token);
        const stopped = await post('/live/record/stop', token, {});
        expect(stopped['status'] === 'stopped', JSON.stringify(stopped));
        kept = String(stopped['recording_id']);
        await ask(token, `/recordings/${kept}`, '-X', 'PATCH', '-H', 'Content-Type: application/json', '-d', '{"kept": true}');
        running = String((await record(token))['recording_id']);
        [certificate, oldSchema] = [await identity(), schemaOf(inState('petlog.db'))];
        return `${(await machine.shell("dpkg-query -W -f '${Version}' petlog")).trim()}, schema ${oldSchema}`;
      },
    );
    if (!isUsed) {
      return;
    }
    await report.check('an upgrade while it records restarts the service, and only where it ran', async () => {
      await systemdWasAsked(machine);
      await install(machine, newest);
      const asked = await systemdWasAsked(machine);
      expect(asked.some((line) => line.includes('try-restart')) && !asked.some((line) => /(^| )(re)?start /.test(line)), asked.join('; '));
      await service?.stop();
      service = await InstalledService.start(machine);
      return undefined;
    });
    await report.check('the configuration, the certificate, the token and the account are those of before', async () => {
      const { camera, server } = await ask(token, '/settings');
      const settings = JSON.stringify({ camera, server });
      expect(settings.includes('"frame_rate":5') && settings.includes('"port":8008'), `The settings are ${settings}.`);
      expect((await identity()) === certificate, 'The certificate is another one.');
      const session = await json(
        machine,
        `${url}/auth/sign-in`,
        '-k',
        '-H',
        'Content-Type: application/json',
        '-d',
        JSON.stringify({ ...account, token_delivery: 'body' }),
      );
      expect(typeof session['access_token'] === 'string', `The account cannot sign in: ${JSON.stringify(session)}`);
      return undefined;
    });
    await report.check('the recordings are those of before, and the one that was being made is whole', async () => {
      const recordings = await eventually('Both recordings', 90, async () => {
        const listed = (await ask(token, '/recordings'))['recordings'] as Record<string, unknown>[];
        return [kept, running].every((id) => listed.some((recording) => recording['recording_id'] === id)) ? listed : undefined;
      });
      expect(recordings.length === 2, `${recordings.length} recordings are listed.`);
      expect(recordings.find((recording) => recording['recording_id'] === kept)?.['kept'] === true, `${kept} is not kept any more.`);
      return (await Promise.all(recordings.map((recording) => probe(inState(String(recording['file_path'])))))).join('; ');
    });
    await service?.stop();
    await checkFirstSchema(report, machine, { inState, oldSchema });
  } finally {
    await service?.stop('KILL');
  }
  await machine.shell('echo "petlog petlog/remove-recordings boolean true" | debconf-set-selections; apt-get purge -y -q petlog');
}

/** The data of a PetLog that is older than any package, in the place of the service's. */
async function checkFirstSchema(
  report: Report,
  machine: Machine,
  { inState, oldSchema }: { inState: (...names: string[]) => string; oldSchema: number },
): Promise<void> {
  await report.check(`data in the first schema (${shortName(firstSchema)}) are taken up`, async () => {
    const old: OldData = await recordWithFirstSchema();
    try {
      await machine.shell(`rm -rf ${state}/recordings ${state}/petlog.db*; mkdir -p ${state}/recordings`);
      for (const name of old.files) {
        await mkdir(join(inState(name), '..'), { recursive: true });
        await copyFile(join(old.directory, name), inState(name));
      }
      await machine.shell(`chown -R petlog:petlog ${state}`);
      expect(schemaOf(inState('petlog.db')) === 1, 'The old data are not in the first schema.');
    } finally {
      await rm(old.directory, { recursive: true, force: true });
    }
    const service = await InstalledService.start(machine, { PETLOG_SECURITY_ACCESS: 'open', PETLOG_SECURITY_HTTPS: 'false' });
    try {
      const recordings = (await json(machine, 'http://127.0.0.1:8008/recordings'))['recordings'] as Record<string, unknown>[];
      expect(recordings.length === 1 && recordings[0]?.['recording_id'] === old.recordingId, JSON.stringify(recordings));
    } finally {
      await service.stop();
    }
    const schema = schemaOf(inState('petlog.db'));
    expect(schema >= oldSchema && schema > 1, `The database is in schema ${schema}.`);
    return `schema 1 became ${schema}`;
  });
}

/** @returns the access token of an admin's device */
async function pairFirstDevice(machine: Machine): Promise<string> {
  const code = await pairingCode(machine);
  const session = await json(
    machine,
    `${url}/auth/pair`,
    '-k',
    '-H',
    'Content-Type: application/json',
    '-d',
    JSON.stringify({ code, device_name: 'Check', token_delivery: 'body' }),
  );
  expect(typeof session['access_token'] === 'string', `Not paired: ${JSON.stringify(session)}`);
  return session['access_token'];
}
