/**
 * The sound of a camera: AAC-LC (ISO/IEC 14496-3), one channel, in frames that stand on a grid. Frame number n has the
 * samples from n * 1024 on, counted from the zero of the main process's monotonic clock: its number says when it was heard.
 */

export const samplesPerSecond = 48_000;
/** Of one frame of AAC-LC. */
export const samplesOfFrame = 1024;
export const samplesPerMillisecond = samplesPerSecond / 1000;
export const frameMilliseconds = samplesOfFrame / samplesPerMillisecond;

/** Of one frame of AAC with one channel (ISO/IEC 13818-7, 3.2.2: 6,144 bits). */
export const largestAacFrameBytes = 768;
/** Of one frame of Opus: 20 ms, as browsers send it. WebRTC has the same sound in that form, on a grid of its own. */
export const samplesOfOpusFrame = 960;

/** As MIME types name it (RFC 6381). */
export const soundCodec = 'mp4a.40.2';

/** A frame without any sound, as FFmpeg's encoder makes it of zeros. */
export const silentFrame: Buffer = Buffer.from('01182007', 'hex');

/** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): AAC-LC, 48 kHz, one channel. */
export const audioSpecificConfig: Buffer = Buffer.from('1188', 'hex');

/** A frame on its way to browsers (RFC 6716). */
export interface OpusFrame {
  /** When it begins, in samples from the zero of the main process's monotonic clock. */
  readonly firstSample: number;
  readonly data: Buffer;
}

/** Frames one after the other, on their way into a file. */
export interface SoundRun {
  /** Where they begin in the video, in samples. */
  readonly decodeTimeSamples: number;
  readonly frames: readonly Buffer[];
  /** Number of the first one. */
  readonly firstNumber: number;
}
