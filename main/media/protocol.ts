/**
 * What crosses between the main process and the media process, over a
 * `MessageChannel`, on which JPEGs stay bytes. Capture times are the main process's monotonic
 * milliseconds throughout; the media process never reads a clock for them.
 */
import type { MotionRegion } from '../detection/motion/motion-detector.ts';
import type { Polygon } from '../detection/motion/polygon-mask.ts';
import type { Tampering } from '../detection/tampering/tamper-watch.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';
import type { WorkerAnswer, WorkerRequest } from '../system/worker-requests.ts';

/** How pictures become H.264. */
export interface EncoderSettings {
  /** As configured; the real rate follows the capture times. */
  readonly frameRate: number;
  /** Highest bit rate, in kilobits per second. */
  readonly bitrateKbps: number;
  /** Any so many seconds of the video keep to the bit rate, so that a keyframe is no larger than that; 1 unless given. */
  readonly bufferSeconds?: number;
  /** Size of the video; null takes that of the first picture. Pictures of another size are scaled. */
  readonly size: PictureSize | null;
  /** Whether a hardware encoder may be tried; not after a crash. */
  readonly allowHardware: boolean;
  /** What the camera gives: JPEGs unless this says otherwise. Its H.264, or H.265, is passed on as it is. */
  readonly input?: 'jpeg' | 'h264';
}

export interface PictureSize {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** What a player has to be ready for. */
export interface VideoFormat extends PictureSize {
  /** Of video that the camera encoded, with colours as it says itself; PetLog's own has those of a JPEG. */
  readonly cameraProfile?: number;
  /** H.264 unless this says otherwise. */
  readonly codec?: VideoCodec | undefined;
  /** Of H.265, which are they, as a digest: in MP4 they stand at the beginning alone, so that no file holds pictures with others. */
  readonly parameterSets?: string | undefined;
}

/** How JPEGs are made of a camera's own video. */
export interface PictureSettings {
  /** 1 to 100 */
  readonly quality: number;
  /** At most. */
  readonly framesPerSecond: number;
}

/** How one looks for what moves. */
export interface NoticeSettings {
  /** 0 to 100 */
  readonly sensitivity: number;
  /** Where nothing is noticed. */
  readonly ignored: readonly Polygon[];
}

/** What a looked-at picture shows; told of pictures in which something is, the first without it, and those that were asked for. */
export interface Sight {
  readonly captureMilliseconds: number;
  readonly regions: readonly MotionRegion[];
  /** What hardly differs from the background and moves; only where nothing else is. */
  readonly faintRegions: readonly MotionRegion[];
  /** Nothing can be told: most of the picture changed at once. */
  readonly isNewScene: boolean;
  /** The whole picture; null where nothing is in it and nobody asked for it. */
  readonly jpeg: Uint8Array | null;
}

/** That a camera was kept from seeing, or sees again; also told once when the watching begins anew. */
export interface TamperReport {
  /** null: it sees what it should. */
  readonly tampering: Tampering | null;
  /** Monotonic milliseconds since when. */
  readonly sinceMilliseconds: number;
  /** What it shows instead. */
  readonly jpeg: Uint8Array | null;
}

/** A piece of a recording: a whole one, or what was written between two crashes. */
export interface RecordingPart {
  readonly path: string;
  /** From the recording's first picture to this part's, in milliseconds of capture time. */
  readonly offsetMilliseconds: number;
}

/** What a video file holds. */
export interface VideoFacts extends PictureSize {
  readonly durationMilliseconds: number;
  readonly sizeBytes: number;
  readonly frameCount: number;
}

/** How much of the encoded video stays in memory, whichever limit is reached first. */
export interface HistoryLimits {
  readonly keptMilliseconds: number;
  readonly mostBytes: number;
}

/** Where whole groups of pictures go that shall not stay in memory. */
export interface HistoryDisk {
  /** For nothing else; what is in it is removed. */
  readonly directory: string;
  readonly mostBytes: number;
  /** What stays free on the disk in any case. */
  readonly minimumFreeBytes: number;
}

export interface CaptureSpan {
  readonly fromMilliseconds: number;
  readonly untilMilliseconds: number;
}

/** What the history holds. */
export interface HistoryFacts {
  /** First and last picture; null while there is none. */
  readonly span: CaptureSpan | null;
  /** In between, without a picture: the last one before and the first one after. */
  readonly gaps: readonly CaptureSpan[];
  readonly sizeBytes: number;
  /** Where it goes now: into memory as well while the disk cannot be had. */
  readonly storage: 'memory' | 'disk';
}

/** A part of the history as a plain MP4 of a known length, which is made piece by piece when it is read. */
export interface OpenClip extends CaptureSpan {
  readonly clipId: string;
  readonly sizeBytes: number;
  /** Whether it would be the same later: the history reaches as far as was asked for. */
  readonly isWhole: boolean;
}

/** A picture of the history, and how long it was the newest. */
export interface HistoryPicture extends CaptureSpan {
  readonly jpeg: Uint8Array;
}

/** A clip that has become a file. */
export interface SavedClip extends CaptureSpan {
  readonly facts: VideoFacts;
}

/** A recording that a film is made of. */
export interface TimelapseSource {
  readonly path: string;
  /** When its first picture was taken, by the wall clock. */
  readonly startMilliseconds: number;
  readonly durationMilliseconds: number;
}

/** What a film of a day shows after another: a part of a recording, in milliseconds from its first picture, or a JPEG. */
export type FilmPart =
  | ({ readonly kind: 'clip'; readonly path: string } & CaptureSpan)
  | { readonly kind: 'picture'; readonly path: string; readonly durationMilliseconds: number };

/** What the media process can be asked: the question, and what it answers. */
export interface MediaRequests {
  /** Joins the parts into one plain MP4 that can be played while it is still being downloaded. */
  finalize: { question: { parts: RecordingPart[]; outputPath: string }; answer: VideoFacts };
  probe: { question: { path: string }; answer: VideoFacts };
  /** Copies a part of a video file, from the keyframe at or before then on, into a file of its own. Times count from the file's first picture. */
  trim: {
    question: { path: string; outputPath: string; minimumFreeBytes: number } & CaptureSpan;
    answer: { fromMilliseconds: number; facts: VideoFacts };
  };
  /** Where in the history a recording begins that is asked for now; what it needs is kept for it. null when there is nothing to begin with. */
  'prepare-recording': {
    /** `comingMilliseconds`: of the first picture from before the request that the process has not been given yet. */
    question: { requestedMilliseconds: number; preRollMilliseconds: number; comingMilliseconds?: number | undefined };
    answer: number | null;
  };
  'describe-history': { question: object; answer: HistoryFacts };
  /** The first picture, with the keyframe at or before the moment, and the end of what there is of that time. null when there is no picture. */
  'find-clip': { question: CaptureSpan; answer: CaptureSpan | null };
  /** The same as a file. It stays open until it is named in `closing`, or as many newer ones have taken its place as there are places. */
  'open-clip': { question: CaptureSpan & { closing?: readonly string[] }; answer: OpenClip | null };
  /** The next bytes from there on, at least one. null when the clip is not open any more, its pictures are gone, or it ends there. */
  'read-clip': { question: { clipId: string; positionBytes: number }; answer: Uint8Array | null };
  'read-picture': { question: { atMilliseconds: number }; answer: HistoryPicture | null };
  /** Makes a film of the recordings' pictures from then to then, by the wall clock, into an existing file. */
  'make-timelapse': {
    question: CaptureSpan & { sources: TimelapseSource[]; durationSeconds: number; bitrateKbps: number; outputPath: string };
    answer: VideoFacts;
  };
  /** Makes a film of these parts into an existing file; tells its progress as that of a timelapse. */
  'make-day-film': { question: { parts: readonly FilmPart[]; bitrateKbps: number; outputPath: string }; answer: VideoFacts };
  /** Writes a clip that begins with the picture of exactly `fromMilliseconds` into an existing file; it is on the disk when this is answered. */
  'save-clip': { question: CaptureSpan & { path: string; minimumFreeBytes: number }; answer: SavedClip | null };
}

export type MediaRequestName = keyof MediaRequests;
export type Question<N extends MediaRequestName> = MediaRequests[N]['question'];
export type Answer<N extends MediaRequestName> = MediaRequests[N]['answer'];
export type MediaRequest = WorkerRequest<MediaRequests>;

/** One encoded picture on its way to everyone who wants it. */
export interface EncodedPacket {
  /** NAL units with start codes; a keyframe brings its parameter sets. Shared by all readers; nobody writes to it. */
  readonly annexB: Buffer;
  readonly isKeyframe: boolean;
  /** Monotonic milliseconds at which the picture was captured. */
  readonly captureMilliseconds: number;
  /** Of the frame that it shows. */
  readonly sequence: number;
  readonly size: VideoFormat;
}

/** Main process to media process. */
export type MediaCommand =
  /** How pictures are encoded from now on; a change waits for the end of a recording. */
  | { type: 'configure'; encoder: EncoderSettings }
  | { type: 'frame'; sequence: number; jpeg: Uint8Array; captureMilliseconds: number }
  /** A picture that the camera encoded. */
  | { type: 'camera-packet'; packet: EncodedPacket }
  /** The camera stopped: what it encoded up to the picture with that number is not for whoever comes from now on. */
  | { type: 'forget-passed'; sequence: number }
  /** Whether JPEGs are made of a camera's H.264. */
  | { type: 'make-pictures'; settings: PictureSettings | null }
  /** Whether there is sound beside the pictures: what begins from now on has a track for it. */
  | { type: 'keep-sound'; isKept: boolean }
  /** What was heard: the frame of AAC with that number. */
  | { type: 'hear'; number: number; data: Buffer }
  /** Nobody is to hear what was heard up to now. */
  | { type: 'forget-sound' }
  | OpenRecording
  /** The last picture is held until `endMilliseconds`. */
  | { type: 'finish-recording'; recordingId: string; endMilliseconds: number }
  /** Keeps the last minutes from now on; without a disk, everything in memory. Pictures as they came are kept for so long in any case. */
  | { type: 'keep-history'; limits: HistoryLimits; disk: HistoryDisk | null; recentMilliseconds: number }
  | { type: 'drop-history' }
  /** Whether somebody wants to know what moves, and how. */
  | { type: 'notice'; settings: NoticeSettings | null }
  /** The next looked-at picture is shown whole, whether anything moves in it or not. */
  | { type: 'show-picture' }
  /** Whether encoded packets are told of, beginning with a keyframe. */
  | { type: 'send-packets'; areWanted: boolean }
  /** Whether packets of the rendition that is so high are told of. */
  | { type: 'send-rendition'; heightPixels: number; areWanted: boolean }
  /** The next picture becomes a keyframe, where it is encoded here: of the camera's own size, or of a smaller rendition. */
  | { type: 'request-keyframe'; heightPixels?: number }
  | MediaRequest;

export interface OpenRecording {
  type: 'open-recording';
  recordingId: string;
  /** Exists; what it holds is replaced. */
  path: string;
  /** Begin with what the history has from there on; null begins with a frame that comes. */
  historyMilliseconds: number | null;
  /** Of the first frame that belongs to it, apart from the history. */
  fromMilliseconds: number;
  /** The first frame that does not, where it is known. */
  untilMilliseconds: number | null;
  /** The first picture stands for the time since then; null begins the file when it was captured. */
  originMilliseconds: number | null;
}

/** Media process to main process. */
export type MediaReport = { type: 'ready' } | MediaEvent | WorkerAnswer<MediaRequests>;

/** What it says without being asked. */
export type MediaEvent =
  /** Every frame up to `encodedSequence` went through the encoder. */
  | { type: 'progress'; encodedSequence: number; historyBytes: number }
  /** With which picture of the history it begins; null when with the next frame. */
  | { type: 'recording-opened'; recordingId: string; firstMilliseconds: number | null }
  /** Every frame of it up to this one is in the file. */
  | { type: 'recording-written'; recordingId: string; sequence: number }
  | { type: 'recording-finished'; recordingId: string; /** null when there was no picture. */ facts: VideoFacts | null }
  /** Nothing more can be written; what was written stands. */
  | { type: 'recording-failed'; recordingId: string; code: string; reason: string }
  | { type: 'packet'; packet: EncodedPacket }
  /** Of the rendition that was asked for with this height. */
  | { type: 'rendition-packet'; heightPixels: number; packet: EncodedPacket }
  /** A JPEG that was made of a camera's H.264. */
  | { type: 'picture'; jpeg: Uint8Array; captureMilliseconds: number }
  | ({ type: 'sight' } & Sight)
  | ({ type: 'tampering' } & TamperReport)
  /** The history goes to the disk from now on; or it does not, and stays in memory until it is to be kept on the disk again. */
  | { type: 'history-disk'; error: { code: string; reason: string } | null }
  /** From 0 to 1. */
  | { type: 'timelapse-progress'; share: number };
