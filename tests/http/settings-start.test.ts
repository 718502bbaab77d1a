/** What was set over the network, as the next start finds it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCommandLine } from '../../main/config/command-line.ts';
import { loadConfiguration } from '../../main/config/load.ts';
import { createPetLog } from '../../main/petlog.ts';
import { silentLogger } from '../../main/system/logger.ts';
import type { LiveStatus, ProblemDetails } from '../../shared/api.ts';
import type { DoctorReport } from '../../shared/doctor.ts';
import { apiTokenBeforeStart } from '../support/paired-device.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ownersFile = {
  server: { host: '127.0.0.1', port: 0, https_port: 0 },
  camera: { source: 'mock' },
  recording: { min_free_mb: 1 },
  security: { allowed_directories: ['/'] },
};

interface Place extends AsyncDisposable {
  readonly dataDirectory: string;
  readonly savedFile: string;
}

async function place(): Promise<Place> {
  const directory = await temporaryDirectory();
  const dataDirectory = join(directory.path, 'data');
  await mkdir(dataDirectory);
  await writeFile(join(directory.path, 'config.yaml'), JSON.stringify(ownersFile));
  return { dataDirectory, savedFile: join(dataDirectory, 'settings.yaml'), [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}

/** Without a flag that decides anything: the owner's word is in the file alone. */
async function start({ dataDirectory }: Place) {
  const commandLine = readCommandLine(['--data-dir', dataDirectory, '--config', join(dataDirectory, '..', 'config.yaml')], {});
  const petlog = await createPetLog({
    configuration: await loadConfiguration(commandLine, { environment: {} }),
    logger: silentLogger,
    version: '0.0.0-test',
    rendererDirectory: null,
  });
  const url = `http://${petlog.address.host}:${petlog.address.port}`;
  return {
    petlog,
    url,
    patch: (body: object): Promise<Response> =>
      fetch(`${url}/settings`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    status: async (): Promise<LiveStatus> =>
      petlog.control.operations['live.status']({}, { kind: 'kiosk', id: null, name: 'kiosk', role: 'admin', address: null }),
    doctor: async (): Promise<DoctorReport> =>
      petlog.control.operations['doctor.get']({}, { kind: 'kiosk', id: null, name: 'kiosk', role: 'admin', address: null }),
    [Symbol.asyncDispose]: () => petlog.close(),
  };
}

describe('a setting that would keep PetLog from starting', () => {
  test('is refused in one sentence, and nothing changes', async () => {
    await using here = await place();
    await using running = await start(here);
    const before = await readFile(here.savedFile, 'utf8');
    for (const [patch, path] of [
      [{ server: { host: '192.0.2.1' } }, 'server.host'],
      [{ server: { port: 9000, https_port: 9000 } }, 'server.https_port'],
      [{ security: { https: true, https_certificate: '/none/cert.pem', https_key: '/none/key.pem' } }, 'security.https_certificate'],
      [{ security: { https: true, https_certificate: '/none/cert.pem' } }, 'security.https_key'],
      [{ server: { base_path: '/events' } }, 'server.base_path'],
      [{ camera: { storage_path: 'access' }, recording: { bitrate_kbps: 500 } }, 'camera.storage_path'],
    ] as const) {
      const answer = await running.patch(patch);
      const problem = (await answer.json()) as ProblemDetails;
      expect({ status: answer.status, code: problem.code, errors: problem.errors?.map((error) => error.path) }).toEqual({
        status: 422,
        code: 'invalid_input',
        errors: [path],
      });
    }
    expect(await readFile(here.savedFile, 'utf8')).toBe(before);
  });

  test('that was good when it was set gives way at the start, is named on every screen and by the doctor, and stays saved', async () => {
    await using here = await place();
    await writeFile(
      here.savedFile,
      JSON.stringify({
        server: { host: '192.0.2.1' },
        security: { https: true, https_certificate: '/none/cert.pem', https_key: '/none/key.pem' },
      }),
    );
    const saved = parse(await readFile(here.savedFile, 'utf8'));
    {
      await using running = await start(here);
      expect(running.petlog.address).toMatchObject({ host: '127.0.0.1', httpsPort: expect.any(Number) });
      const { problems } = await running.status();
      expect(problems.map(({ code, message }) => ({ code, message }))).toEqual([
        {
          code: 'setting_not_used',
          message: 'The setting server.host cannot be "192.0.2.1" on this machine now, so "127.0.0.1" is used instead; set it anew.',
        },
        {
          code: 'setting_not_used',
          message: 'The setting security.https_certificate cannot be "cert.pem" on this machine now, so "" is used instead; set it anew.',
        },
      ]);
      const { results } = await running.doctor();
      expect(results.find(({ name }) => name === 'configuration')).toMatchObject({
        status: 'problem',
        summary: expect.stringContaining('The saved setting server.host cannot be "192.0.2.1" now; "127.0.0.1" is used.'),
      });
      expect(parse(await readFile(here.savedFile, 'utf8'))).toEqual(saved);
      await running.petlog.control.operations['settings.change'](
        { server: { host: 'localhost' } },
        { kind: 'kiosk', id: null, name: 'kiosk', role: 'admin', address: null },
      );
      expect((await running.status()).problems).toHaveLength(1);
    }
    await writeFile(here.savedFile, JSON.stringify({ server: { host: '192.0.2.1' } }));
    await using again = await start(here);
    expect(again.petlog.address.host).toBe('127.0.0.1');
  });

  test('that will be in the way of PetLog itself is a problem, no failed start', async () => {
    await using here = await place();
    await writeFile(here.savedFile, JSON.stringify({ server: { base_path: '/events/cat' } }));
    await using running = await start(here);
    expect((await running.status()).problems).toMatchObject([
      { code: 'base_path_reserved', message: expect.stringContaining('/events/cat') },
    ]);
  });

  test('goes back to the one of before, which the owner never wrote down', async () => {
    await using here = await place();
    await writeFile(here.savedFile, JSON.stringify({ server: { host: '::1' } }));
    await (await start(here)).petlog.close();
    await writeFile(here.savedFile, JSON.stringify({ server: { host: '192.0.2.1' } }));
    await using running = await start(here);
    expect(running.petlog.address.host).toBe('::1');
  });
});

describe('files that a power cut damaged', () => {
  test.each([
    ['empty', ''],
    ['full of NUL bytes', '\0'.repeat(300)],
    ['cut', 'security:\n  acce'],
  ])('let nobody in who was kept out: settings that are %s', async (_name, text) => {
    await using here = await place();
    const bearer = await apiTokenBeforeStart(here.dataDirectory, 'admin');
    await writeFile(here.savedFile, text);
    await using running = await start(here);
    expect((await fetch(`${running.url}/live/status`)).status).toBe(401);
    const status = (await (await fetch(`${running.url}/live/status`, { headers: bearer })).json()) as LiveStatus;
    expect(status.problems).toMatchObject([{ code: 'settings_damaged', message: expect.stringContaining('settings.yaml.damaged') }]);
    expect(await (await fetch(`${running.url}/health`)).json()).toMatchObject({ status: 'degraded' });
    expect(await readFile(`${here.savedFile}.damaged`, 'utf8')).toBe(text);
    const { results } = await running.doctor();
    expect(results.find(({ name }) => name === 'configuration')).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('settings.yaml.damaged'),
    });
  });

  test('leave the camera off where privacy cannot be read, and say so until somebody decides', async () => {
    await using here = await place();
    await writeFile(join(here.dataDirectory, 'privacy.json'), '{"since":"20');
    await (await start(here)).petlog.close();
    expect(JSON.parse(await readFile(join(here.dataDirectory, 'privacy.json'), 'utf8'))).toMatchObject({ since: expect.any(String) });
    await writeFile(join(here.dataDirectory, 'privacy.json'), '');
    await using running = await start(here);
    expect(await running.status()).toMatchObject({ privacy: true, problems: [{ code: 'privacy_damaged' }] });
    expect(await readFile(join(here.dataDirectory, 'privacy.json.damaged'), 'utf8')).toBe('');
    expect((await fetch(`${running.url}/live/snapshot`)).status).toBe(409);
    await fetch(`${running.url}/live/privacy`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"on":false}' });
    expect(await running.status()).toMatchObject({ privacy: false, problems: [] });
  });
});
