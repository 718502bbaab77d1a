import type { Answer, EncodedPacket, EncoderSettings, MediaCommand, MediaReport, MediaRequest, OpenRecording } from '../media/protocol.ts';
import { described } from './described-error.ts';
import { answerFromFiles, isOfFiles } from './file-requests.ts';
import { answerFromHistory } from './history-requests.ts';
import { KeptSound } from './kept-sound.ts';
import { JpegVideo } from './jpeg-video.ts';
import { OpenClips } from './open-clips.ts';
import { PassedPictures } from './passed-pictures.ts';
import { PassedVideo } from './passed-video.ts';
import { Noticing } from './noticing.ts';
import { openRecording, type OpenedRecording } from './open-recording.ts';
import { isSameEncoder } from './same-encoder.ts';
import { SentRenditions } from './sent-renditions.ts';
import { VideoHistory } from './video-history.ts';

/** What a recording needs from the past is kept for it for so long. */
const holdMilliseconds = 20_000;

/** Does what the main process asks for, and reports. It owns every codec and every file that is being written. */
export class MediaProgram {
  readonly #report: (report: MediaReport) => void;
  readonly #recordings = new Map<string, OpenedRecording>();
  readonly #work = new Set<Promise<void>>();
  #encoder: EncoderSettings | null = null;
  /** Made of the camera's JPEGs, or passed on as it comes. */
  #video: JpegVideo | PassedVideo | null = null;
  #history: { video: VideoHistory; unsubscribe: () => void } | null = null;
  /** Ends the telling of packets; null while nobody wants them. */
  #unsubscribePackets: (() => void) | null = null;
  readonly #pictures = new PassedPictures((jpeg, captureMilliseconds) => this.#report({ type: 'picture', jpeg, captureMilliseconds }));
  readonly #renditions = new SentRenditions((heightPixels, packet) => this.#report({ type: 'rendition-packet', heightPixels, packet }));
  readonly #noticing = new Noticing((event) => this.#report(event));
  readonly #clips = new OpenClips();
  readonly #sound = new KeptSound();
  /** So much of the camera's own pictures is kept for the beginning of a recording. */
  #recentMilliseconds = 0;
  #holdTimer: NodeJS.Timeout | undefined;
  #encodedSequence = 0;

  constructor(report: (report: MediaReport) => void) {
    this.#report = report;
  }

  handle(command: MediaCommand): void {
    switch (command.type) {
      case 'configure':
        this.#encoder = command.encoder;
        this.#renewVideo();
        if (this.#video === null) {
          this.#renewNoticing();
          this.#renewRenditions();
        }
        break;
      case 'send-packets':
        this.#sendPackets(command.areWanted);
        break;
      case 'send-rendition':
        this.#renditions.want(command.heightPixels, command.areWanted);
        this.#renewRenditions();
        break;
      case 'request-keyframe':
        this.#renditions.requestKeyframe(command.heightPixels, this.#video);
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
      case 'make-pictures':
        this.#pictures.want(command.settings);
        this.#renewPictures();
        break;
      case 'notice':
        this.#noticing.want(command.settings);
        this.#renewNoticing();
        break;
      case 'show-picture':
        this.#noticing.showPicture();
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
    this.#pictures.makeOf(null);
    this.#renditions.takeFrom(null);
    this.#noticing.want(null);
    this.#renewNoticing();
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
      this.#startVideo(),
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
        if (this.#video instanceof JpegVideo) {
          this.#video.encode(jpeg, captureMilliseconds, sequence);
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
      const video = this.#startVideo();
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
      this.#video?.repeatLast(repeatAt);
    }
    this.#video?.drain();
    unsubscribe();
    this.#endUnusedVideo();
    this.#renewVideo();
    this.#report({ type: 'recording-finished', recordingId, facts: await writer.finish(endMilliseconds) });
  }

  #keepHistory({ limits, disk, recentMilliseconds }: Extract<MediaCommand, { type: 'keep-history' }>): void {
    this.#recentMilliseconds = recentMilliseconds;
    this.#video?.keepRecent(recentMilliseconds);
    if (this.#history === null) {
      const video = new VideoHistory(limits, (error) =>
        this.#report({ type: 'history-disk', error: error === null ? null : described(error) }),
      );
      this.#history = { video, unsubscribe: this.#startVideo().subscribeAtRest(video.add) };
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
      this.#endUnusedVideo();
    }
  }

  #sendPackets(areWanted: boolean): void {
    if (areWanted) {
      this.#unsubscribePackets ??= this.#startVideo().subscribe(this.#sendPacket);
    } else if (this.#unsubscribePackets !== null) {
      this.#unsubscribePackets();
      this.#unsubscribePackets = null;
      this.#endUnusedVideo();
    }
  }

  readonly #sendPacket = (packet: EncodedPacket): void => this.#report({ type: 'packet', packet });

  #startVideo(): JpegVideo | PassedVideo {
    if (this.#encoder === null) {
      throw new Error('the encoder was not configured');
    }
    return (this.#video ??=
      this.#encoder.input === 'h264' ? new PassedVideo(this.#encoder) : new JpegVideo(this.#encoder, this.#recentMilliseconds));
  }

  /** Takes up changed settings of the encoder; a recording keeps its own until its end. */
  #renewVideo(): void {
    if (this.#video === null || this.#encoder === null || this.#recordings.size > 0 || isSameEncoder(this.#video.settings, this.#encoder)) {
      return;
    }
    this.#video.catchUp();
    this.#video.drain();
    this.#video.close();
    this.#video = null;
    if (this.#history !== null) {
      this.#history.unsubscribe = this.#startVideo().subscribeAtRest(this.#history.video.add);
    }
    if (this.#unsubscribePackets !== null) {
      this.#unsubscribePackets = this.#startVideo().subscribe(this.#sendPacket);
    }
    this.#renewPictures();
    this.#renewNoticing();
    this.#renewRenditions();
  }

  /** Smaller renditions are made of the camera's pictures as they come now. */
  #renewRenditions(): void {
    this.#renditions.takeFrom(this.#renditions.areWanted && this.#encoder !== null ? this.#startVideo() : null);
    this.#endUnusedVideo();
  }

  /** Looks at the camera's pictures as they come now, if somebody wants to know what moves. */
  #renewNoticing(): void {
    if (this.#noticing.isWanted || this.#noticing.isLooking) {
      this.#noticing.lookAt(this.#noticing.isWanted && this.#encoder !== null ? this.#startVideo() : null);
      this.#endUnusedVideo();
    }
  }

  /** JPEGs are made of what is passed on, as they are wanted now. */
  #renewPictures(): void {
    const isPassedOn = this.#encoder?.input === 'h264';
    const video = isPassedOn && this.#pictures.areWanted ? this.#startVideo() : null;
    this.#pictures.makeOf(video instanceof PassedVideo ? video : null);
    this.#endUnusedVideo();
  }

  #endUnusedVideo(): void {
    if (this.#video?.hasSubscribers === false) {
      this.#video.close();
      this.#video = null;
    }
  }

  /** Where a recording begins that is asked for now. Without pre-roll it needs a keyframe of its own, at once. */
  #prepareRecording(requestedMilliseconds: number, preRollMilliseconds: number): number | null {
    const packets = this.#history?.video.memory;
    const keyframe = packets?.startBefore(requestedMilliseconds, preRollMilliseconds) ?? null;
    if (packets === undefined || this.#video === null || keyframe === null) {
      return null;
    }
    this.#video.hold();
    let start = this.#video.beginBefore(requestedMilliseconds - preRollMilliseconds, keyframe);
    if (preRollMilliseconds === 0 && this.#video.makesKeyframes) {
      this.#video.requestKeyframe();
      start = Math.min(requestedMilliseconds, this.#video.newestMilliseconds + 1);
    }
    packets.holdFrom(start);
    clearTimeout(this.#holdTimer);
    this.#holdTimer = setTimeout(() => this.#release(), holdMilliseconds).unref();
    return start;
  }

  #release(): void {
    clearTimeout(this.#holdTimer);
    this.#video?.release();
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
      this.#video?.catchUp();
    }
    return request.type === 'prepare-recording'
      ? this.#prepareRecording(request.requestedMilliseconds, request.preRollMilliseconds)
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
