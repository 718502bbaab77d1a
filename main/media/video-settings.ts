import type { EncoderSettings, HistoryDisk, HistoryLimits } from './protocol.ts';

/** What shall be kept of the last minutes. */
export interface HistorySettings {
  readonly limits: HistoryLimits;
  /** null keeps everything in memory. */
  readonly disk: HistoryDisk | null;
  /** For so long the camera's pictures are kept as they are: a recording begins with all of them, also where the history left some out. */
  readonly recentMilliseconds: number;
}

/** How the camera's pictures are encoded, as configured. */
export type VideoSettings = Pick<EncoderSettings, 'frameRate' | 'bitrateKbps'>;
