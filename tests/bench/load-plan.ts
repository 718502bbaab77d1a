/** What the load client is asked for. */
export interface LoadPlan {
  port: number;
  path: string;
  viewers: number;
  /** Viewers beside them that read no faster than this. */
  slowReadersBytesPerSecond: readonly number[];
  warmUpSeconds: number;
  seconds: number;
}

export interface SlowReaderResult {
  bytesPerSecond: number;
  pictures: number;
  /** Age of its pictures at their last byte; null when it got none with a time. */
  ageP99Milliseconds: number | null;
}

/** What the viewers saw between the start and the end of the measurement. */
export interface LoadResult {
  seconds: number;
  /** Different pictures that the server sent to anyone; null where pictures carry no time. */
  cameraPictures: number | null;
  /** Rate of the camera by the times of its pictures; null where they carry none. */
  cameraFramesPerSecond: number | null;
  /** Received by all viewers, headers and all. */
  bytes: number;
  /** Pictures that each viewer got, fewest first. */
  picturesPerViewer: number[];
  /** Capture to last byte; null where pictures carry no time. */
  latencyP50Milliseconds: number | null;
  latencyP99Milliseconds: number | null;
  slowReaders: SlowReaderResult[];
  /** Viewers whose connection ended early or was refused. */
  lostViewers: number;
  clientCpuMilliseconds: number;
}

/** In order: everyone connected and warmed up, the measurement over, and what came of it. */
export type LoadMessage = { kind: 'started' } | { kind: 'stopped' } | { kind: 'result'; result: LoadResult };
