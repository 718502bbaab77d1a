import type { CameraSourceName } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';

/** What a source is asked for; the camera section of the configuration. */
export type CaptureSettings = Pick<
  Config['camera'],
  'name' | 'resolution' | 'frame_rate' | 'quality' | 'codec' | 'rotation' | 'hflip' | 'vflip' | 'overlay_timestamp' | 'sound' | 'microphone'
> & {
  /** Of H.264 that the camera encodes: the highest bit rate, in kilobits per second. */
  readonly bitrateKbps?: number;
};

/** One picture of a camera that encodes by itself: an access unit in the byte stream format (ITU-T H.264 and H.265, annex B); a keyframe begins with its parameter sets. */
export interface CameraPacket {
  readonly annexB: Buffer;
  /** H.264 unless this says otherwise. */
  readonly codec?: VideoCodec;
  readonly isKeyframe: boolean;
  /** When it is shown, on the source's own clock, in milliseconds from any origin; null where the source gives none. */
  readonly sourceMilliseconds: number | null;
  /** When its first byte came, by our monotonic clock, where it was known only later that it is whole; absent means now. */
  readonly arrivedMilliseconds?: number;
}

/** One frame of a camera's own sound, as it encodes it. */
export interface CameraSoundPacket {
  readonly data: Buffer;
  /** When its first sample was heard, on the clock of the pictures' `sourceMilliseconds`; null where the source does not say how the two belong together. */
  readonly sourceMilliseconds: number | null;
  /** The same by our monotonic clock, where the source finds out itself how the two belong together; null while it does not know. */
  readonly heardMilliseconds?: number | null;
}

/** Who hears a camera that has sound of its own. */
export interface CameraSoundSink {
  /** Before the first packet: how it is encoded, or why there is none, as the rest of a sentence that begins with the camera. */
  format(format: SoundFormat | { readonly problem: string }): void;
  packet(packet: CameraSoundPacket): void;
}

/** What a source tells its owner: either frames or packets. No method throws. */
export interface CaptureSink {
  /**
   * One complete JPEG as it arrived. The buffer is the sink's from here on.
   *
   * @param capturedMilliseconds when it was captured, by our monotonic clock, where the source knows it; else now
   */
  frame(jpeg: Buffer, capturedMilliseconds?: number): void;
  /** One encoded picture, in decoding order, as it arrived. The buffer is the sink's from here on. */
  packet(packet: CameraPacket): void;
  /** Without it, a camera is not asked for its sound. */
  readonly sound?: CameraSoundSink;
  /**
   * The source is over, by itself: one sentence for people. Called at most once, and never after `stop` or `kill`.
   *
   * @param reasonForEveryone where the sentence names what only admins may know
   * @param certificateFingerprint SHA-256 of a certificate that a person has to confirm first
   */
  ended(reason: string, reasonForEveryone?: string, certificateFingerprint?: string): void;
}

/** A running capture. */
export interface Capture {
  /** Orderly end: what the program asks for first (INT, then TERM, then KILL). Resolves when nothing is left of it. */
  stop(): Promise<void>;
  /** At once, for a hung source: KILL. Resolves when nothing is left of it. */
  kill(): Promise<void>;
  /** Whether the camera's own sound is passed on, where it was asked for at the start; not at first. */
  hear?(isHeard: boolean): void;
  /** It can be heard also where it was not asked for at the start. */
  readonly hearsAtAnyTime?: boolean;
}

/** A kind of camera, ready to be started any number of times, once at a time. */
export interface CameraSource {
  readonly name: CameraSourceName;
  /** What it gives: JPEGs, or H.264 that is passed on as it is; a camera on the network may give H.265 instead, which its packets say. */
  readonly gives: 'jpeg' | 'h264';
  /** How long the first frame may take before the source counts as hung. */
  readonly startupAllowanceMilliseconds: number;
  /** As long may pass between two pictures; three seconds unless it says otherwise. */
  readonly silenceAllowanceMilliseconds?: number | undefined;
  /**
   * What the source does to the picture by itself. What it does not do is done
   * afterwards by decoding and encoding each frame once.
   */
  readonly draws: { readonly rotationAndFlips: boolean; readonly timestamp: boolean };
  /** Starts capturing. Failures to start are reported through `sink.ended`. */
  start(settings: CaptureSettings, sink: CaptureSink): Capture;
}
