import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { VideoCodec } from '../../main/mp4/video-codec.ts';
import type { TlsIdentity } from '../../main/network/tls-identity.ts';
import type { FootageH264 } from './footage-h264.ts';
import { rtpPackets } from './rtp-packets.ts';

export interface RtspServerOptions {
  readonly footage: FootageH264;
  readonly login?: { readonly scheme: 'basic' | 'digest'; readonly username: string; readonly password: string };
  readonly identity?: TlsIdentity;
  /** Where the parameter sets are. */
  readonly parameterSets?: 'sdp' | 'stream';
  /** Lines of the session description instead of the video's. */
  readonly media?: readonly string[];
  /** Of a second stream. */
  readonly sound?: RtspSound;
  /** When RTP says that a picture ends. */
  readonly marker?: 'right' | 'always' | 'never';
  /** What RTP says about the time of a picture, in ticks of 90 kHz. */
  timestamp?(index: number, shownMilliseconds: number): number;
  /** Changes, repeats or leaves out what is sent for a picture. */
  send?(packets: readonly Buffer[], index: number): readonly Buffer[];
  /** After so many pictures nothing comes any more. */
  readonly pictures?: number;
  /** What happens then. */
  readonly then?: 'stall' | 'close' | 'bye';
  /** Between two pictures. */
  readonly intervalMilliseconds?: number;
  /** Answers a request otherwise: the rest of the answer behind `RTSP/1.0 `. */
  answer?(method: string, url: string): string | undefined;
  /** Headers of the answer to SETUP instead of the usual ones. */
  readonly transport?: string;
  /** A free one unless told, as for a camera that comes back. */
  readonly port?: number;
}

/** What a camera sends beside its pictures, on channels 2 and 3. */
export interface RtspSound {
  /** Of its section of the session description. */
  readonly lines: readonly string[];
  /** Packets of RTP behind a picture. */
  send(index: number): readonly Buffer[];
  /** RTCP of both streams before a picture. */
  report?(index: number): { readonly video: Buffer; readonly audio: Buffer } | null;
  /** Header of the answer to PLAY. */
  readonly rtpInfo?: string;
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const nonce = '8a2f';

const codecOfFootage = ({ videoParameters }: FootageH264): VideoCodec => (videoParameters === undefined ? 'h264' : 'h265');

/** An RTSP camera that plays footage (RFC 2326, RFC 6184, RFC 7798), over TCP and without end, and can lie, stall and change. */
export class RtspServer implements AsyncDisposable {
  readonly requests: Request[] = [];
  readonly #options: RtspServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #events = new EventEmitter();
  readonly #timers = new Set<NodeJS.Timeout>();

  private constructor(options: RtspServerOptions) {
    this.#options = options;
    const serve = (socket: Socket): void => this.#serve(socket);
    this.#server =
      options.identity === undefined
        ? createServer(serve)
        : createTlsServer({ cert: options.identity.certificate, key: options.identity.key }, serve);
  }

  static async start(options: RtspServerOptions): Promise<RtspServer> {
    const server = new RtspServer(options);
    server.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The requests of a kind, once there is one. */
  async untilRequest(method: string): Promise<Request> {
    for (;;) {
      const found = this.requests.find((request) => request.method === method);
      if (found !== undefined) {
        return found;
      }
      await once(this.#events, 'request');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      for (;;) {
        // Reports of the reader.
        if (text.startsWith('$') && text.length >= 4) {
          text = text.slice(4 + text.charCodeAt(2) * 256 + text.charCodeAt(3));
          continue;
        }
        const end = text.indexOf('\r\n\r\n');
        if (end === -1 || text.startsWith('$')) {
          return;
        }
        this.#request(socket, text.slice(0, end));
        text = text.slice(end + 4);
      }
    });
  }

  #request(socket: Socket, text: string): void {
    const [first = '', ...lines] = text.split('\r\n');
    const [method = '', url = ''] = first.split(' ');
    const headers = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    this.requests.push({ method, url, headers });
    this.#events.emit('request');
    const reply = (status: string, more: readonly string[] = [], body = ''): void =>
      void socket.write(
        [
          `RTSP/1.0 ${status}`,
          `CSeq: ${headers.get('cseq') ?? ''}`,
          ...more,
          ...(body === '' ? [] : [`Content-Length: ${body.length}`]),
          '',
          body,
        ].join('\r\n'),
      );
    const own = this.#options.answer?.(method, url);
    if (own !== undefined) {
      reply(own);
    } else if (method !== 'OPTIONS' && !this.#knows({ method, url, headers })) {
      const { scheme } = this.#options.login ?? {};
      reply('401 Unauthorized', [`WWW-Authenticate: ${scheme === 'basic' ? 'Basic realm="cam"' : `Digest realm="cam", nonce="${nonce}"`}`]);
    } else if (method === 'DESCRIBE') {
      reply('200 OK', ['Content-Type: application/sdp', `Content-Base: ${url}/`], this.#description());
    } else if (method === 'SETUP') {
      reply('200 OK', [this.#options.transport ?? `Transport: ${headers.get('transport') ?? ''}`, 'Session: 17;timeout=60']);
    } else {
      const { rtpInfo } = this.#options.sound ?? {};
      const ofSession = ['Session: 17', ...(method === 'PLAY' && rtpInfo !== undefined ? [`RTP-Info: ${rtpInfo}`] : [])];
      reply('200 OK', method === 'OPTIONS' ? ['Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN'] : ofSession);
      if (method === 'PLAY') {
        this.#play(socket);
      }
    }
  }

  #knows({ method, url, headers }: Request): boolean {
    const { login } = this.#options;
    if (login === undefined) {
      return true;
    }
    const given = headers.get('authorization') ?? '';
    const { username, password, scheme } = login;
    return scheme === 'basic'
      ? given === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      : given.includes(`response="${md5(`${md5(`${username}:cam:${password}`)}:${nonce}:${md5(`${method}:${url}`)}`)}"`);
  }

  #description(): string {
    const { footage, parameterSets = 'sdp', media, sound } = this.#options;
    const [sequence, picture] = [footage.sequenceParameters, footage.pictureParameters].map((set) => set.toString('base64'));
    const parameters = {
      h264: `packetization-mode=1${parameterSets === 'sdp' ? `; sprop-parameter-sets=${sequence},${picture}` : ''}`,
      h265:
        parameterSets === 'sdp'
          ? `sprop-vps=${footage.videoParameters?.toString('base64') ?? ''}; sprop-sps=${sequence}; sprop-pps=${picture}`
          : 'sprop-max-don-diff=0',
    };
    const codec = codecOfFootage(footage);
    const video = [
      'm=video 0 RTP/AVP 96',
      `a=rtpmap:96 ${codec.toUpperCase()}/90000`,
      `a=fmtp:96 ${parameters[codec]}`,
      'a=control:trackID=1',
    ];
    return ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=cat', 't=0 0', 'a=control:*', ...(media ?? video), ...(sound?.lines ?? []), ''].join(
      '\r\n',
    );
  }

  #play(socket: Socket): void {
    const {
      footage,
      parameterSets = 'sdp',
      marker = 'right',
      pictures = Infinity,
      then = 'stall',
      intervalMilliseconds = 2,
      sound,
    } = this.#options;
    const { send = (packets) => packets, timestamp = (_index, shown) => Math.round(shown * 90) } = this.#options;
    const lengthMilliseconds = footage.pictures.length * (1000 / 15);
    let sequence = 65_500; // it soon begins anew
    const next = (index: number): void => {
      if (socket.destroyed) {
        return;
      }
      if (index >= pictures) {
        this.#stop(socket, then);
        return;
      }
      const picture = footage.pictures[index % footage.pictures.length] ?? { units: [], isKeyframe: false, shownMilliseconds: 0 };
      const shown = picture.shownMilliseconds + Math.floor(index / footage.pictures.length) * lengthMilliseconds;
      const { videoParameters, sequenceParameters, pictureParameters } = footage;
      const all = [...(videoParameters === undefined ? [] : [videoParameters]), sequenceParameters, pictureParameters];
      const sets = picture.isKeyframe && parameterSets === 'stream' ? all : [];
      const packets = rtpPackets({
        codec: codecOfFootage(footage),
        sets,
        units: picture.units,
        marker,
        timestamp: timestamp(index, shown),
        sequence,
      });
      sequence += packets.length;
      const report = sound?.report?.(index) ?? null;
      if (report !== null) {
        socket.write(Buffer.concat([interleaved(1, report.video), interleaved(3, report.audio)]));
      }
      send(packets, index).forEach((packet) => socket.write(interleaved(0, packet)));
      sound?.send(index).forEach((packet) => socket.write(interleaved(2, packet)));
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        next(index + 1);
      }, intervalMilliseconds);
      this.#timers.add(timer);
    };
    next(0);
  }

  #stop(socket: Socket, how: 'stall' | 'close' | 'bye'): void {
    if (how === 'close') {
      socket.end();
    } else if (how === 'bye') {
      socket.write(interleaved(1, Buffer.from([0x81, 203, 0, 1, 0, 0, 0, 1])));
    }
  }
}

function interleaved(channel: number, data: Buffer): Buffer {
  const header = Buffer.from([0x24, channel, 0, 0]);
  header.writeUInt16BE(data.length, 2);
  return Buffer.concat([header, data]);
}
