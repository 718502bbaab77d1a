/** A camera, and a new SD card that is to become what it was like. */
import { expect } from 'vitest';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { bringBackAtStart } from '../../main/configuration-file/bring-back-at-start.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { ConfigurationFile } from '../../shared/configuration-file.ts';
import { ask } from './ask.ts';
import type { PairedDevice } from './paired-device.ts';
import { type RunningPetLog, runPetLog } from './running-petlog.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { tinyJpeg } from './tiny-jpeg.ts';

export const passphrase = 'correct horse';

type Directory = Awaited<ReturnType<typeof temporaryDirectory>>;

/** The data directories of both, and every PetLog that runs in one of them. */
export class NewCardStage {
  readonly old: string;
  readonly card: string;
  readonly #directories: readonly Directory[];
  readonly #running: RunningPetLog[] = [];

  private constructor(old: Directory, card: Directory) {
    this.#directories = [old, card];
    this.old = old.path;
    this.card = card.path;
  }

  static async create(): Promise<NewCardStage> {
    return new NewCardStage(await temporaryDirectory(), await temporaryDirectory());
  }

  /** As PetLog starts: what waits there is brought back first. */
  async start(dataDirectory: string, environment: Record<string, string> = {}): Promise<RunningPetLog> {
    await bringBackAtStart(dataDirectory, silentLogger);
    const petlog = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', ...environment }, { dataDirectory });
    this.#running.push(petlog);
    return petlog;
  }

  async stop(petlog: RunningPetLog): Promise<void> {
    this.#running.splice(this.#running.indexOf(petlog), 1);
    await petlog.stop();
  }

  async end(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((petlog) => petlog.stop()));
    for (const directory of this.#directories) {
      await directory[Symbol.asyncDispose]();
    }
  }
}

/** Over HTTPS where PetLog speaks it. */
export async function send(
  petlog: RunningPetLog,
  method: string,
  path: string,
  body: unknown,
  device?: Pick<PairedDevice, 'bearer'>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const { httpsPort } = petlog.petlog.address;
  const ca = petlog.petlog.network.trust.authority?.certificate;
  const answer = await ask(httpsPort === null ? `${petlog.url}${path}` : `https://127.0.0.1:${httpsPort}${path}`, {
    method,
    headers: device?.bearer ?? {},
    ...(body === undefined ? {} : { body }),
    ...(ca === undefined ? {} : { ca }),
  });
  return { status: answer.status, body: answer.text === '' ? {} : (JSON.parse(answer.text) as Record<string, unknown>) };
}

/** Something of everything that a camera can be set up with. */
export async function setUp(petlog: RunningPetLog, device?: PairedDevice): Promise<void> {
  const post = async (path: string, body: unknown) => {
    const answer = await send(petlog, 'POST', path, body, device);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  await post('/cameras', {
    camera_id: 'garden',
    source: 'http://192.168.1.20/video',
    name: 'Garden',
    enabled: false,
    username: 'cam',
    password: 's3cret pass',
  });
  await post('/zones', {
    camera: 'main',
    name: 'By the window',
    kind: 'place',
    place: 'bed',
    polygon: [
      [0.1, 0.1],
      [0.5, 0.1],
      [0.5, 0.5],
    ],
  });
  const { channel_id: channelId } = await post('/alerts/channels', { kind: 'ntfy', name: 'House', topic: 'our-house' });
  await post('/alerts/rules', { name: 'Luna at the window', labels: ['cat'], channels: [channelId] });
  await post('/relays', { name: 'Recorder', url: 'rtsp://cat:s3cret@192.168.1.30:8554/cat', enabled: false });
  const { pet_id: id } = await post('/pets', { name: 'Luna', species: 'cat', birth_date: '2020-04-01' });
  await petlog.petlog.control.operations['settings.change'](
    { recording: { max_age_days: 17 }, server: { name: 'Kitchen' } },
    { kind: 'command_line', id: null, name: 'test', role: 'admin', address: null },
  );
  const picture = await tinyJpeg();
  const response = await fetch(`${petlog.url}/pets/${Number(id)}/picture`, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/jpeg', ...device?.bearer },
    body: new Uint8Array(picture),
    redirect: 'manual',
  });
  expect(response.status).toBe(200);
}

export async function exported(petlog: RunningPetLog, device?: PairedDevice, withPassphrase = true): Promise<ConfigurationFile> {
  const { status, body } = await send(petlog, 'POST', '/configuration/export', withPassphrase ? { passphrase } : {}, device);
  expect(status, JSON.stringify(body)).toBe(200);
  return ConfigurationFile.parse(body);
}

/** With the checksum of what it says now. */
export const withDigest = ({ sha256: _, ...rest }: ConfigurationFile): ConfigurationFile => ({
  ...rest,
  sha256: createHash('sha256').update(JSON.stringify(rest)).digest('hex'),
});

export const filesOf = async (directory: string): Promise<string[]> => (await readdir(directory)).sort();
