import type { MediaCommand } from './protocol.ts';

/** The media process as the camera's video needs it; the client gives it. */
export interface VideoFeedHost {
  send(command: MediaCommand): void;
  /** A recording needs the process, at once also after a crash. */
  start(): void;
  /** There are frames for the process, which may have to be started. */
  need(): void;
  /** Whether the process is seen working on something. */
  isAtWork(): boolean;
  /** The process hangs; `processGone` follows. */
  kill(reason: string): void;
  /** Something may need the process no more. */
  over(): void;
}
