import type { Target } from './targets.ts';

/** One resolution and rate of the document's own table. */
export interface DocumentRow {
  picture: string;
  framesPerSecond: number;
  deliveredFramesPerSecond: number;
  cpuPercent: number;
  megabitsPerSecond: number;
  residentMegabytes: number;
}

export interface FoundationReport {
  machine: string;
  date: string;
  program: string;
  secondsPerRun: number;
  targets: Target[];
  documentRows: DocumentRow[];
}
