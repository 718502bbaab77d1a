/** PetLog in Apple's Home: a home that pairs with it by another implementation, and sees what a home sees. */
import { once } from 'node:events';
import { readdir, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { HomeKitStatus } from '../../shared/homekit.ts';
import { bringBackAtStart } from '../../main/configuration-file/bring-back-at-start.ts';
import { silentLogger } from '../../main/system/logger.ts';
import type { Visit } from '../../main/detection/visit.ts';
import { type FoundCamera, freeUdpPort, HomeController } from '../support/home-controller.ts';
import { picturesOfHome } from '../support/pictures-of-home.ts';
import { readJpegSize } from '../../main/frames/jpeg-size.ts';
import { visitOf } from '../support/open-event-log.ts';
import { childrenOf, commandLineOf } from '../support/process-life.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const patience = { timeout: 60_000, interval: 50 } as const;
let running: RunningPetLog | null = null;
let home: HomeController | null = null;
/** Of a test that starts again. */
let keptDirectory: string | null = null;

afterEach(async () => {
  await home?.close();
  await running?.stop();
  home = null;
  running = null;
  if (keptDirectory !== null) {
    await rm(keptDirectory, { recursive: true });
    keptDirectory = null;
  }
});

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${running?.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  return { status: response.status, body: await response.json() };
}

const status = async (): Promise<HomeKitStatus> => HomeKitStatus.parse((await ask('GET', '/integrations/homekit')).body);

async function until(state: HomeKitStatus['state']): Promise<HomeKitStatus> {
  return vi.waitFor(async () => {
    const now = await status();
    expect(now.state).toBe(state);
    return now;
  }, patience);
}

async function start(environment: Record<string, string> = {}): Promise<RunningPetLog> {
  running = await runPetLog({
    PETLOG_CAMERA_RESOLUTION: '640x360',
    PETLOG_CAMERA_IDLE_STOP_SECONDS: '0',
    PETLOG_HOMEKIT_PORT: '0',
    PETLOG_HOMEKIT_ENABLED: 'true',
    ...environment,
  });
  return running;
}

async function paired(): Promise<FoundCamera> {
  const { port, setup_code: code } = await until('waiting');
  home = new HomeController(port!);
  await home.client.pairSetup(code!);
  await until('paired');
  const [camera] = await home.cameras();
  return camera!;
}

const visit = (values: Partial<Visit> = {}): Visit => visitOf({ visitKey: 'visit-1', cameraId: 'main', ended: false, ...values });

it('shows a home that paired with its code the picture, who comes and goes, and the live picture, until it is private', async () => {
  const { petlog, dataDirectory } = await start();
  const { setup_uri: uri, setup_code: code } = await until('waiting');
  expect(uri).toMatch(/^X-HM:\/\/[0-9A-Z]{13}$/);
  const camera = await paired();
  expect(Object.keys(camera.sensors)).toEqual(['Pets', 'People']);
  expect(await status()).toMatchObject({ setup_code: null, setup_uri: null, problem: null });

  const picture = await home!.client.getImage(320, 240, camera.aid);
  expect(readJpegSize(picture)).toMatchObject({ widthPixels: 320 });

  const sensors = Object.values(camera.sensors);
  await home!.client.subscribeCharacteristics(sensors);
  const [pets, people] = sensors as [string, string];
  petlog.visits.record(visit({ label: 'cat' }));
  await vi.waitFor(() => expect(home!.heardOf(pets)).toEqual([true]), patience);
  petlog.visits.record(visit({ label: 'cat', ended: true, durationSeconds: 4 }));
  await vi.waitFor(() => expect(home!.heardOf(pets)).toEqual([true, false]), patience);
  petlog.visits.record(visit({ visitKey: 'visit-2', label: 'person' }));
  await vi.waitFor(() => expect(home!.heardOf(people)).toEqual([true]), patience);

  // A picture goes to nobody but whoever asks for it.
  expect(
    await home!.prepare(camera, '127.0.0.2', await freeUdpPort()).then(
      ({ status: answer }) => answer,
      () => 'refused',
    ),
  ).not.toBe(0);
  const port = await freeUdpPort();
  const asked = await home!.prepare(camera, '127.0.0.1', port);
  expect(asked.status).toBe(0);
  const pictures = picturesOfHome(port, asked, dataDirectory, 12);
  await home!.begin(camera, asked, [1280, 720]);
  await vi.waitFor(
    async () => expect((await ask('GET', '/live/status')).body).toMatchObject({ state: 'live', active_streams: 1 }),
    patience,
  );
  expect(await pictures).toHaveLength(12);

  await ask('POST', '/live/privacy', { on: true });
  expect((await ask('GET', '/live/status')).body).toMatchObject({ active_streams: 0 });
  await vi.waitFor(() => expect(home!.heardOf(people)).toEqual([true, false]), patience);
  await expect(home!.client.getImage(320, 240, camera.aid)).rejects.toThrow();
  const refused = await home!.prepare(camera, '127.0.0.1', port);
  await home!.begin(camera, refused, [1280, 720]);
  expect((await ask('GET', '/live/status')).body).toMatchObject({ active_streams: 0 });

  // The keys are for PetLog's user alone, and the code is in no answer and no file of others.
  for (const name of ['homekit', 'homekit/pairing']) {
    expect((await stat(join(dataDirectory, name))).mode & 0o777).toBe(0o700);
  }
  const files = (await readdir(join(dataDirectory, 'homekit'), { recursive: true })).filter((name) => name.endsWith('.json'));
  expect(files.length).toBeGreaterThan(2);
  for (const name of files) {
    expect((await stat(join(dataDirectory, 'homekit', name))).mode & 0o777).toBe(0o600);
  }
  expect(JSON.stringify([(await ask('GET', '/settings')).body, await status()])).not.toContain(code);
});

it('is the same for a home after a restart and from a file of settings, follows its cameras, and is forgotten when it is asked', async () => {
  const first = await start();
  const camera = await paired();
  const kept = home!.client.getLongTermData()!;
  const exported = (await ask('POST', '/configuration/export', { passphrase: 'ten cats in a row' })).body;
  await ask('POST', '/cameras', { camera_id: 'garden', name: 'Garden', source: 'mock' });
  await vi.waitFor(async () => expect((await home!.cameras()).map(({ name }) => name)).toEqual(['PetLog', 'Garden']), patience);
  await ask('PATCH', '/settings', { homekit: { cameras: ['garden'] } });
  await vi.waitFor(async () => expect((await home!.cameras()).map(({ name }) => name)).toEqual(['Garden']), patience);
  await ask('PATCH', '/settings', { homekit: { cameras: [] } });
  await vi.waitFor(async () => expect(await home!.cameras()).toHaveLength(2), patience);
  expect((await home!.cameras()).find(({ name }) => name === 'PetLog')?.aid).toBe(camera.aid);

  await home!.close();
  await ask('PATCH', '/settings', { homekit: { enabled: false } });
  await until('off');
  await vi.waitFor(
    () => expect(childrenOf(process.pid).filter((pid) => commandLineOf(pid).includes('homekit-process'))).toEqual([]),
    patience,
  );
  await ask('PATCH', '/settings', { homekit: { enabled: true } });
  const { port } = await until('paired');
  home = new HomeController(port!, kept);
  expect(await home.cameras()).toHaveLength(2);

  expect((await ask('DELETE', '/integrations/homekit/pairing')).body).toMatchObject({ state: 'waiting', enabled: true });
  await expect(home.cameras()).rejects.toThrow();
  await home.close();
  const { setup_code: newCode, port: newPort } = await status();
  home = new HomeController(newPort!);
  await expect(home.client.pairSetup(newCode === '031-45-154' ? '031-45-155' : '031-45-154')).rejects.toThrow();
  await home.close();

  // What was saved before is the old one again.
  expect((await ask('POST', '/configuration/import', { file: exported, passphrase: 'ten cats in a row' })).status).toBe(200);
  const { dataDirectory } = first;
  await first.petlog.close();
  await bringBackAtStart(dataDirectory, silentLogger);
  keptDirectory = dataDirectory;
  running = await runPetLog({ PETLOG_HOMEKIT_PORT: '0', PETLOG_HOMEKIT_ENABLED: 'true' }, { dataDirectory });
  home = new HomeController((await until('paired')).port!, kept);
  expect((await home.cameras()).map(({ aid }) => aid)).toEqual([camera.aid]);
});

it('is off unless somebody wants it, and says which program has its port', async () => {
  const taken = createServer().listen(0);
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  try {
    await start({ PETLOG_HOMEKIT_ENABLED: 'false', PETLOG_HOMEKIT_PORT: String(port) });
    expect(await status()).toEqual({ enabled: false, state: 'off', port: null, setup_code: null, setup_uri: null, problem: null });
    expect(
      childrenOf(process.pid)
        .map((pid) => commandLineOf(pid))
        .join(),
    ).not.toContain('homekit-process');
    await ask('PATCH', '/settings', { homekit: { enabled: true } });
    expect((await until('failing')).problem).toEqual({
      code: 'homekit_port_in_use',
      detail: `HomeKit cannot be reached: another program uses TCP port ${port}; choose another with homekit.port.`,
    });
    await ask('PATCH', '/settings', { homekit: { port: 0 } });
    expect((await until('waiting')).problem).toBeNull();
  } finally {
    taken.close();
  }
});
