import { setTimeout as delay } from 'node:timers/promises';
import { LiveStatus, RecordStartOutput, RecordStopOutput } from '../../shared/api.ts';
import type { Behaviour } from '../support/fake-camera/behaviour.ts';
import { commandLineOf } from '../support/process-life.ts';
import type { EventLog } from './event-log.ts';
import { ask } from './visitors.ts';

/** Something bad that was done to PetLog on purpose. */
export interface Fault {
  kind: 'camera killed' | 'camera hung' | 'camera talks rubbish' | 'media process killed' | 'stopped for everyone' | 'settings changed';
  fromMilliseconds: number;
  toMilliseconds: number;
}

export interface SoakRecording {
  id: string;
  path: string;
  /** By PetLog's own clock, which is this one's: on a busy machine a question is some time on its way. */
  startedAtMilliseconds: number;
  /** When it was asked to end, or was due to. */
  endedAtMilliseconds: number;
  /** When the answer to that was there: it ended in between. */
  endAnsweredAtMilliseconds: number;
  /** From before it was asked for. */
  preRollSeconds: number;
}

interface StoryOptions {
  url: string;
  log: EventLog;
  random: () => number;
  behave(behaviour: Partial<Behaviour>): Promise<void>;
  cameraPid(): Promise<number>;
  mediaPid(): number | null;
}

const cameraFaults = ['camera killed', 'camera hung', 'camera talks rubbish'] as const;
/** Only what hangs runs into it: a machine that has other work is slow, not wrong. */
const patienceSeconds = 60;

export const isMediaProcess = (pid: number): boolean => commandLineOf(pid).includes('media-process');

/** What happens in one cycle, the same in each but for details. */
export class Story {
  readonly faults: Fault[] = [];
  readonly recordings: SoakRecording[] = [];
  readonly #options: StoryOptions;
  #failures: string[] = [];

  constructor(options: StoryOptions) {
    this.#options = options;
  }

  /** Returns what went wrong that should not have. */
  async tell(cycle: number): Promise<string[]> {
    this.#failures = [];
    const { url, random } = this.#options;
    await this.#untilLive('after the start');
    const recording = await this.#record({ filename: `cycle ${cycle}` });
    await delay(1500 + random() * 1000);
    await this.#breakCamera(cameraFaults[cycle % cameraFaults.length] as (typeof cameraFaults)[number]);
    await this.#changeSettings({ camera: { quality: 70 + (cycle % 3) * 10, frame_rate: [10, 15, 20][cycle % 3] } });
    await delay(500 + random() * 1500);
    await this.#killMediaProcess();
    await delay(2500 + random() * 1000);
    await this.#endRecording(recording);
    const timed = await this.#record({ duration: 2 });
    timed.endedAtMilliseconds = timed.startedAtMilliseconds + 2000;
    timed.endAnsweredAtMilliseconds = timed.endedAtMilliseconds;
    if ((await this.#options.log.next('recording.finished', timed.endedAtMilliseconds, patienceSeconds)) === null) {
      this.#failures.push(`cycle ${cycle + 1}: the recording of 2 s did not end by itself`);
    }
    if (cycle % 2 === 1) {
      await this.#during('stopped for everyone', async () => {
        await this.#expectOk(ask(`${url}/live/stop`, 'POST'), 'stop');
      });
      await delay(500);
    }
    return this.#failures;
  }

  async #record(body: { filename?: string; duration?: number }): Promise<SoakRecording> {
    const { url } = this.#options;
    const askedAtMilliseconds = Date.now();
    const answer = await ask(`${url}/live/record/start`, 'POST', body);
    const parsed = RecordStartOutput.safeParse(answer.body);
    if (!parsed.success) {
      throw new Error(`a recording could not be started: ${JSON.stringify(answer.body)}`);
    }
    const { recording_id, recording_path, pre_roll_seconds } = parsed.data;
    const { current_recording: current } = await this.#status();
    const startedAtMilliseconds = current?.recording_id === recording_id ? Date.parse(current.started_at) : askedAtMilliseconds;
    const recording = {
      id: recording_id,
      path: recording_path,
      startedAtMilliseconds,
      endedAtMilliseconds: startedAtMilliseconds,
      endAnsweredAtMilliseconds: startedAtMilliseconds,
      preRollSeconds: pre_roll_seconds,
    };
    this.recordings.push(recording);
    return recording;
  }

  async #endRecording(recording: SoakRecording): Promise<void> {
    recording.endedAtMilliseconds = Date.now();
    const answer = await ask(`${this.#options.url}/live/record/stop`, 'POST');
    recording.endAnsweredAtMilliseconds = Date.now();
    if (!RecordStopOutput.safeParse(answer.body).success) {
      this.#failures.push(`a recording could not be ended: ${JSON.stringify(answer.body)}`);
    }
  }

  async #breakCamera(kind: (typeof cameraFaults)[number]): Promise<void> {
    const { behave, cameraPid, log } = this.#options;
    const since = Date.now();
    await this.#during(kind, async () => {
      if (kind === 'camera talks rubbish') {
        await behave({ mode: 'only-garbage' });
      } else {
        process.kill(await cameraPid(), kind === 'camera killed' ? 'SIGKILL' : 'SIGSTOP');
      }
      if ((await log.next('camera.lost', since, patienceSeconds)) === null) {
        this.#failures.push(`${kind}, and no event says so`);
      }
      await behave({});
      await this.#untilLive(kind);
    });
  }

  async #killMediaProcess(): Promise<void> {
    const { mediaPid, log } = this.#options;
    const pid = mediaPid();
    if (pid === null) {
      this.#failures.push('no media process while a recording runs');
      return;
    }
    const since = Date.now();
    await this.#during('media process killed', async () => {
      process.kill(pid, 'SIGKILL');
      if ((await log.next('recording.interrupted', since, patienceSeconds)) === null) {
        this.#failures.push('the media process was killed, and no event says so');
      }
    });
  }

  async #changeSettings(patch: unknown): Promise<void> {
    await this.#during('settings changed', async () => {
      await this.#expectOk(ask(`${this.#options.url}/settings`, 'PATCH', patch), 'a change of settings');
      await this.#untilLive('settings changed');
    });
  }

  async #during(kind: Fault['kind'], work: () => Promise<void>): Promise<void> {
    const fault: Fault = { kind, fromMilliseconds: Date.now(), toMilliseconds: Number.POSITIVE_INFINITY };
    this.faults.push(fault);
    await work();
    fault.toMilliseconds = Date.now();
  }

  async #expectOk(answer: ReturnType<typeof ask>, what: string): Promise<void> {
    const { status, body } = await answer;
    if (status !== 200) {
      this.#failures.push(`${what}: ${status} ${JSON.stringify(body)}`);
    }
  }

  async #untilLive(what: string): Promise<void> {
    const deadline = performance.now() + patienceSeconds * 1000;
    let status = await this.#status();
    while (status.state !== 'live' && performance.now() < deadline) {
      await delay(100);
      status = await this.#status();
    }
    if (status.state !== 'live') {
      this.#failures.push(
        `${what}: the camera is still ${status.state} after ${patienceSeconds} s (${status.state_reason ?? 'no reason given'})`,
      );
    }
  }

  async #status(): Promise<LiveStatus> {
    return LiveStatus.parse((await ask(`${this.#options.url}/live/status`)).body);
  }
}
