import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBus } from '../../main/events/event-bus.ts';
import { RecordingLibrary } from '../../main/library/recording-library.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { MediaProcessClient } from '../../main/media/media-process-client.ts';
import { RecordingService } from '../../main/recording/recording-service.ts';
import { RecordingStorage } from '../../main/recording/recording-storage.ts';
import { Retention } from '../../main/recording/retention.ts';
import { childModuleUrl } from '../../main/system/child-module.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { forkNode as fork } from '../../main/system/node-program.ts';
import { Config } from '../../shared/config.ts';
import type { BusEventName } from '../../shared/events.ts';
import { ManualClock } from './manual-clock.ts';
import { SettingsChanges } from './settings-changes.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { TestCamera } from './test-camera.ts';

/** How often the media process is `mediaProgram` before it is itself again. */
const replacedLives = 5;

/** A recorder with a camera and a clock that are moved by hand, a real media process, and a disk that is as full as it is said to be. */
export class TestRecorder implements AsyncDisposable {
  readonly camera: TestCamera;
  readonly clock: ManualClock;
  readonly media: MediaProcessClient;
  readonly library: RecordingLibrary;
  readonly storage: RecordingStorage;
  readonly recorder: RecordingService;
  readonly changes = new SettingsChanges();
  /** The media processes; `holdsMedia` stops each as soon as it is there. */
  readonly children: ChildProcess[] = [];
  holdsMedia = false;
  /** Another program than the media process, for its first lives. */
  mediaProgram: string | null = null;
  config = Config.parse({});
  freeBytes = 10e9;
  readonly #directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  readonly #events: [BusEventName, Record<string, unknown>][] = [];

  private constructor(directory: Awaited<ReturnType<typeof temporaryDirectory>>, clock: ManualClock, camera: TestCamera) {
    this.#directory = directory;
    this.clock = clock;
    this.camera = camera;
    const bus = new EventBus();
    bus.onAny(({ name, data }) => this.#events.push([name, data]));
    this.media = new MediaProcessClient({
      program: childModuleUrl('media-process'),
      clock: createSystemClock(),
      logger: silentLogger,
      fork: (path, options) => {
        const child = fork((this.children.length < replacedLives ? this.mediaProgram : null) ?? path, options);
        this.children.push(child);
        if (this.holdsMedia) {
          child.kill('SIGSTOP');
        }
        return child;
      },
    });
    camera.subscribe((frame) => this.media.write(frame));
    const dataDirectory = directory.path;
    this.library = new RecordingLibrary({ dataDirectory, media: this.media, clock, logger: silentLogger });
    const outside = {
      config: () => this.config,
      onSettingsChanged: this.changes.onSettingsChanged,
      clock,
      bus,
      logger: silentLogger,
      diskSpace: async () => ({ availableBytes: this.freeBytes, totalBytes: 100e9 }),
    };
    const cleanUp = new Retention({
      ...outside,
      clockSteadyMilliseconds: () => 0,
      storage: () => new StorageDirectory(dataDirectory, this.config.camera.storage_path),
      library: this.library,
    });
    this.storage = new RecordingStorage({
      ...outside,
      dataDirectory,
      isWanted: () => this.config.camera.enable_storage,
      library: this.library,
      cleanUp,
    });
    this.recorder = new RecordingService({
      ...outside,
      cameraId: 'main',
      dataDirectory,
      frames: camera,
      camera,
      media: this.media,
      library: this.library,
      storage: this.storage,
    });
  }

  static async create(): Promise<TestRecorder> {
    const clock = new ManualClock();
    const test = new TestRecorder(await temporaryDirectory(), clock, await TestCamera.create(clock));
    await test.storage.recover();
    return test;
  }

  get directory(): string {
    return this.#directory.path;
  }

  /** What happened, in its order. */
  get names(): BusEventName[] {
    return this.#events.map(([name]) => name);
  }

  /** What was told with the first event of a name. */
  event(name: BusEventName): Record<string, unknown> | undefined {
    return this.#events.find(([candidate]) => candidate === name)?.[1];
  }

  /** Where something in the data directory is. */
  file(path: string): string {
    return join(this.directory, path);
  }

  /** Asks for a recording. */
  ask(durationSeconds: number | null = null, filename: string | null = null): ReturnType<RecordingService['start']> {
    return this.recorder.start({ durationSeconds, filename });
  }

  /** Asks for a recording, and lets the camera give it its first picture. */
  async start(durationSeconds: number | null = null, filename: string | null = null): ReturnType<RecordingService['start']> {
    const starting = this.ask(durationSeconds, filename);
    starting.catch(() => {}); // the test gets it
    await this.camera.play(1 / 15);
    return starting;
  }

  /** Asks for a recording that has no picture yet. `asked` is the answer. */
  async running(): Promise<{ recordingId: string; path: string; asked: ReturnType<RecordingService['start']> }> {
    const asked = this.ask();
    asked.catch(() => {}); // the test gets it
    await until(() => this.recorder.current !== null);
    return { recordingId: this.recorder.current!.recording_id, path: this.recorder.current!.recording_path, asked };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.recorder.close();
    this.storage.close();
    await this.media.close();
    await this.library.close();
    await this.#directory[Symbol.asyncDispose]();
  }
}

export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await sleep(10);
  }
}
