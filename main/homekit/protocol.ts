/** What crosses between the main process and the HomeKit process, over a `MessageChannel`. */
import type { WorkerAnswer, WorkerRequest } from '../system/worker-requests.ts';

/** Under which name and key homes know this PetLog. */
export interface HomeIdentity {
  /** As HAP has it, like a MAC address: `0E:11:22:33:44:55`. */
  readonly deviceId: string;
  /** That people type or scan: `123-45-678`. */
  readonly setupCode: string;
  /** Four letters or digits, by which an app tells what it scanned from what it found. */
  readonly setupId: string;
}

/** A camera as a home sees it. */
export interface HomeCamera {
  readonly cameraId: string;
  readonly name: string;
  /** Who is before it, as sensors of movement. */
  readonly petsSeen: boolean;
  readonly peopleSeen: boolean;
  /** It is there for nobody: switched off, or private. */
  readonly isActive: boolean;
}

export interface HomeNames {
  readonly bridge: string;
  readonly pets: string;
  readonly people: string;
}

export interface HomeKitRequests {
  /** Answers homes from now on, once in a life of the process. A port of 0 is any. */
  publish: {
    question: {
      /** What belongs to the pairing; made where it is not there. */
      directory: string;
      identity: HomeIdentity;
      names: HomeNames;
      version: string;
      port: number;
      cameras: readonly HomeCamera[];
      /** From the main process's monotonic milliseconds to those of the machine. */
      machineOffsetMilliseconds: number;
    };
    answer: { port: number; setupUri: string; isPaired: boolean };
  };
}

/** What a home wants to see; it takes what it gets where there is no such size. */
export interface WantedVideo {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export type HomeKitCommand =
  | WorkerRequest<HomeKitRequests>
  /** The cameras that there are, and how they are. */
  | { type: 'cameras'; cameras: readonly HomeCamera[]; names: HomeNames }
  /** One that was wanted; null where there is none. */
  | { type: 'snapshot'; snapshotId: number; jpeg: Uint8Array | null }
  /** H.264 with start codes; a keyframe brings its parameter sets. Captured at monotonic milliseconds of the main process. */
  | { type: 'picture'; streamId: string; annexB: Uint8Array; captureMilliseconds: number }
  /** Somebody here ended it, or it cannot be had. */
  | { type: 'end-stream'; streamId: string };

export type HomeKitReport =
  | { type: 'ready' }
  | WorkerAnswer<HomeKitRequests>
  | { type: 'paired'; isPaired: boolean }
  | { type: 'snapshot-wanted'; snapshotId: number; cameraId: string; widthPixels: number }
  | { type: 'stream-wanted'; streamId: string; cameraId: string; video: WantedVideo; address: string }
  /** Another size, or less of it. */
  | { type: 'stream-changed'; streamId: string; video: WantedVideo }
  | { type: 'keyframe-wanted'; streamId: string }
  /** The home has seen enough, or is gone. */
  | { type: 'stream-ended'; streamId: string };
