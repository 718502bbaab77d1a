/** Data directories that a PetLog with one camera has left: see tests/fixtures/one-camera. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RecordingInfo, type RecordingsPage } from '../../shared/api.ts';
import { decodeVideo } from '../support/decode-video.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import facts from '../fixtures/one-camera/facts.json' with { type: 'json' };

const { stopped: then, powerCut } = facts;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

async function unpack(name: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'petlog-upgrade-'));
  const archive = join(import.meta.dirname, `../fixtures/one-camera/${name}.tar.gz`);
  execFileSync('tar', ['--extract', '--preserve-permissions', '--file', archive, '--directory', directory]);
  return directory;
}

describe('the data of a PetLog with one camera', () => {
  let directory: string;
  let running: RunningPetLog;

  beforeAll(async () => {
    directory = await unpack('stopped');
    running = await runPetLog({}, { dataDirectory: directory });
  });
  afterAll(async () => {
    await running.stop();
    await rm(directory, { recursive: true });
  });

  const ask = async (path: string, token: string = then.secrets.adminToken): Promise<Record<string, unknown>> => {
    const { status, body } = await call(running.url + path, 'GET', undefined, bearer(token));
    expect(status, path).toBe(200);
    return body;
  };

  it('has all its recordings, of the camera "main", and what was kept is kept', async () => {
    const { recordings, total_count: count } = (await ask('/recordings?camera=main')) as RecordingsPage;
    expect(recordings).toMatchObject(then.recordings.map((recording) => ({ ...recording, camera_id: 'main' })));
    expect(count).toBe(3);
    expect(((await ask('/recordings?kept=true')) as RecordingsPage).recordings.map((kept) => kept.recording_id)).toEqual([then.kept]);
  });

  it('plays them, byte for byte as they were, and shows their pictures', async () => {
    const get = async (path: string): Promise<Buffer> => {
      const response = await fetch(running.url + path, { headers: bearer(then.secrets.viewerToken) });
      expect(response.status, path).toBe(200);
      return Buffer.from(await response.arrayBuffer());
    };
    for (const { recording_id: id, url, filename, duration, thumbnail_url: thumbnail, preview_url: preview } of then.recordings) {
      const video = await get(url);
      expect(sha256(video)).toBe((then.checksums as Record<string, string>)[filename]);
      const copy = join(directory, 'played.mp4');
      await writeFile(copy, video);
      expect((await decodeVideo(copy)).durationSeconds).toBeCloseTo(duration, 1);
      await rm(copy);
      const picture = (kind: string): Promise<Buffer> => readFile(join(directory, `recordings/.petlog/pictures/${id}.${kind}.jpg`));
      expect(await get(thumbnail)).toEqual(await picture('thumbnail'));
      expect(await get(preview)).toEqual(await picture('preview'));
    }
  });

  it('keeps every setting', async () => {
    const { server, camera, recording, security, limits } = then.settings;
    const { data_dir: _directory, headless: _headless, ...ofServer } = server;
    // The camera is given to the tests, as the free megabytes are.
    const { min_free_mb: _free, ...ofRecording } = recording;
    expect(await ask('/settings')).toMatchObject({ server: ofServer, camera, recording: ofRecording, security, limits });
  });

  it('lets the same people, devices and programs in, and nobody else', async () => {
    const signIn = (name: string, password: string): ReturnType<typeof call> =>
      call(`${running.url}/auth/sign-in`, 'POST', { name, password, device_name: 'New', token_delivery: 'body' });
    expect((await signIn('Anna', then.secrets.passwords.Anna)).body).toMatchObject({ role: 'admin', account_name: 'Anna' });
    const ben = await signIn('Ben', then.secrets.passwords.Ben);
    expect(ben.body).toMatchObject({ role: 'viewer', account_name: 'Ben' });
    expect((await signIn('Ben', then.secrets.passwords.Anna)).status).toBe(401);
    expect((await call(`${running.url}/recordings`)).status).toBe(401);
    for (const [refreshToken, name] of [
      [then.secrets.phoneRefreshToken, "Anna's phone"],
      [then.secrets.tabletRefreshToken, "Ben's tablet"],
    ]) {
      const { status, body } = await call(`${running.url}/auth/refresh`, 'POST', { refresh_token: refreshToken });
      expect({ status, name: body['name'] }).toEqual({ status: 200, name });
      // Everything that there was to see may be seen, by viewers too.
      expect(((await ask('/recordings', String(body['access_token']))) as RecordingsPage).total_count).toBe(3);
    }
    const remove = `${running.url}/recordings/${then.plain}`;
    expect((await call(remove, 'DELETE', undefined, bearer(then.secrets.viewerToken))).status).toBe(403);
    expect((await ask('/auth/accounts'))['accounts']).toMatchObject(then.accounts);
    const { last_used_at: _used, ...program } = then.tokens[1] ?? { last_used_at: null };
    expect((await ask('/auth/tokens'))['tokens']).toContainEqual(expect.objectContaining(program));
  });

  it('still says who did what', async () => {
    expect((await ask('/audit?page_size=500'))['entries']).toEqual(
      expect.arrayContaining(then.audit.map((entry) => expect.objectContaining(entry) as unknown)),
    );
  });

  it('keeps its privacy until somebody ends it, and what was on comes back with it', async () => {
    const status = (): Promise<Record<string, unknown>> => ask('/live/status');
    expect(await status()).toMatchObject({ state: 'stopped', privacy: true, privacy_since: then.status.privacy_since });
    await call(`${running.url}/live/privacy`, 'POST', { on: false }, bearer(then.secrets.adminToken));
    await vi.waitFor(async () => expect(await status()).toMatchObject({ state: 'live', privacy: false }), { timeout: 60_000 });
    expect(await status()).toMatchObject({ resolution: [160, 90], explicitly_started: true });
  });
});

describe('the data of a PetLog with one camera after a power cut', () => {
  it('gives the recording that was being made, the camera that was on, and the disk of the last minutes', async () => {
    const directory = await unpack('power-cut');
    try {
      const rewindDirectory = join(directory, 'recordings/.petlog/rewind');
      const [left = ''] = await readdir(rewindDirectory);
      expect(left).not.toBe('');
      const running = await runPetLog({}, { dataDirectory: directory });
      try {
        const list = async (): Promise<RecordingInfo[]> => ((await call(`${running.url}/recordings`)).body as RecordingsPage).recordings;
        await vi.waitFor(async () => expect(await list()).toHaveLength(1), { timeout: 60_000 });
        const [recording] = await list();
        expect(recording).toMatchObject({ recording_id: powerCut.recordingId, camera_id: 'main', filename: 'cut-short.mp4' });
        // Fragments end with keyframes, two seconds apart at most.
        const { durationSeconds } = await decodeVideo(join(directory, 'recordings/cut-short.mp4'));
        expect(durationSeconds).toBeGreaterThan(powerCut.current.elapsed_seconds - 2.5);
        expect(durationSeconds).toBeCloseTo(recording?.duration ?? 0, 1);
        await vi.waitFor(
          async () => expect((await call(`${running.url}/live/status`)).body).toMatchObject({ state: 'live', explicitly_started: true }),
          { timeout: 60_000 },
        );
        await vi.waitFor(() => expect(existsSync(join(rewindDirectory, left))).toBe(false), { timeout: 60_000 });
      } finally {
        await running.stop();
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
