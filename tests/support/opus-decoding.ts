import { AV_CHANNEL_ORDER_NATIVE, AV_CODEC_ID_OPUS } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet } from 'node-av/lib';

/** What is heard in frames of Opus of one channel, one behind the other, from -1 to 1. */
export function decodedOpus(frames: readonly Uint8Array[]): Float32Array {
  const [decoder, packet, frame] = [new CodecContext(), new Packet(), new Frame()];
  const heard: number[] = [];
  try {
    const codec = Codec.findDecoder(AV_CODEC_ID_OPUS);
    decoder.allocContext3(codec);
    decoder.sampleRate = 48_000;
    decoder.channelLayout = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };
    if (decoder.open2Sync(codec) < 0) {
      throw new Error('the decoder of Opus does not open');
    }
    packet.alloc();
    frame.alloc();
    for (const data of frames) {
      packet.data = Buffer.from(data);
      if (decoder.sendPacketSync(packet) < 0) {
        throw new Error('a frame is no Opus');
      }
      packet.unref();
      while (decoder.receiveFrameSync(frame) >= 0) {
        const [plane] = frame.data ?? [];
        heard.push(...(plane === undefined ? [] : new Float32Array(plane.buffer, plane.byteOffset, frame.nbSamples)));
      }
    }
    return Float32Array.from(heard);
  } finally {
    frame.free();
    packet.free();
    decoder.freeContext();
  }
}

/** The effective value, in decibels below the loudest that there is. */
export const decibelsOf = (samples: Float32Array): number =>
  10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
