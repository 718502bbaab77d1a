import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Behaviour, BEHAVIOUR_FILE, STARTS_FILE } from './behaviour.ts';

export type FakeProgram =
  | 'rpicam-vid'
  | 'libcamera-vid'
  | 'raspivid'
  | 'raspistill'
  | 'rpicam-still'
  | 'libcamera-still'
  | 'rpicam-hello'
  | 'libcamera-hello'
  | 'vcgencmd';

export interface FakeCameraStart {
  pid: number;
  childPid?: number;
  program: string;
  arguments: string[];
}

/**
 * A Raspberry Pi's camera programs, installed in a directory of their own.
 *
 *     await using camera = await FakeCamera.install(['rpicam-vid']);
 *     start a process with `camera.environment()`; later `await camera.behave({ mode: 'stall' })`
 *
 * They play the test footage; signals go to `(await camera.starts()).at(-1).pid`.
 */
export class FakeCamera {
  /** For PATH. */
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async install(programs: readonly FakeProgram[], behaviour: Partial<Behaviour> = {}): Promise<FakeCamera> {
    const directory = await mkdtemp(join(tmpdir(), 'petlog-fake-camera-'));
    const camera = new FakeCamera(directory);
    await camera.behave(behaviour);
    await writeFile(join(directory, STARTS_FILE), '');
    const stand = fileURLToPath(new URL('program.ts', import.meta.url));
    for (const name of programs) {
      const path = join(directory, name);
      await writeFile(path, `#!/bin/sh\nexec "${process.execPath}" "${stand}" "${directory}" "${name}" "$@"\n`);
      await chmod(path, 0o755);
    }
    return camera;
  }

  /** Its programs come first on PATH, and none of the machine's own camera programs are left when `only`. */
  environment({ only = false } = {}): NodeJS.ProcessEnv {
    const rest = only ? '/usr/bin:/bin' : (process.env.PATH ?? '');
    return { ...process.env, PATH: [this.directory, rest].join(delimiter) };
  }

  /** From now on, for running programs too; what is not named is as at first. */
  async behave(behaviour: Partial<Behaviour>): Promise<void> {
    const path = join(this.directory, BEHAVIOUR_FILE);
    await writeFile(`${path}.new`, JSON.stringify(behaviour));
    await rename(`${path}.new`, path);
  }

  /** Every capture that was started, in order. */
  async starts(): Promise<FakeCameraStart[]> {
    const lines = (await readFile(join(this.directory, STARTS_FILE), 'utf8')).split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as FakeCameraStart);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
