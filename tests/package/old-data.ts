import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { firstSchema, withFilesOf } from './commits.ts';
import { eventually } from './report.ts';

/** What an old PetLog has left. */
export interface OldData {
  readonly directory: string;
  /** Of the library, relative to the directory. */
  readonly files: readonly string[];
  readonly recordingId: string;
}

/** `user_version` of a database; it counts the steps of its schema. */
export function schemaOf(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  } finally {
    database.close();
  }
}

/** Runs the PetLog that had the first schema, from its source, and records for some seconds with it. */
export async function recordWithFirstSchema(): Promise<OldData> {
  const directory = await mkdtemp(join(tmpdir(), 'petlog-old-data-'));
  try {
    const recordingId = await withFilesOf(firstSchema, (source) => record(source, directory));
    const names = await readdir(directory, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
    return { directory, files: files.filter((name) => /^(recordings\/|petlog\.db)/.test(name)), recordingId };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

async function record(source: string, directory: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ['main/headless.ts', '--headless', '--camera', 'mock', '--host', '127.0.0.1', '--port', '0', '--data-dir', directory],
    {
      cwd: source,
      env: { ...process.env, PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '5' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const end = once(child, 'exit');
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  try {
    const url = await eventually('The old PetLog', 60, () => /http:\S+/.exec(said)?.[0]);
    const post = async (path: string): Promise<Record<string, unknown>> =>
      (await (await fetch(url + path, { method: 'POST' })).json()) as Record<string, unknown>;
    // Beside other programs the camera may be given up and come back.
    return await eventually('A recording of the old PetLog', 240, async () => {
      if ((await post('/live/record/start'))['status'] !== 'recording') {
        return undefined;
      }
      await eventually('Some seconds of it', 60, async () => {
        const { current_recording: current } = (await (await fetch(`${url}/live/status`)).json()) as {
          current_recording: { elapsed_seconds: number } | null;
        };
        return current === null || current.elapsed_seconds > 3 ? true : undefined;
      });
      const stopped = await post('/live/record/stop');
      return stopped['status'] === 'stopped' ? String(stopped['recording_id']) : undefined;
    });
  } finally {
    child.kill('SIGTERM');
    await end;
  }
}
