import {
  AV_CODEC_ID_H264,
  AV_PIX_FMT_YUV420P,
  AV_PKT_FLAG_KEY,
  AVERROR_HTTP_FORBIDDEN,
  AVERROR_HTTP_NOT_FOUND,
  AVERROR_HTTP_UNAUTHORIZED,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { FormatContext, Packet, Rational } from 'node-av/lib';
import type { RelayDestination, RelayedFormat, RelayedPicture, RelayFault } from '../relays/protocol.ts';
import { Tunnel, TunnelError } from './tunnel.ts';

/** What a server may take from the connection to its consent. */
const openMilliseconds = 10_000;
/** To what was sent last; then the connection is broken off. */
const endMilliseconds = 1000;
const ticksPerMillisecond = 90;
const timeBase = new Rational(1, 1000 * ticksPerMillisecond);

/** Of FFmpeg (libavutil/error.h, and errno with a minus). */
const refusals: Readonly<Record<number, string>> = {
  [AVERROR_HTTP_UNAUTHORIZED]: 'does not accept the username and the password (401)',
  [AVERROR_HTTP_FORBIDDEN]: 'does not allow it (403)',
  [AVERROR_HTTP_NOT_FOUND]: 'has nothing at this address (404)',
  [-1]: 'does not allow it',
  [-13]: 'does not allow it',
  [-110]: 'does not answer',
};

/** Why a video could not be published, or could not be any longer. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  readonly fault: RelayFault;

  constructor(fault: RelayFault) {
    super(fault.predicate);
    this.fault = fault;
  }
}

/** One video on its way to one server. Nothing is encoded. */
export class Publisher {
  readonly #output = new FormatContext();
  readonly #tunnel: Tunnel | null;
  /** FFmpeg has a connection that is not the muxer's own. */
  #isOpen = false;
  #firstMilliseconds: number | null = null;
  #lastTicks = -1n;
  #isFreed = false;
  /** FFmpeg may not be asked for two things at once. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(tunnel: Tunnel | null) {
    this.#tunnel = tunnel;
  }

  /** @throws PublishError */
  static async open(destination: RelayDestination, format: RelayedFormat, signal: AbortSignal): Promise<Publisher> {
    const tunnel =
      destination.protocol === 'srt:'
        ? null
        : await Tunnel.open(destination, signal).catch((error: unknown) => {
            throw error instanceof TunnelError ? new PublishError(error.fault) : error;
          });
    const publisher = new Publisher(tunnel);
    const wake = (): void => publisher.#interrupt();
    const timer = setTimeout(wake, openMilliseconds);
    signal.addEventListener('abort', wake, { once: true });
    try {
      signal.throwIfAborted();
      await publisher.#begin(destination, format);
      return publisher;
    } catch (error) {
      await publisher.close();
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
    }
  }

  /** What the server has not taken yet. */
  get waitingBytes(): number {
    return this.#tunnel?.waitingBytes ?? 0;
  }

  /** @throws PublishError when the connection has ended, as far as that is known without sending */
  assertAlive(): void {
    if (this.#tunnel?.isOver === true) {
      throw this.#fault(0, 'send');
    }
  }

  /**
   * One at a time.
   *
   * @throws PublishError when the server takes nothing any more
   */
  async send(picture: RelayedPicture): Promise<void> {
    const writing = this.#write(picture);
    this.#writing = writing.catch(() => {});
    await writing;
  }

  /** Says goodbye where the server still listens. Never rejects. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.#interrupt(), endMilliseconds);
    try {
      await this.#writing;
      if (this.#lastTicks >= 0n) {
        await this.#output.writeTrailer();
      }
      if (this.#isOpen) {
        await this.#output.closeOutput();
      }
    } catch {
      // It is over anyway.
    } finally {
      clearTimeout(timer);
      this.#tunnel?.close();
      this.#isFreed = true;
      this.#output.freeContext();
    }
  }

  async #write({ annexB, isKeyframe, captureMilliseconds }: RelayedPicture): Promise<void> {
    this.#firstMilliseconds ??= captureMilliseconds;
    const stream = this.#output.streams[0];
    if (stream === undefined) {
      return;
    }
    const wanted = BigInt(Math.round((captureMilliseconds - this.#firstMilliseconds) * ticksPerMillisecond));
    // RTMP counts milliseconds: no two pictures may have the same.
    const ticks = wanted > this.#lastTicks + BigInt(ticksPerMillisecond) ? wanted : this.#lastTicks + BigInt(ticksPerMillisecond);
    this.#lastTicks = ticks;
    const packet = new Packet();
    packet.alloc();
    try {
      packet.data = Buffer.from(annexB.buffer, annexB.byteOffset, annexB.length);
      packet.pts = ticks;
      packet.dts = ticks;
      packet.streamIndex = 0;
      if (isKeyframe) {
        packet.setFlags(AV_PKT_FLAG_KEY);
      }
      packet.rescaleTs(timeBase, stream.timeBase);
      this.assertAlive();
      const result = await this.#output.interleavedWriteFrame(packet);
      if (result < 0) {
        throw this.#fault(result, 'send');
      }
    } finally {
      packet.free();
    }
  }

  async #begin(destination: RelayDestination, { parameters, widthPixels, heightPixels }: RelayedFormat): Promise<void> {
    const url = urlFor(destination, this.#tunnel);
    const isRtsp = destination.protocol.startsWith('rtsp');
    const muxer = isRtsp ? 'rtsp' : destination.protocol === 'srt:' ? 'mpegts' : 'flv';
    this.#check(this.#output.allocOutputContext2(null, muxer, url));
    const stream = this.#output.newStream();
    const { codecpar } = stream;
    codecpar.codecType = AVMEDIA_TYPE_VIDEO;
    codecpar.codecId = AV_CODEC_ID_H264;
    codecpar.format = AV_PIX_FMT_YUV420P;
    codecpar.width = widthPixels;
    codecpar.height = heightPixels;
    codecpar.extradata = Buffer.from(parameters);
    stream.timeBase = timeBase;
    if (isRtsp) {
      this.#check(this.#output.setOption('rtsp_transport', 'tcp'));
    } else {
      if (muxer === 'flv') {
        this.#check(this.#output.setOption('flvflags', 'no_duration_filesize'));
      }
      this.#check(await this.#output.openOutput());
      this.#isOpen = true;
    }
    this.#check(await this.#output.writeHeader(null));
  }

  #check(result: number): void {
    if (result < 0) {
      throw this.#fault(result, 'publish');
    }
  }

  #fault(result: number, step: RelayFault['step']): PublishError {
    if (this.#tunnel === null && step === 'publish') {
      return new PublishError({ step: 'connect', predicate: srtRefusal });
    }
    return new PublishError(this.#tunnel?.fault ?? { step, predicate: refusals[result] ?? predicates[step] });
  }

  /** Whatever FFmpeg waits for. */
  #interrupt(): void {
    if (!this.#isFreed) {
      this.#output.interrupt();
      this.#tunnel?.close();
    }
  }
}

/** SRT does not say which. */
const srtRefusal = 'does not answer, or does not take this stream id and passphrase';

const predicates: Record<RelayFault['step'], string> = {
  look_up: 'is not known',
  connect: 'cannot be reached',
  secure: 'does not speak TLS',
  publish: 'does not take the video',
  send: 'broke the connection off',
};

/** As FFmpeg wants it: never shown to anybody. */
function urlFor(
  { protocol, address, family, port, username, password, path, srtOptions }: RelayDestination,
  tunnel: Tunnel | null,
): string {
  if (tunnel === null) {
    const host = family === 6 ? `[${address}]` : address;
    const query = new URLSearchParams({ ...srtOptions, mode: 'caller', transtype: 'live', connect_timeout: '5000' });
    // It takes percent signs apart, and no plus for a space.
    return `srt://${host}:${port}?${query.toString().replaceAll('+', '%20')}`;
  }
  const login = username === '' && password === '' ? '' : `${encodeURIComponent(username)}:${encodeURIComponent(password)}@`;
  return `${protocol.startsWith('rtsp') ? 'rtsp' : 'rtmp'}://${login}127.0.0.1:${tunnel.port}${path}`;
}
