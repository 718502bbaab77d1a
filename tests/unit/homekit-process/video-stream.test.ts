import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Srtp } from '../../../main/homekit-process/srtp.ts';
import { VideoStream } from '../../../main/homekit-process/video-stream.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const key = Buffer.alloc(16, 1);
const salt = Buffer.alloc(14, 2);
const keyframe = Buffer.from([0, 0, 0, 1, 0x67, 1, 2, 0, 0, 0, 1, 0x65, 3, 4]);
/** Feedback about pictures (RFC 4585): one was lost. */
const pictureLoss = Buffer.from('81CE0002000000010000000A', 'hex');
const opened: { close(): void }[] = [];

afterEach(() => opened.splice(0).forEach((one) => one.close()));

async function socketOf(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  opened.push(socket);
  return socket;
}

async function open() {
  const home = await socketOf();
  const clock = new ManualClock();
  const onKeyframeWanted = vi.fn<() => void>();
  const onLost = vi.fn<() => void>();
  const stream = await VideoStream.open({
    ...{ address: '127.0.0.1', port: home.address().port, family: 'ipv4', masterKey: key, masterSalt: salt },
    ...{ clock, captureMilliseconds: () => clock.monotonicMilliseconds(), onKeyframeWanted, onLost },
  });
  opened.push(stream);
  return { home, clock, stream, onKeyframeWanted, onLost };
}

describe('a stream', () => {
  it('sends a report of its clock and the units of a picture, protected, from the port that it told', async () => {
    const { home, stream } = await open();
    const packets: Buffer[] = [];
    // What others send to a port that was theirs before is not meant.
    home.on('message', (packet, { port }) => {
      if (port === stream.port) {
        packets.push(packet);
      }
    });
    stream.send(keyframe, 1000); // nobody began it yet
    stream.begin({ payloadType: 99, mostBytes: 1378 });
    stream.send(keyframe, 2000);
    stream.send(keyframe, 4000);
    const videoOf = (): Buffer[] => packets.filter((packet) => (packet[1]! & 0x7f) === 99);
    await vi.waitFor(() => expect(videoOf()).toHaveLength(4));
    const video = videoOf();
    expect(video.map((packet) => packet.readUInt32BE(4))).toEqual([180_000, 180_000, 360_000, 360_000]);
    expect(video.every((packet) => packet.readUInt32BE(8) === stream.ssrc)).toBe(true);
  });

  it('asks for a keyframe when the home does, once a second, and hears nobody else', async () => {
    const { home, clock, stream, onKeyframeWanted } = await open();
    const srtp = new Srtp(key, salt);
    const stranger = await socketOf();
    stranger.send(srtp.protectRtcp(pictureLoss), stream.port, '127.0.0.1');
    home.send(pictureLoss, stream.port, '127.0.0.1'); // unprotected
    home.send(srtp.protectRtcp(pictureLoss), stream.port, '127.0.0.1');
    home.send(srtp.protectRtcp(pictureLoss), stream.port, '127.0.0.1');
    await vi.waitFor(() => expect(onKeyframeWanted).toHaveBeenCalledTimes(1));
    await clock.advance(1000);
    home.send(srtp.protectRtcp(pictureLoss), stream.port, '127.0.0.1');
    await vi.waitFor(() => expect(onKeyframeWanted).toHaveBeenCalledTimes(2));
  });

  it('ends when nothing is heard of the home for half a minute', async () => {
    const { clock, stream, onLost } = await open();
    await clock.advance(29_000);
    expect(onLost).not.toHaveBeenCalled();
    await clock.advance(2000);
    expect(onLost).toHaveBeenCalledTimes(1);
    stream.send(keyframe, 1); // nothing happens any more
    stream.close();
  });
});
