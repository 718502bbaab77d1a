import type { ErrorCode, ValueError } from '../../shared/errors.ts';
import type { Notice } from '../../shared/events.ts';
import type { LiveStatus } from '../../shared/api.ts';
import type { IpcCallName, IpcInput, IpcOutput } from '../../shared/ipc.ts';

/** `connecting` until the first status arrives, then whether PetLog is heard. */
export type Connection = 'connecting' | 'connected' | 'disconnected';

/** What can go wrong before an answer of PetLog itself is there. */
export type LinkErrorCode = 'unreachable' | 'no_answer' | 'unexpected_answer';

/** A call that failed. `message` is PetLog's own sentence; for a `LinkErrorCode` it is only a detail. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: ErrorCode | LinkErrorCode;
  readonly errors: readonly ValueError[];
  /** When to try again, where PetLog said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode | LinkErrorCode, message: string, errors: readonly ValueError[] = [], retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** How long a call may take before people are told that there is no answer. */
export const callTimeoutSeconds = 8;

/** Calls whose work itself takes longer: a camera or a channel of alerts is tried for some seconds, and a file of settings is large. */
const longCalls: Readonly<Partial<Record<IpcCallName, number>>> = {
  'cameras.test': 15,
  'alert_channels.test': 25,
  'push.test': 25,
  'configuration.export': 30,
  'configuration.import': 60,
  'backup.test': 30,
};

/** How long this call may take. */
export const timeoutSecondsOf = (name: IpcCallName): number => longCalls[name] ?? callTimeoutSeconds;

/** Nothing was heard of a call for as long as it may take. */
export class NoAnswerError extends CallError {
  readonly afterSeconds: number;

  constructor(message: string, afterSeconds: number) {
    super('no_answer', message);
    this.afterSeconds = afterSeconds;
  }
}

/** What the screens need from PetLog, over HTTP or over the kiosk's bridge. Each `on…` returns the function that ends the subscription. */
export interface PetLogClient {
  /** The one that it is for, where it is for one. */
  readonly cameraId?: string;
  /** Throws a `CallError`, at the latest after `timeoutSecondsOf` the call. */
  call<N extends IpcCallName>(name: N, input: IpcInput<N>): Promise<IpcOutput<N>>;
  /** Of the camera `main`, or of the one that this client is for. */
  onStatus(listener: (status: LiveStatus) => void): () => void;
  /** Of every camera. */
  onCameraStatus(listener: (status: LiveStatus) => void): () => void;
  onNotice(listener: (notice: Notice) => void): () => void;
  /** Calls the listener at once with the present state, then at each change. */
  onConnection(listener: (connection: Connection) => void): () => void;
  /** Begins to listen for status and notices; each needs its `close`. */
  open(): void;
  close(): void;
}

export interface Snapshot {
  readonly jpeg: Blob;
  readonly capturedAt: Date;
}

export interface SnapshotSource {
  /** The newest frame, of `main` where no camera is named. Throws a `CallError`. */
  snapshot(cameraId?: string): Promise<Snapshot>;
}
