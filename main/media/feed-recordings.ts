import type { CameraPicture } from '../frames/encoded-frame.ts';
import type { Clock } from '../system/clock.ts';
import type { VideoFacts } from './protocol.ts';
import { RecordingFeed } from './recording-feed.ts';
import type { RecordingFeedHost, RecordingFeedOptions } from './recording-feed-options.ts';

/** A recording that is being prepared. */
interface ExpectedRecording {
  /** From this frame on it needs them. */
  readonly fromMilliseconds: number;
  /** Whether the encoder may not have them before. */
  readonly holdsFrames: boolean;
}

/** The recordings of one camera's video: those that run, and those that are about to begin. */
export class FeedRecordings {
  readonly #clock: Clock;
  readonly #host: RecordingFeedHost;
  readonly #recordings = new Map<string, RecordingFeed>();
  readonly #expected = new Set<ExpectedRecording>();

  /** @param host for each of them */
  constructor(clock: Clock, host: RecordingFeedHost) {
    this.#clock = clock;
    this.#host = host;
  }

  get areAny(): boolean {
    return this.#recordings.size > 0;
  }

  get takeFrames(): boolean {
    return this.#expected.size > 0 || this.#all.some(({ takesFrames }) => takesFrames);
  }

  get areClosing(): boolean {
    return this.#all.some(({ isClosing }) => isClosing);
  }

  /** None needs a frame up to this one again after a crash. */
  get writtenSequence(): number {
    return Math.min(Infinity, ...this.#all.map(({ writtenSequence }) => writtenSequence));
  }

  begin(options: Omit<RecordingFeedOptions, 'clock' | 'host'>): RecordingFeed {
    const over = (): void => {
      this.#recordings.delete(options.recordingId);
      this.#host.over();
    };
    const recording = new RecordingFeed({ ...options, clock: this.#clock, host: { ...this.#host, over } });
    this.#recordings.set(options.recordingId, recording);
    return recording;
  }

  /** One is about to begin. Returns the function that ends that, which calls `onOver` once. */
  expect(expected: ExpectedRecording, onOver: () => void): () => void {
    this.#expected.add(expected);
    return () => {
      if (this.#expected.delete(expected)) {
        onOver();
      }
    };
  }

  /** Whether one that needs this frame is not open yet. */
  hold({ monotonicMilliseconds }: CameraPicture): boolean {
    return (
      this.#all.some(({ holdsFrames }) => holdsFrames) ||
      [...this.#expected].some(({ fromMilliseconds, holdsFrames }) => holdsFrames && fromMilliseconds <= monotonicMilliseconds)
    );
  }

  /** The process is there. @param waiting frames on their way to it, oldest first */
  advance(waiting: readonly CameraPicture[]): void {
    this.#recordings.forEach((recording) => recording.advance(waiting));
  }

  /** This frame is sent next. */
  beforeFrame(frame: CameraPicture): void {
    this.#recordings.forEach((recording) => recording.beforeFrame(frame));
  }

  /** Ends those that have ended, and to which nothing on its way belongs. */
  finishComplete(waiting: readonly CameraPicture[]): void {
    this.#recordings.forEach((recording) => recording.finishIfComplete(waiting));
  }

  /** The process works. */
  progressed(): void {
    this.#recordings.forEach((recording) => recording.progressed());
  }

  /** The process is gone without an order: they go on in a further part. */
  processGone(reason: string): void {
    this.#all.forEach((recording) => recording.processGone(reason));
  }

  /** @param firstMilliseconds of the picture from the history that it begins with */
  opened(recordingId: string, firstMilliseconds: number | null): void {
    this.#recordings.get(recordingId)?.opened(firstMilliseconds);
  }

  written(recordingId: string, sequence: number): void {
    this.#recordings.get(recordingId)?.written(sequence);
  }

  finished(recordingId: string, facts: VideoFacts | null): void {
    this.#recordings.get(recordingId)?.finished(facts);
  }

  failed(recordingId: string, code: string, reason: string): void {
    this.#recordings.get(recordingId)?.failed(code, reason);
  }

  get #all(): RecordingFeed[] {
    return [...this.#recordings.values()];
  }
}
