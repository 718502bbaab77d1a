import type { Readable, Writable } from 'node:stream';
import { LengthPrefixReader } from '../frames/length-prefix.ts';
import { PacketWriter } from '../frames/packet-stream.ts';
import { connectionFault } from '../remote/remote-fault.ts';
import type { Clock } from '../system/clock.ts';
import { RtspTarget, RtspWish } from './request.ts';
import { RtspRedirect } from './rtsp/rtsp-connection.ts';
import { RtspSession } from './rtsp/rtsp-session.ts';

const largestTargetBytes = 64 * 1024;

/**
 * Passes on the H.264 or H.265 of a camera that speaks RTSP. Where it is, and how to log
 * in, comes over the standard input, which others cannot read as they can the
 * command line. Returns when the camera has ended, after the reason was written.
 */
export async function captureRtsp(input: Readable, output: Writable, clock: Clock): Promise<void> {
  let session: RtspSession | null = null;
  let isHeard = false;
  const target = await readTarget(input, (wish) => {
    isHeard = wish.isHeard;
    session?.hear(isHeard);
  });
  const writer = new PacketWriter(output);
  session = new RtspSession({
    target,
    clock,
    onPacket: (packet) => writer.packet(packet),
    onSoundFormat: (format) => writer.soundFormat(format),
    onSound: (packet) => writer.sound(packet),
  });
  session.hear(isHeard);
  process.once('SIGINT', () => {
    session?.leave();
    writer.end(() => process.exit(0));
  });
  try {
    await session.run();
  } catch (error) {
    if (error instanceof RtspRedirect) {
      writer.redirect(error.url);
    } else {
      const { message, certificateFingerprint } = connectionFault(error);
      writer.fault({ predicate: message, certificateFingerprint });
    }
  }
  await new Promise<void>((resolve) => writer.end(resolve));
}

/** @param onWish is called for what is said afterwards */
function readTarget(input: Readable, onWish: (wish: RtspWish) => void): Promise<RtspTarget> {
  return new Promise((resolve, reject) => {
    let isKnown = false;
    const reader = new LengthPrefixReader(largestTargetBytes, (message) => {
      try {
        const content: unknown = JSON.parse(message.toString());
        if (isKnown) {
          onWish(RtspWish.parse(content));
        } else {
          isKnown = true;
          resolve(RtspTarget.parse(content));
        }
      } catch {
        reject(new Error('the capture process did not understand where the camera is')); // without what was said: it holds a password
      }
    });
    input.on('data', (chunk: Buffer) => reader.push(chunk));
  });
}
