/** How a camera encodes its own sound. */
export interface SoundFormat {
  readonly encoding: 'aac' | 'opus' | 'pcmu' | 'pcma' | 'l16';
  readonly samplesPerSecond: number;
  readonly channels: number;
  /** Of AAC: AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) in hexadecimal digits; empty for others. */
  readonly configHex: string;
}

/** The most that a frame of sound has that a camera sends: a second of L16, two channels and 48 kHz. */
export const largestSoundFrameBytes = 192_000;
