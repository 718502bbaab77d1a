import type { MediaCommand, MediaReport, VideoFacts } from '../media/protocol.ts';
import { EncodedVideo } from './encoded-video.ts';
import { finalizeRecording } from './finalize.ts';
import { RecordingWriter } from './recording-writer.ts';
import { probeVideoFile } from './video-file.ts';

interface Recording {
  writer: RecordingWriter;
  unsubscribe: () => void;
  lastCaptureMilliseconds: number;
}

/** Does what the main process asks for, and reports. It owns every codec and every file that is being written. */
export class MediaProgram {
  readonly #report: (report: MediaReport) => void;
  readonly #recordings = new Map<string, Recording>();
  readonly #work = new Set<Promise<void>>();
  #video: EncodedVideo | null = null;
  #encodedSequence = 0;
  #writtenSequence = 0;

  constructor(report: (report: MediaReport) => void) {
    this.#report = report;
  }

  handle(command: MediaCommand): void {
    switch (command.type) {
      case 'open-recording':
        this.#open(command);
        break;
      case 'frame':
        this.#encode(command);
        break;
      case 'finish-recording':
        this.#track(this.#finish(command.recordingId, command.endMilliseconds));
        break;
      case 'finalize':
        this.#track(this.#answer(command.requestId, finalizeRecording(command.parts, command.outputPath)));
        break;
      case 'probe':
        this.#track(this.#answer(command.requestId, probeVideoFile(command.path)));
        break;
    }
  }

  /** Finishes every file; for when nobody is left to ask for it. */
  async close(): Promise<void> {
    for (const [recordingId, { lastCaptureMilliseconds }] of this.#recordings) {
      this.#track(this.#finish(recordingId, lastCaptureMilliseconds));
    }
    await Promise.all(this.#work);
  }

  #open({ recordingId, path, encoder }: Extract<MediaCommand, { type: 'open-recording' }>): void {
    const video = (this.#video ??= new EncodedVideo(encoder));
    const writer = new RecordingWriter({
      path,
      frameRate: encoder.frameRate,
      onWritten: (sequence) => {
        this.#writtenSequence = sequence;
        this.#reportProgress();
      },
      onFailed: (error) => {
        recording.unsubscribe();
        this.#report({ type: 'recording-failed', recordingId, ...described(error) });
      },
    });
    const recording: Recording = {
      writer,
      unsubscribe: video.subscribe((packet) => {
        recording.lastCaptureMilliseconds = packet.captureMilliseconds;
        writer.write(packet);
      }),
      lastCaptureMilliseconds: 0,
    };
    this.#recordings.set(recordingId, recording);
  }

  #encode({ sequence, jpeg, captureMilliseconds }: Extract<MediaCommand, { type: 'frame' }>): void {
    try {
      this.#video?.encode(jpeg, captureMilliseconds, sequence);
    } catch (error) {
      // One broken picture is left out; the next one has a chance.
      process.stderr.write(`frame ${sequence}: ${described(error).reason}\n`);
    }
    this.#encodedSequence = sequence;
    this.#reportProgress();
  }

  async #finish(recordingId: string, endMilliseconds: number): Promise<void> {
    const recording = this.#recordings.get(recordingId);
    if (recording === undefined) {
      this.#report({ type: 'recording-finished', recordingId, facts: null });
      return;
    }
    this.#recordings.delete(recordingId);
    const { writer, unsubscribe } = recording;
    const repeatAt = writer.repeatNeededBefore(endMilliseconds);
    if (repeatAt !== null) {
      this.#video?.repeatLast(repeatAt);
    }
    this.#video?.drain();
    unsubscribe();
    if (this.#video?.hasSubscribers === false) {
      this.#video.close();
      this.#video = null;
    }
    this.#report({ type: 'recording-finished', recordingId, facts: await writer.finish(endMilliseconds) });
  }

  async #answer(requestId: number, work: Promise<VideoFacts>): Promise<void> {
    try {
      this.#report({ type: 'succeeded', requestId, facts: await work });
    } catch (error) {
      this.#report({ type: 'refused', requestId, ...described(error) });
    }
  }

  #reportProgress(): void {
    this.#report({ type: 'progress', encodedSequence: this.#encodedSequence, writtenSequence: this.#writtenSequence });
  }

  #track(work: Promise<void>): void {
    this.#work.add(work);
    void work.finally(() => this.#work.delete(work));
  }
}

function described(error: unknown): { code: string; reason: string } {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EUNKNOWN';
  return { code, reason: error instanceof Error ? error.message : String(error) };
}
