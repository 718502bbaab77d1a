import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Whether a packet of RTP is lost. */
type Loses = (payloadType: number, sequenceNumber: number) => boolean;

/** Stands between a client and what sends to it by WebRTC, and loses packets of RTP on their way to the client. */
export class LossyLink implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #serverPort: number;
  #clientPort: number | null = null;
  readonly #loses: Loses;

  private constructor(socket: Socket, serverPort: number, loses: Loses) {
    this.#socket = socket;
    this.#serverPort = serverPort;
    this.#loses = loses;
    socket.on('message', (packet, { port }) => this.#pass(packet, port));
  }

  /**
   * @param answer of the sender, on this machine
   * @param loses asked of each packet of RTP that passes
   * @returns the answer that leads the client here
   */
  static async between(answer: string, loses: Loses): Promise<{ link: LossyLink; answer: string }> {
    const [line = '', port = ''] = /^a=candidate:\S+ 1 UDP \d+ 127\.0\.0\.1 (\d+) typ host\r?$/im.exec(answer) ?? [];
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const link = new LossyLink(socket, Number(port), loses);
    return { link, answer: answer.replace(line, line.replace(` ${port} `, ` ${socket.address().port} `)) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await once(this.#socket, 'close');
  }

  #pass(packet: Buffer, fromPort: number): void {
    if (fromPort !== this.#serverPort) {
      this.#clientPort = fromPort;
      this.#socket.send(packet, this.#serverPort, '127.0.0.1');
    } else if (this.#clientPort !== null && !(isMedia(packet) && this.#loses((packet[1] ?? 0) & 0x7f, packet.readUInt16BE(2)))) {
      this.#socket.send(packet, this.#clientPort, '127.0.0.1');
    }
  }
}

/** RTP, beside RTCP (RFC 5761, 4), DTLS and STUN (RFC 7983, 7). */
const isMedia = (packet: Buffer): boolean => (packet[0] ?? 0) >> 6 === 2 && !((packet[1] ?? 0) >= 192 && (packet[1] ?? 0) <= 223);
