import type { Answer, EncodedPacket, MediaCommand, MediaReport, MediaRequest, OpenRecording, Question } from '../media/protocol.ts';
import { CurrentVideo } from './current-video.ts';
import { described } from './described-error.ts';
import { answerFromFiles, isOfFiles } from './file-requests.ts';
import { answerFromHistory } from './history-requests.ts';
import { KeptSound } from './kept-sound.ts';
import { JpegVideo } from './jpeg-video.ts';
import { OpenClips } from './open-clips.ts';
import { PassedVideo } from './passed-video.ts';
import { openRecording, type OpenedRecording } from './open-recording.ts';
import { VideoHistory } from './video-history.ts';
import { VideoReaders } from './video-readers.ts';

/** What a recording needs from the past is kept for it for so long. */
const holdMilliseconds = 20_000;

const hasNoPicture = ({ lastCaptureMilliseconds, leadIn }: OpenedRecording): boolean => lastCaptureMilliseconds === 0 && leadIn === null;

/** Does what the main process asks for, and reports. It owns every codec and every file that is being written. */
export class MediaProgram {
  readonly #report: (report: MediaReport) => void;
  readonly #recordings = new Map<string, OpenedRecording>();
  readonly #work = new Set<Promise<void>>();
  readonly #video = new CurrentVideo();
  #history: { video: VideoHistory; unsubscribe: () => void } | null = null;
  readonly #readers: VideoReaders;
  readonly #clips = new OpenClips();
  readonly #sound = new KeptSound();
  #holdTimer: NodeJS.Timeout | undefined;
  #encodedSequence = 0;

  constructor(report: (report: MediaReport) => void) {
    this.#report = report;
    this.#readers = new VideoReaders(this.#video, report);
  }

  handle(command: MediaCommand): void {
    switch (command.type) {
      case 'configure':
        this.#video.configure(command.encoder);
        this.#renewVideo();
        if (this.#video.now === null) {
          this.#readers.begin();
        }
        break;
      case 'send-packets':
      case 'send-rendition':
      case 'request-keyframe':
      case 'make-pictures':
      case 'notice':
      case 'show-picture':
        this.#readers.handle(command);
        break;
      case 'keep-sound':
      case 'hear':
      case 'forget-sound':
        this.#sound.handle(command);
        break;
      case 'open-recording':
        this.#open(command);
        break;
      case 'frame':
        this.#encode(command);
        break;
      case 'camera-packet':
        this.#pass(command.packet);
        break;
      case 'forget-passed':
        this.#video.forgetPassed(command.sequence);
        break;
      case 'finish-recording':
        this.#track(this.#finish(command.recordingId, command.endMilliseconds));
        break;
      case 'keep-history':
        this.#keepHistory(command);
        break;
      case 'drop-history':
        this.#dropHistory();
        break;
      default:
        this.#track(this.#answer(command));
    }
  }

  /** Finishes every file, and removes those of the history; for when nobody is left to ask for it. */
  async close(): Promise<void> {
    clearTimeout(this.#holdTimer);
    this.#readers.close();
    this.#dropHistory();
    for (const [recordingId, { lastCaptureMilliseconds }] of this.#recordings) {
      this.#track(this.#finish(recordingId, lastCaptureMilliseconds));
    }
    await Promise.all(this.#work);
  }

  #open(command: OpenRecording): void {
    const { recordingId } = command;
    const { recording, firstMilliseconds } = openRecording(
      command,
      this.#video.start(),
      this.#history?.video.memory ?? null,
      this.#sound.track(),
      {
        onWritten: (sequence) => this.#report({ type: 'recording-written', recordingId, sequence }),
        onFailed: (error) => this.#report({ type: 'recording-failed', recordingId, ...described(error) }),
      },
    );
    this.#recordings.set(recordingId, recording);
    this.#release();
    this.#report({ type: 'recording-opened', recordingId, firstMilliseconds });
  }

  #encode({ sequence, jpeg, captureMilliseconds }: Extract<MediaCommand, { type: 'frame' }>): void {
    if (sequence > this.#encodedSequence) {
      try {
        const video = this.#video.now;
        if (video instanceof JpegVideo) {
          video.encode(jpeg, captureMilliseconds, sequence);
        }
      } catch (error) {
        // One broken picture is left out; the next one has a chance.
        process.stderr.write(`frame ${sequence}: ${described(error).reason}\n`);
      }
      this.#encodedSequence = sequence;
    }
    this.#reportProgress();
  }

  #pass(packet: EncodedPacket): void {
    if (packet.sequence > this.#encodedSequence) {
      const video = this.#video.start();
      if (video instanceof PassedVideo) {
        video.pass(packet);
      }
      this.#encodedSequence = packet.sequence;
    }
    this.#reportProgress();
  }

  async #finish(recordingId: string, endMilliseconds: number): Promise<void> {
    const recording = this.#recordings.get(recordingId);
    if (recording === undefined) {
      this.#report({ type: 'recording-finished', recordingId, facts: null });
      return;
    }
    this.#recordings.delete(recordingId);
    const { writer, leadIn, unsubscribe } = recording;
    leadIn?.finish();
    const repeatAt = writer.repeatNeededBefore(endMilliseconds);
    if (repeatAt !== null) {
      this.#video.now?.repeatLast(repeatAt);
    }
    this.#video.now?.drain();
    unsubscribe();
    this.#video.endUnused();
    this.#renewVideo();
    this.#report({ type: 'recording-finished', recordingId, facts: await writer.finish(endMilliseconds) });
  }

  #keepHistory({ limits, disk, recentMilliseconds }: Extract<MediaCommand, { type: 'keep-history' }>): void {
    this.#video.keepRecent(recentMilliseconds);
    if (this.#history === null) {
      const video = new VideoHistory(limits, (error) =>
        this.#report({ type: 'history-disk', error: error === null ? null : described(error) }),
      );
      this.#history = { video, unsubscribe: this.#video.start().subscribeAtRest(video.add) };
    }
    this.#history.video.setLimits(limits, disk);
    this.#sound.keepHistory(limits.keptMilliseconds);
  }

  #dropHistory(): void {
    if (this.#history !== null) {
      this.#history.unsubscribe();
      this.#track(this.#history.video.close());
      this.#history = null;
      this.#sound.forgetHistory();
      this.#video.endUnused();
    }
  }

  /** Takes up changed settings of the encoder; a recording that has a picture keeps its own until its end. */
  #renewVideo(): void {
    const recordings = [...this.#recordings.values()];
    const isFree = recordings.length === 0 || (this.#video.isOfOtherKind && recordings.every(hasNoPicture));
    if (!isFree || !this.#video.isOutdated) {
      return;
    }
    this.#video.end();
    // What was opened before the camera said how it gives its pictures would wait for ever.
    recordings.forEach((recording) => recording.follow(this.#video.start()));
    if (this.#history !== null) {
      this.#history.unsubscribe = this.#video.start().subscribeAtRest(this.#history.video.add);
    }
    this.#readers.renew();
  }

  /** Where a recording begins that is asked for now. Without pre-roll it needs a keyframe of its own, at once. */
  #prepareRecording({ requestedMilliseconds, preRollMilliseconds, comingMilliseconds }: Question<'prepare-recording'>): number | null {
    const packets = this.#history?.video.memory;
    const video = this.#video.now;
    const keyframe = packets?.startBefore(requestedMilliseconds, preRollMilliseconds, comingMilliseconds) ?? null;
    if (packets === undefined || video === null || keyframe === null) {
      return null;
    }
    video.hold();
    let start = video.beginBefore(requestedMilliseconds - preRollMilliseconds, keyframe);
    if (preRollMilliseconds === 0 && video.makesKeyframes) {
      video.requestKeyframe();
      start = Math.min(requestedMilliseconds, video.newestMilliseconds + 1);
    }
    packets.holdFrom(start);
    clearTimeout(this.#holdTimer);
    this.#holdTimer = setTimeout(() => this.#release(), holdMilliseconds).unref();
    return start;
  }

  #release(): void {
    clearTimeout(this.#holdTimer);
    this.#video.now?.release();
    this.#history?.video.memory.release();
  }

  async #answer(request: MediaRequest): Promise<void> {
    try {
      this.#report({ type: 'succeeded', requestId: request.requestId, answer: await this.#answerTo(request) });
    } catch (error) {
      this.#report({ type: 'refused', requestId: request.requestId, ...described(error) });
    }
  }

  async #answerTo(request: MediaRequest): Promise<Answer<MediaRequest['type']>> {
    if (isOfFiles(request)) {
      return answerFromFiles(request, (share) => this.#report({ type: 'timelapse-progress', share }));
    }
    const history = this.#history?.video ?? null;
    if (history !== null && request.type !== 'read-clip') {
      this.#video.now?.catchUp();
    }
    return request.type === 'prepare-recording'
      ? this.#prepareRecording(request)
      : answerFromHistory(request, history, this.#sound.heard, this.#clips);
  }

  #reportProgress(): void {
    this.#report({
      type: 'progress',
      encodedSequence: this.#encodedSequence,
      historyBytes: this.#history?.video.memory.sizeBytes ?? 0,
    });
  }

  #track(work: Promise<void>): void {
    this.#work.add(work);
    void work.finally(() => this.#work.delete(work));
  }
}
