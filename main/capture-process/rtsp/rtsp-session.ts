import { randomInt } from 'node:crypto';
import { connectionFault, foreignText, RemoteFault } from '../../remote/remote-fault.ts';
import type { Clock } from '../../system/clock.ts';
import type { CameraPacket, CameraSoundPacket } from '../../camera/source.ts';
import type { SoundFormat } from '../../media/sound/sound-format.ts';
import type { RtspTarget } from '../request.ts';
import { AccessUnits } from './access-units.ts';
import { audioOf } from './audio-media.ts';
import { NalDepacketizer } from './nal-depacketizer.ts';
import { readRtp, receiverReport, saysGoodbye } from './rtp.ts';
import { RtspConnection, RtspRedirect } from './rtsp-connection.ts';
import { controlUrl, type MediaDescription, readSdp } from './sdp.ts';
import { SessionSound } from './session-sound.ts';
import { hasSoundByNow } from './sound-lookout.ts';
import { SourceClock } from './source-clock.ts';

interface RtspSessionOptions {
  readonly target: RtspTarget;
  readonly clock: Clock;
  onPacket(packet: CameraPacket): void;
  /** Before the camera plays, where its sound is to be taken: how that is, or why there is none. */
  onSoundFormat?(format: SoundFormat | { readonly problem: string }): void;
  onSound?(packet: CameraSoundPacket): void;
  /** A camera that has no sound to take is asked for it so often, while it is wanted. */
  readonly soundLookMilliseconds?: number;
}

/** What is set up of a stream: the first of its two channels. */
interface SetUp {
  readonly channel: number;
  /** Header of the answer. */
  readonly session: string;
}

const defaultTimeoutSeconds = 60;
/** Cameras mean different things by their timeout; none minds being asked more often. */
const longestKeepAliveMilliseconds = 25_000;
const shortestKeepAliveMilliseconds = 2000;
const reportMilliseconds = 5000;
/** Of the sound, where the camera does not choose another one. */
const usualAudioChannel = 2;
const usualSoundLookMilliseconds = 60_000;

/** Where a session description has parameter sets: of H.264 (RFC 6184, 8.1), and of H.265 (RFC 7798, 7.1). */
const parameterSetNames = ['sprop-parameter-sets', 'sprop-vps', 'sprop-sps', 'sprop-pps'] as const;

/** How encodings are called by people. */
const encodingNames: Readonly<Record<string, string>> = {
  H266: 'H.266',
  JPEG: 'Motion JPEG over RTSP',
  'MP4V-ES': 'MPEG-4',
  MPV: 'MPEG-2',
  MP2T: 'an MPEG transport stream',
  H263: 'H.263',
  'H263-1998': 'H.263',
};

/** The video of a camera that speaks RTSP, and its sound where that is wanted, over TCP, from the first keyframe until the camera ends it. */
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
  #sound: SessionSound | null = null;
  #isHeard = false;

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

  /** Whether its sound is passed on; not at first. */
  hear(isHeard: boolean): void {
    this.#isHeard = isHeard;
    if (this.#sound !== null) {
      this.#sound.isHeard = isHeard;
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
    const video = videoOf(session.media);
    const base = described.headers.get('content-base') ?? described.headers.get('content-location') ?? target.url;
    this.#url = controlUrl(base, session.control);
    const setUp = await this.#setUp(connection, controlUrl(base, video.control), 0);
    const [id = '', ...parameters] = setUp.session.split(';').map((part) => part.trim());
    this.#sessionId = id;
    const sourceClock = new SourceClock(video.clockRate);
    const audioChannel = target.takesSound ? await this.#setUpSound(connection, base, session.media, video, sourceClock) : null;
    this.#receive(connection, video, sourceClock, setUp.channel, audioChannel);
    const played = await connection.request('PLAY', this.#url, { ...this.#sessionHeader, Range: 'npt=0.000-' });
    this.#sound?.begin(played.headers.get('rtp-info') ?? '');
    this.#keepAlive(connection, Number(/^timeout=(\d+)$/i.exec(parameters.join(';'))?.[1] ?? defaultTimeoutSeconds));
  }

  /** @throws RemoteFault where it refuses, or gives it over UDP alone */
  async #setUp(connection: RtspConnection, url: string, channel: number): Promise<SetUp> {
    const answer = await connection.request('SETUP', url, {
      Transport: `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1}`,
      ...this.#sessionHeader,
    });
    const transport = answer.headers.get('transport') ?? '';
    if (/RTP\/AVP(?!\/TCP)/i.test(transport)) {
      throw new RemoteFault('gives its video over UDP alone, and RTSP over TCP is needed');
    }
    return {
      channel: Number(/interleaved=(\d+)/i.exec(transport)?.[1] ?? channel),
      session: answer.headers.get('session') ?? '',
    };
  }

  /** A camera that refuses its sound gives its pictures all the same. @returns the first channel of the sound; null without */
  async #setUpSound(
    connection: RtspConnection,
    base: string,
    media: readonly MediaDescription[],
    video: MediaDescription,
    clock: SourceClock,
  ): Promise<number | null> {
    const { onSoundFormat = () => {}, onSound = () => {} } = this.#options;
    const choice = audioOf(media);
    if ('problem' in choice) {
      onSoundFormat(choice);
      this.#lookForSound();
      return null;
    }
    try {
      const { channel } = await this.#setUp(connection, controlUrl(base, choice.media.control), usualAudioChannel);
      this.#sound = new SessionSound({ audio: choice.media, video, clock, onSound });
      this.#sound.isHeard = this.#isHeard;
      onSoundFormat(choice.format);
      return channel;
    } catch (error) {
      if (error instanceof RtspRedirect || connection.isOver) {
        throw error;
      }
      onSoundFormat({ problem: `refuses its sound: it ${connectionFault(error).message}` });
      return null;
    }
  }

  /** What is not set up when the camera begins to play cannot be taken later: it is asked for everything anew. */
  #lookForSound(): void {
    const { target, clock, soundLookMilliseconds = usualSoundLookMilliseconds } = this.#options;
    const cancel = clock.after(soundLookMilliseconds, () => {
      this.#timers.delete(cancel);
      void (this.#isHeard ? hasSoundByNow(target, clock) : Promise.resolve(false)).then((hasSound) => {
        if (hasSound) {
          this.#ended.reject(new RtspRedirect(target.url));
        } else if (this.#connection?.isOver === false) {
          this.#lookForSound();
        }
      });
    });
    this.#timers.add(cancel);
  }

  get #sessionHeader(): Record<string, string> {
    return this.#sessionId === '' ? {} : { Session: this.#sessionId };
  }

  #receive(
    connection: RtspConnection,
    video: MediaDescription,
    sourceClock: SourceClock,
    channel: number,
    audioChannel: number | null,
  ): void {
    const { clock, onPacket } = this.#options;
    const codec = video.encoding === 'H265' ? 'h265' : 'h264';
    const units = new AccessUnits(codec, ({ annexB, isKeyframe, timestamp }) =>
      onPacket({ annexB, codec, isKeyframe, sourceMilliseconds: sourceClock.time(timestamp, clock.monotonicMilliseconds()) }),
    );
    for (const set of parameterSetNames.flatMap((name) => (video.parameters.get(name) ?? '').split(','))) {
      units.learn(Buffer.from(set.trim(), 'base64'));
    }
    const depacketizer = new NalDepacketizer(codec, units);
    const self = randomInt(0xffff_ffff);
    const reports = { video: new ReportTimer(clock), audio: new ReportTimer(clock) };
    this.#onInterleaved = (from, data) => {
      if (from === channel + 1) {
        this.#sound?.control('video', data);
        if (saysGoodbye(data)) {
          this.#ended.reject(new RemoteFault('ended its video'));
        }
      } else if (from === channel) {
        const packet = readRtp(data);
        if (packet?.payloadType === video.payloadType) {
          depacketizer.push(packet);
          if (reports.video.isDue()) {
            connection.sendInterleaved(channel + 1, receiverReport(self, packet.source, packet.sequence));
          }
        }
      } else if (audioChannel !== null && from === audioChannel + 1) {
        this.#sound?.control('audio', data);
      } else if (from === audioChannel) {
        const packet = this.#sound?.data(data) ?? null;
        if (packet !== null && reports.audio.isDue()) {
          connection.sendInterleaved(audioChannel + 1, receiverReport(self, packet.source, packet.sequence));
        }
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

/** When a stream is to be reported on. */
class ReportTimer {
  readonly #clock: Pick<Clock, 'monotonicMilliseconds'>;
  #dueMilliseconds: number;

  constructor(clock: Pick<Clock, 'monotonicMilliseconds'>) {
    this.#clock = clock;
    this.#dueMilliseconds = clock.monotonicMilliseconds() + reportMilliseconds;
  }

  isDue(): boolean {
    const now = this.#clock.monotonicMilliseconds();
    if (now < this.#dueMilliseconds) {
      return false;
    }
    this.#dueMilliseconds = now + reportMilliseconds;
    return true;
  }
}

/** @throws RemoteFault that says what there is instead */
function videoOf(media: readonly MediaDescription[]): MediaDescription {
  const videos = media.filter(({ kind }) => kind === 'video');
  const video = videos.find(({ encoding }) => encoding === 'H264') ?? videos.find(({ encoding }) => encoding === 'H265');
  if (video === undefined) {
    const [other] = videos;
    if (other === undefined) {
      throw new RemoteFault('gives no video at this address');
    }
    const name = encodingNames[other.encoding] ?? (other.encoding === '' ? 'of a kind that it does not name' : foreignText(other.encoding));
    throw new RemoteFault(`gives video as ${name}, and H.264 or H.265 is needed: choose that in the camera's own settings`);
  }
  if (video.parameters.get('packetization-mode') === '2') {
    throw new RemoteFault('sends H.264 in interleaved packets (packetization mode 2), which cannot be read');
  }
  if (Number(video.parameters.get('sprop-max-don-diff') ?? 0) > 0) {
    throw new RemoteFault('sends H.265 in interleaved packets (sprop-max-don-diff), which cannot be read');
  }
  return video;
}
