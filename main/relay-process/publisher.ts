import { AV_PKT_FLAG_KEY, AVERROR_HTTP_FORBIDDEN, AVERROR_HTTP_NOT_FOUND, AVERROR_HTTP_UNAUTHORIZED } from 'node-av/constants';
import { FormatContext, Packet } from 'node-av/lib';
import type { RelayDestination, RelayedFormat, RelayFault } from '../relays/protocol.ts';
import { isPicture, type OutgoingMedium } from './outgoing-media.ts';
import { PublishError } from './publish-error.ts';
import { addSoundStream, addVideoStream, MediaTimes } from './published-streams.ts';
import { DatagramTunnel } from './datagram-tunnel.ts';
import { Tunnel, TunnelError } from './tunnel.ts';

/** What a server may take from the connection to its consent. */
const openMilliseconds = 10_000;
/** To what was sent last; then the connection is broken off. */
const endMilliseconds = 1000;
/** Sound comes a moment after its pictures; who reads MPEG-TS by its clock is told to wait for it. */
const soundLagMicroseconds = '200000';

/** Of FFmpeg (libavutil/error.h, and errno with a minus). */
const refusals: Readonly<Record<number, string>> = {
  [AVERROR_HTTP_UNAUTHORIZED]: 'does not accept the username and the password (401)',
  [AVERROR_HTTP_FORBIDDEN]: 'does not allow it (403)',
  [AVERROR_HTTP_NOT_FOUND]: 'has nothing at this address (404)',
  [-1]: 'does not allow it',
  [-13]: 'does not allow it',
  [-110]: 'does not answer',
};

/** One video on its way to one server. Nothing is encoded. */
export class Publisher {
  readonly #output = new FormatContext();
  readonly #isSrt: boolean;
  /** Null before it is there. */
  #tunnel: Tunnel | DatagramTunnel | null = null;
  /** FFmpeg has a connection that is not the muxer's own. */
  #isOpen = false;
  readonly #times = new MediaTimes();
  #isFreed = false;
  /** FFmpeg may not be asked for two things at once. */
  #writing: Promise<void> = Promise.resolve();

  private constructor({ protocol }: RelayDestination) {
    this.#isSrt = protocol === 'srt:';
  }

  /** @throws PublishError */
  static async open(destination: RelayDestination, format: RelayedFormat, signal: AbortSignal): Promise<Publisher> {
    const publisher = new Publisher(destination);
    const gone = Promise.withResolvers<never>();
    const wake = (): void => publisher.#interrupt();
    const timer = setTimeout(wake, openMilliseconds);
    signal.addEventListener('abort', wake, { once: true });
    gone.promise.catch(wake);
    let begun = Promise.resolve();
    try {
      signal.throwIfAborted();
      publisher.#tunnel = publisher.#isSrt
        ? await DatagramTunnel.open(destination, () => gone.reject(publisher.#fault(0, 'publish')))
        : await Tunnel.open(destination, signal);
      begun = publisher.#begin(destination, publisher.#tunnel.port, format);
      await Promise.race([begun, gone.promise]);
      return publisher;
    } catch (error) {
      // Where nobody is there, FFmpeg waits for them some seconds longer, whatever it is told.
      const closed = begun.catch(() => {}).then(() => publisher.close());
      if (publisher.#tunnel?.isOver !== true) {
        await closed;
      }
      throw error instanceof TunnelError ? new PublishError(error.fault) : error;
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
  async send(medium: OutgoingMedium): Promise<void> {
    const writing = this.#write(medium);
    this.#writing = writing.catch(() => {});
    await writing;
  }

  /** Says goodbye where the server still listens. Never rejects. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.#interrupt(), endMilliseconds);
    try {
      await this.#writing;
      if (this.#times.haveBegun) {
        await this.#output.writeTrailer();
      }
      if (this.#isOpen) {
        await this.#output.closeOutput();
      }
      if (this.#tunnel instanceof DatagramTunnel) {
        await this.#tunnel.settled();
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

  /** Not in the order of its time: FFmpeg would keep pictures back until their sound has come. */
  async #write(medium: OutgoingMedium): Promise<void> {
    const streamIndex = isPicture(medium) ? 0 : 1;
    const stream = this.#output.streams[streamIndex];
    const time = this.#times.of(medium);
    if (stream === undefined || time === null) {
      return;
    }
    const data = isPicture(medium) ? medium.annexB : medium.data;
    const packet = new Packet();
    packet.alloc();
    try {
      packet.data = Buffer.from(data.buffer, data.byteOffset, data.length);
      packet.pts = time.ticks;
      packet.dts = time.ticks;
      packet.streamIndex = streamIndex;
      if (!isPicture(medium) || medium.isKeyframe) {
        packet.setFlags(AV_PKT_FLAG_KEY);
      }
      packet.rescaleTs(time.base, stream.timeBase);
      this.assertAlive();
      const result = await this.#output.writeFrame(packet);
      if (result < 0) {
        throw this.#fault(result, 'send');
      }
    } finally {
      packet.free();
    }
  }

  async #begin(destination: RelayDestination, tunnelPort: number, format: RelayedFormat): Promise<void> {
    const url = urlFor(destination, tunnelPort);
    const isRtsp = destination.protocol.startsWith('rtsp');
    const muxer = isRtsp ? 'rtsp' : destination.protocol === 'srt:' ? 'mpegts' : 'flv';
    this.#check(this.#output.allocOutputContext2(null, muxer, url));
    addVideoStream(this.#output, format);
    if (format.hasSound) {
      addSoundStream(this.#output);
    }
    if (isRtsp) {
      this.#check(this.#output.setOption('rtsp_transport', 'tcp'));
    } else {
      this.#setOptions(muxer, format);
      this.#check(await this.#output.openOutput());
      this.#isOpen = true;
    }
    this.#check(await this.#output.writeHeader(null));
  }

  #setOptions(muxer: string, { hasSound }: RelayedFormat): void {
    if (muxer === 'flv') {
      this.#check(this.#output.setOption('flvflags', 'no_duration_filesize'));
    } else if (hasSound) {
      this.#check(this.#output.setOption('max_delay', soundLagMicroseconds));
      // Else it collects a third of a second of sound.
      this.#check(this.#output.setOption('pes_payload_size', '0'));
    }
  }

  #check(result: number): void {
    if (result < 0) {
      throw this.#fault(result, 'publish');
    }
  }

  #fault(result: number, step: RelayFault['step']): PublishError {
    const unknown = this.#isSrt && step === 'publish' ? ({ step: 'connect', predicate: srtRefusal } as const) : null;
    return new PublishError(this.#tunnel?.fault ?? unknown ?? { step, predicate: refusals[result] ?? predicates[step] });
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
function urlFor({ protocol, username, password, path, srtOptions }: RelayDestination, tunnelPort: number): string {
  if (protocol === 'srt:') {
    const query = new URLSearchParams({ ...srtOptions, mode: 'caller', transtype: 'live', connect_timeout: '5000' });
    // It takes percent signs apart, and no plus for a space.
    return `srt://127.0.0.1:${tunnelPort}?${query.toString().replaceAll('+', '%20')}`;
  }
  const login = username === '' && password === '' ? '' : `${encodeURIComponent(username)}:${encodeURIComponent(password)}@`;
  return `${protocol.startsWith('rtsp') ? 'rtsp' : 'rtmp'}://${login}127.0.0.1:${tunnelPort}${path}`;
}
