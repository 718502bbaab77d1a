/** What is the same of every track that is sent by WebRTC. */
import type { Track } from 'node-datachannel';

/** What a receiver keeps in step: tracks of one name and one stream. */
export const streamName = 'petlog';

export const randomSsrc = (): number => Math.floor(Math.random() * 0xffff_fffe) + 1;

/** On a track that closes nothing is sent. */
export function sendThrough(track: Track, bytes: Buffer): void {
  try {
    track.sendMessageBinary(bytes);
  } catch {
    // its end is told
  }
}
