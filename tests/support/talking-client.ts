import { AV_CHANNEL_ORDER_NATIVE, AV_SAMPLE_FMT_FLT } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';
import { Audio, PeerConnection, type Track, Video } from 'node-datachannel';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { postOffer } from './webrtc-client.ts';

const samplesOfFrame = 960;
const frameMilliseconds = 20;

/** A second of a tone of 1,000 Hz, half as loud as can be, as Opus. */
export function opusTone(): Buffer[] {
  const [encoder, packet, frame] = [new CodecContext(), new Packet(), new Frame()];
  const codec = Codec.findEncoderByName('libopus' as Parameters<typeof Codec.findEncoderByName>[0]);
  if (codec === null) {
    throw new Error('there is no encoder of Opus');
  }
  encoder.allocContext3(codec);
  encoder.sampleRate = 48_000;
  encoder.sampleFormat = AV_SAMPLE_FMT_FLT;
  encoder.channelLayout = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };
  encoder.bitRate = 48_000n;
  encoder.timeBase = new Rational(1, 48_000);
  encoder.open2Sync(codec);
  packet.alloc();
  frame.alloc();
  frame.nbSamples = samplesOfFrame;
  frame.format = AV_SAMPLE_FMT_FLT;
  frame.sampleRate = 48_000;
  frame.channelLayout = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };
  frame.getBuffer(0);
  const packets: Buffer[] = [];
  for (let index = 0; index < 50; index += 1) {
    frame.makeWritable();
    const [plane] = frame.data ?? [];
    const samples = Float32Array.from(
      { length: samplesOfFrame },
      (_, at) => 0.5 * Math.sin((2 * Math.PI * (index * samplesOfFrame + at)) / 48),
    );
    if (plane !== undefined) {
      new Float32Array(plane.buffer, plane.byteOffset, samplesOfFrame).set(samples);
    }
    frame.pts = BigInt(index * samplesOfFrame);
    encoder.sendFrameSync(frame);
    while (encoder.receivePacketSync(packet) >= 0) {
      packets.push(Buffer.from(packet.data ?? []));
      packet.unref();
    }
  }
  frame.free();
  packet.free();
  encoder.freeContext();
  return packets;
}

/** A program that talks by WebRTC as a browser does; it sends the tone, over and over, as long as it is open. */
export class TalkingClient {
  readonly #connection = new PeerConnection('talker', { iceServers: [], disableAutoNegotiation: true, bindAddress: '127.0.0.1' });
  readonly #track: Track;
  readonly #video: Track | null = null;
  readonly #tone = opusTone();
  #timer: NodeJS.Timeout | null = null;
  #beganMilliseconds = 0;
  #sequenceNumber = 65_500;
  #timestamp = 0;

  /** @param watches it takes the pictures too, by the same session */
  constructor(watches = false) {
    if (watches) {
      const video = new Video('0', 'RecvOnly');
      video.addH264Codec(102, 'packetization-mode=1;profile-level-id=42e01f');
      this.#video = this.#connection.addTrack(video);
    }
    const audio = new Audio('1', watches ? 'SendRecv' : 'SendOnly');
    audio.addOpusCodec(111);
    audio.addSSRC(4711, 'voice', 'voice', 'voice');
    this.#track = this.#connection.addTrack(audio);
    this.#track.onOpen(() => {
      this.#beganMilliseconds = performance.now();
      this.#timer = setInterval(() => this.#sendWhatIsDue(), frameMilliseconds);
    });
  }

  /** Without candidates: the other side's are enough. */
  offer(): Promise<string> {
    return new Promise((resolve) => {
      this.#connection.onGatheringStateChange((state) => {
        if (state === 'complete') {
          resolve((this.#connection.localDescription()?.sdp ?? '').replaceAll(/a=(candidate:.*|end-of-candidates)\r\n/g, ''));
        }
      });
      this.#connection.setLocalDescription('offer');
    });
  }

  /** @returns the answer to the offer, which is taken where it is one */
  async open(url: string, headers: Record<string, string> = {}, query = ''): Promise<Response> {
    const response = await postOffer(url, await this.offer(), headers, query);
    if (response.status === 201) {
      this.#connection.setRemoteDescription(await response.clone().text(), 'answer');
    }
    return response;
  }

  close(): void {
    if (this.#timer !== null) {
      clearInterval(this.#timer);
    }
    this.#track.close();
    this.#video?.close();
    this.#connection.close();
  }

  /** A busy machine makes timers come late: a microphone goes on meanwhile. */
  #sendWhatIsDue(): void {
    const dueSamples = ((performance.now() - this.#beganMilliseconds) / frameMilliseconds) * samplesOfFrame;
    while (this.#timestamp < dueSamples) {
      this.#send();
    }
  }

  #send(): void {
    const data = this.#tone[(this.#timestamp / samplesOfFrame) % this.#tone.length] ?? Buffer.alloc(0);
    const header = Buffer.alloc(12);
    header[0] = 0x80;
    header[1] = 111;
    header.writeUInt16BE(this.#sequenceNumber, 2);
    header.writeUInt32BE(this.#timestamp, 4);
    header.writeUInt32BE(4711, 8);
    this.#sequenceNumber = (this.#sequenceNumber + 1) % 65_536;
    this.#timestamp += samplesOfFrame;
    if (this.#track.isOpen()) {
      this.#track.sendMessageBinary(Buffer.concat([header, data]));
    }
  }
}

/** Stands in for `aplay` of alsa-utils, and keeps what it plays in `played.raw`. */
export async function fakeSpeaker(directory: string, script = 'echo "Playing raw data" >&2; exec cat >> played.raw'): Promise<void> {
  const path = join(directory, 'aplay');
  await writeFile(path, `#!/bin/sh\ncd "${directory}"\necho "$@" > words\n${script}\n`);
  await chmod(path, 0o755);
}

/** What the stand-in has played so far, from -1 to 1. */
export async function playedBy(directory: string): Promise<Float32Array> {
  const bytes = await readFile(join(directory, 'played.raw')).catch(() => Buffer.alloc(0));
  return Float32Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => bytes.readInt16LE(index * 2) / 32_768);
}

const windowSamples = 9600;

/** How much is a tone of 1,000 Hz where it is most of what is heard, from 0 to 1: a busy machine leaves gaps. */
export function bestShareOfTone(samples: Float32Array): number {
  const begins = Array.from({ length: Math.floor(samples.length / windowSamples) }, (_, index) => index * windowSamples);
  return Math.max(0, ...begins.map((begin) => shareOfTone(samples.subarray(begin, begin + windowSamples))));
}

/** How much of what is heard is a tone of 1,000 Hz, from 0 to 1 (Goertzel). */
export function shareOfTone(samples: Float32Array): number {
  let [real, imaginary, energy] = [0, 0, 0];
  samples.forEach((sample, index) => {
    const angle = (2 * Math.PI * index) / 48;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
    energy += sample * sample;
  });
  return energy === 0 ? 0 : (2 * (real * real + imaginary * imaginary)) / (samples.length * energy);
}
