import type { Track } from 'node-datachannel';
import { ClockReports, type ReportedStream } from '../webrtc/clock-reports.ts';
import { SoundSender } from '../webrtc/sound-sender.ts';
import { sendThrough, streamName } from '../webrtc/track.ts';

/** Sound that is sent beside pictures. */
export interface SentSound {
  readonly sender: SoundSender;
  /** Of the pictures too. */
  readonly reports: ClockReports;
}

interface SentSoundOptions {
  readonly track: Track;
  readonly payloadType: number;
  readonly ssrc: number;
  readonly pictures: ReportedStream;
  /** Now, by the clock that both are captured by. */
  readonly captureMilliseconds: () => number;
}

export function sendSound({ track, payloadType, ssrc, pictures, captureMilliseconds }: SentSoundOptions): SentSound {
  const send = (packet: Buffer): void => sendThrough(track, packet);
  const sender = new SoundSender({ payloadType, ssrc, send });
  const reports = new ClockReports({
    streams: [pictures, sender.stream],
    canonicalName: streamName,
    send,
    captureMilliseconds,
    wallMilliseconds: () => Date.now(),
  });
  return { sender, reports };
}

export function directionOf(isSent: boolean, isReceived: boolean): 'SendRecv' | 'SendOnly' | 'RecvOnly' | 'Inactive' {
  if (isSent) {
    return isReceived ? 'SendRecv' : 'SendOnly';
  }
  return isReceived ? 'RecvOnly' : 'Inactive';
}
