import { Audio, PeerConnection, RtcpReceivingSession, type Track, Video } from 'node-datachannel';

interface WebRtcClientOptions {
  /** Tells every second or so that all has come, as a browser does; without it that is told by `report` alone. */
  readonly doesReport?: boolean;
  /** Of the network that it is in; null for every one. */
  readonly bindAddress?: string | null;
  /** It takes Opus too. */
  readonly hearsSound?: boolean;
  /** It takes H.265 too, with these format parameters; null for none, as Safari has it. */
  readonly h265?: string | null;
  /** Unless told, it takes H.264. */
  readonly takesH264?: boolean;
  /** How it numbers the header extension that says how long pictures may wait in it; without it, it knows none. */
  readonly playoutDelayId?: number;
}

/** What its offer calls pictures. */
export const payloadTypes = { h264: 102, h265: 49 } as const;

/** A packet of sound. */
interface HeardSound {
  /** In samples. */
  readonly timestamp: number;
  readonly data: Buffer;
}

/** A program that watches by WebRTC as a browser does, on this machine; it decodes nothing. */
export class WebRtcClient {
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #soundTrack: Track | null;
  readonly sound: HeardSound[] = [];
  /** What says how sound and pictures belong together. */
  soundReports = 0;
  pictureReports = 0;
  /** Sequence numbers, from the first one on. */
  readonly #sequences = new Set<number>();
  #firstSequence: number | null = null;
  packets = 0;
  bytes = 0;
  /** Of what is received. */
  ssrc = 0;
  /** Takes each packet of RTP of pictures; they are its own. */
  onPicturePacket: ((packet: Buffer) => void) | null = null;

  constructor(options: WebRtcClientOptions = {}) {
    const { doesReport = false, bindAddress = '127.0.0.1', hearsSound = false, takesH264 = true, h265, playoutDelayId } = options;
    const bound = bindAddress === null ? {} : { bindAddress };
    this.#connection = new PeerConnection('client', { iceServers: [], disableAutoNegotiation: true, ...bound });
    const video = new Video('0', 'RecvOnly');
    if (takesH264) {
      video.addH264Codec(payloadTypes.h264, 'packetization-mode=1;profile-level-id=42e01f');
    }
    if (h265 === null) {
      video.addVideoCodec(payloadTypes.h265, 'H265');
    } else if (h265 !== undefined) {
      video.addVideoCodec(payloadTypes.h265, 'H265', h265);
    }
    if (playoutDelayId !== undefined) {
      video.parseSdpLine(`a=extmap:${playoutDelayId} http://www.webrtc.org/experiments/rtp-hdrext/playout-delay`);
    }
    this.#track = this.#connection.addTrack(video);
    if (doesReport) {
      this.#track.setMediaHandler(new RtcpReceivingSession());
    }
    this.#track.onMessage((packet) => this.#take(packet));
    this.#soundTrack = hearsSound ? this.#addSound() : null;
  }

  /**
   * Begins to watch.
   *
   * @param url of PetLog
   * @param query with its `?`
   * @returns the answer to the offer; its `Location` names the session
   */
  async watch(url: string, headers: Record<string, string> = {}, query = ''): Promise<Response> {
    const response = await postOffer(url, await this.offer(), headers, query);
    if (response.status === 201) {
      this.accept(await response.clone().text());
    }
    return response;
  }

  /** Without candidates, so that nobody connects before this side has the answer: the library takes the other's certificate for a wrong one then. */
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

  accept(sdp: string): void {
    this.#connection.setRemoteDescription(sdp, 'answer');
  }

  /** How many packets up to the newest one have not come; those that are paced may come behind later ones. */
  get missing(): number {
    return Math.max(...this.#sequences) + 1 - this.#sequences.size;
  }

  /** Tells how much of it was lost, as a browser does every second (RFC 3550, 6.4.2), and that it needs a keyframe (RFC 4585, 6.3.1). */
  report(lostShare: number, wantsKeyframe = false): void {
    if (!this.#track.isOpen()) {
      return; // not yet, or no more
    }
    const report = Buffer.alloc(32);
    report.writeUInt8(0x81, 0); // version 2, one block
    report.writeUInt8(201, 1);
    report.writeUInt16BE(7, 2);
    report.writeUInt32BE(1, 4);
    report.writeUInt32BE(this.ssrc, 8);
    report.writeUInt8(Math.round(lostShare * 255), 12);
    const pictureLoss = Buffer.from([0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0]);
    pictureLoss.writeUInt32BE(this.ssrc, 8);
    this.#track.sendMessageBinary(wantsKeyframe ? Buffer.concat([report, pictureLoss]) : report);
  }

  /** Says that it has not got that packet (RFC 4585, 6.2.1). */
  miss(sequenceNumber: number): void {
    const request = Buffer.from([0x81, 205, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    request.writeUInt32BE(this.ssrc, 8);
    request.writeUInt16BE(sequenceNumber, 12);
    this.#track.sendMessageBinary(request);
  }

  close(): void {
    this.#soundTrack?.close();
    this.#connection.close();
  }

  #addSound(): Track {
    const audio = new Audio('1', 'RecvOnly');
    audio.addOpusCodec(111);
    const track = this.#connection.addTrack(audio);
    track.onMessage((packet) => {
      if (isControl(packet)) {
        this.soundReports += 1;
      } else {
        this.sound.push({ timestamp: packet.readUInt32BE(4), data: Buffer.from(packet.subarray(12)) });
      }
    });
    return track;
  }

  #take(packet: Buffer): void {
    this.packets += 1;
    this.bytes += packet.length;
    if (isControl(packet)) {
      this.pictureReports += 1;
    } else {
      const sequence = packet.readUInt16BE(2);
      this.#firstSequence ??= sequence;
      this.#sequences.add((sequence - this.#firstSequence + 65_536) % 65_536);
      this.ssrc = packet.readUInt32BE(8);
      this.onPicturePacket?.(Buffer.from(packet));
    }
  }
}

/** RTCP beside RTP (RFC 5761, 4). */
function isControl(packet: Buffer): boolean {
  const type = packet[1] ?? 0;
  return type >= 192 && type <= 223;
}

/** As WHEP has it. */
export const postOffer = (url: string, body: string, headers: Record<string, string> = {}, query = ''): Promise<Response> =>
  fetch(`${url}/live/webrtc${query}`, { method: 'POST', body, headers: { 'Content-Type': 'application/sdp', ...headers } });
