/** A codec, and what is received of it (W3C, WebRTC Statistics, 8.2 and 8.3). */
interface CodecStatistics {
  readonly type: string;
  readonly kind?: string;
  readonly codecId?: string;
  readonly mimeType?: string;
}

/** What the pictures of a connection are, which may change while it lasts: an answer can take several codecs. */
export class ReceivedCodec {
  readonly #connection: Pick<RTCPeerConnection, 'getStats' | 'remoteDescription'>;
  #isH265 = false;
  #isAsking = false;

  constructor(connection: Pick<RTCPeerConnection, 'getStats' | 'remoteDescription'>) {
    this.#connection = connection;
  }

  /** As it was known when this was asked the last time; asks anew. */
  get isH265(): boolean {
    if (!this.#isAsking && / H265\/90000/i.test(this.#connection.remoteDescription?.sdp ?? '')) {
      this.#isAsking = true;
      void this.#ask().finally(() => (this.#isAsking = false));
    }
    return this.#isH265;
  }

  async #ask(): Promise<void> {
    const told = await this.#connection.getStats().catch(() => null); // the connection is closed
    const statistics = new Map<string, CodecStatistics>();
    told?.forEach((each: CodecStatistics, id: string) => statistics.set(id, each));
    const received = [...statistics.values()].find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
    this.#isH265 = statistics.get(received?.codecId ?? '')?.mimeType?.toLowerCase() === 'video/h265';
  }
}
