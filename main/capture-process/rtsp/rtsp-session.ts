import { randomInt } from 'node:crypto';
import { foreignText, RemoteFault } from '../../remote/remote-fault.ts';
import type { Clock } from '../../system/clock.ts';
import type { CameraPacket } from '../../camera/source.ts';
import type { RtspTarget } from '../request.ts';
import { AccessUnits } from './access-units.ts';
import { H264Depacketizer } from './h264-depacketizer.ts';
import { readRtp, receiverReport, saysGoodbye } from './rtp.ts';
import { RtspConnection } from './rtsp-connection.ts';
import { controlUrl, type MediaDescription, readSdp } from './sdp.ts';
import { SourceClock } from './source-clock.ts';

interface RtspSessionOptions {
  readonly target: RtspTarget;
  readonly clock: Clock;
  onPacket(packet: CameraPacket): void;
}

const defaultTimeoutSeconds = 60;
/** Cameras mean different things by their timeout; none minds being asked more often. */
const longestKeepAliveMilliseconds = 25_000;
const shortestKeepAliveMilliseconds = 2000;
const reportMilliseconds = 5000;

/** How encodings are called by people. */
const encodingNames: Readonly<Record<string, string>> = {
  H265: 'H.265',
  HEVC: 'H.265',
  H266: 'H.266',
  JPEG: 'Motion JPEG over RTSP',
  'MP4V-ES': 'MPEG-4',
  MPV: 'MPEG-2',
  MP2T: 'an MPEG transport stream',
  H263: 'H.263',
  'H263-1998': 'H.263',
};

/** The video of a camera that speaks RTSP, over TCP, from the first keyframe until the camera ends it. */
export class RtspSession {
  readonly #options: RtspSessionOptions;
  readonly #ended = Promise.withResolvers<never>();
  readonly #timers = new Set<() => void>();
  #connection: RtspConnection | null = null;
  /** Gets what comes between the messages, once it is known what that is. */
  #onInterleaved: (channel: number, data: Buffer) => void = () => {};
  #sessionId = '';
  #url: string;
  #supportsGetParameter = false;

  constructor(options: RtspSessionOptions) {
    this.#options = options;
    this.#url = options.target.url;
    this.#ended.promise.catch(() => {});
  }

  /**
   * Runs until the camera ends it.
   *
   * @throws RemoteFault that says why; RtspRedirect
   */
  async run(): Promise<never> {
    const { target, clock } = this.#options;
    try {
      this.#connection = await RtspConnection.open({
        target,
        clock,
        onInterleaved: (channel, data) => this.#onInterleaved(channel, data),
        onEnd: (error) => this.#ended.reject(error),
      });
      await this.#play(this.#connection);
      return await this.#ended.promise;
    } finally {
      this.#timers.forEach((cancel) => cancel());
      this.#connection?.end();
    }
  }

  /** Tells the camera that it may go, as some serve few at a time. */
  leave(): void {
    if (this.#sessionId !== '') {
      this.#connection?.tell('TEARDOWN', this.#url, { Session: this.#sessionId });
    }
    this.#timers.forEach((cancel) => cancel());
    this.#connection?.end();
  }

  async #play(connection: RtspConnection): Promise<void> {
    const { target } = this.#options;
    const options = await connection.request('OPTIONS', target.url);
    this.#supportsGetParameter = /\bGET_PARAMETER\b/.test(options.headers.get('public') ?? '');
    const described = await connection.request('DESCRIBE', target.url, { Accept: 'application/sdp' });
    const session = readSdp(described.body);
    const video = h264Of(session.media);
    const base = described.headers.get('content-base') ?? described.headers.get('content-location') ?? target.url;
    this.#url = controlUrl(base, session.control);
    const setup = await connection.request('SETUP', controlUrl(base, video.control), {
      Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1',
    });
    const transport = setup.headers.get('transport') ?? '';
    if (/RTP\/AVP(?!\/TCP)/i.test(transport)) {
      throw new RemoteFault('gives its video over UDP alone, and RTSP over TCP is needed');
    }
    const channel = Number(/interleaved=(\d+)/i.exec(transport)?.[1] ?? 0);
    this.#receive(connection, video, channel);
    const [id = '', ...parameters] = (setup.headers.get('session') ?? '').split(';').map((part) => part.trim());
    this.#sessionId = id;
    await connection.request('PLAY', this.#url, { ...this.#sessionHeader, Range: 'npt=0.000-' });
    this.#keepAlive(connection, Number(/^timeout=(\d+)$/i.exec(parameters.join(';'))?.[1] ?? defaultTimeoutSeconds));
  }

  get #sessionHeader(): Record<string, string> {
    return this.#sessionId === '' ? {} : { Session: this.#sessionId };
  }

  #receive(connection: RtspConnection, video: MediaDescription, channel: number): void {
    const { clock, onPacket } = this.#options;
    const sourceClock = new SourceClock(video.clockRate);
    const units = new AccessUnits(({ annexB, isKeyframe, timestamp }) =>
      onPacket({ annexB, isKeyframe, sourceMilliseconds: sourceClock.time(timestamp, clock.monotonicMilliseconds()) }),
    );
    for (const set of (video.parameters.get('sprop-parameter-sets') ?? '').split(',')) {
      units.learn(Buffer.from(set.trim(), 'base64'));
    }
    const depacketizer = new H264Depacketizer(units);
    const self = randomInt(0xffff_ffff);
    let reportDueMilliseconds = clock.monotonicMilliseconds() + reportMilliseconds;
    this.#onInterleaved = (from, data) => {
      if (from === channel + 1) {
        if (saysGoodbye(data)) {
          this.#ended.reject(new RemoteFault('ended its video'));
        }
        return;
      }
      const packet = from === channel ? readRtp(data) : null;
      if (packet?.payloadType !== video.payloadType) {
        return;
      }
      depacketizer.push(packet);
      const now = clock.monotonicMilliseconds();
      if (now >= reportDueMilliseconds) {
        reportDueMilliseconds = now + reportMilliseconds;
        connection.sendInterleaved(channel + 1, receiverReport(self, packet.source, packet.sequence));
      }
    };
  }

  /** Says again and again that we are still there (RFC 2326, 12.37). What a camera answers to that does not matter. */
  #keepAlive(connection: RtspConnection, timeoutSeconds: number): void {
    const milliseconds = Math.min(longestKeepAliveMilliseconds, Math.max(shortestKeepAliveMilliseconds, (timeoutSeconds * 1000) / 2));
    const next = (): void => {
      const cancel = this.#options.clock.after(milliseconds, () => {
        this.#timers.delete(cancel);
        connection.tell(this.#supportsGetParameter ? 'GET_PARAMETER' : 'OPTIONS', this.#url, this.#sessionHeader);
        next();
      });
      this.#timers.add(cancel);
    };
    next();
  }
}

/** @throws RemoteFault that says what there is instead */
function h264Of(media: readonly MediaDescription[]): MediaDescription {
  const videos = media.filter(({ kind }) => kind === 'video');
  const video = videos.find(({ encoding }) => encoding === 'H264');
  if (video === undefined) {
    const [other] = videos;
    if (other === undefined) {
      throw new RemoteFault('gives no video at this address');
    }
    const name = encodingNames[other.encoding] ?? (other.encoding === '' ? 'of a kind that it does not name' : foreignText(other.encoding));
    throw new RemoteFault(`gives video as ${name}, and H.264 is needed: choose that in the camera's own settings`);
  }
  if (video.parameters.get('packetization-mode') === '2') {
    throw new RemoteFault('sends H.264 in interleaved packets (packetization mode 2), which cannot be read');
  }
  return video;
}
