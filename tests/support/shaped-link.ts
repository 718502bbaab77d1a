import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What waits longer than this at the narrow place is lost, as in a router. */
const mostQueueMilliseconds = 250;

/** A network between a WebRTC server and one browser, over UDP, which carries as much as it is told to. */
export class ShapedLink {
  readonly #front: Socket;
  readonly #serverAddress: string;
  readonly #serverPort: number;
  /** One towards the server for each place that the browser sends from, as with an address translation. */
  readonly #backs = new Map<string, Socket>();
  /** Kilobits a second towards the browser. */
  #kbps = Infinity;
  #leavesMilliseconds = 0;
  #offeredBytes = 0;
  #lostPackets = 0;

  /** @param serverPort of the server, on this machine */
  static async open(serverAddress: string, serverPort: number): Promise<ShapedLink> {
    const front = createSocket('udp4');
    front.bind(0, serverAddress);
    await once(front, 'listening');
    return new ShapedLink(front, serverAddress, serverPort);
  }

  private constructor(front: Socket, serverAddress: string, serverPort: number) {
    this.#front = front;
    this.#serverAddress = serverAddress;
    this.#serverPort = serverPort;
    front.on('message', (packet, { address, port }) => this.#backOf(address, port).send(packet, this.#serverPort, this.#serverAddress));
  }

  /** Where the browser finds the server. */
  get port(): number {
    return this.#front.address().port;
  }

  /** What the server has sent, lost or not. */
  get offeredBytes(): number {
    return this.#offeredBytes;
  }

  get lostPackets(): number {
    return this.#lostPackets;
  }

  carry(kbps: number): void {
    this.#kbps = kbps;
  }

  close(): void {
    this.#front.close();
    this.#backs.forEach((back) => back.close());
  }

  #backOf(address: string, port: number): Socket {
    const key = `${address} ${port}`;
    const known = this.#backs.get(key);
    if (known !== undefined) {
      return known;
    }
    const back = createSocket('udp4');
    back.on('message', (packet) => this.#towardsBrowser(packet, address, port));
    this.#backs.set(key, back);
    return back;
  }

  #towardsBrowser(packet: Buffer, address: string, port: number): void {
    this.#offeredBytes += packet.length;
    const now = performance.now();
    const begins = Math.max(now, this.#leavesMilliseconds);
    if (begins - now > mostQueueMilliseconds) {
      this.#lostPackets += 1;
      return;
    }
    this.#leavesMilliseconds = begins + (packet.length * 8) / this.#kbps;
    const send = (): void => this.#front.send(packet, port, address);
    if (this.#leavesMilliseconds - now < 1) {
      send();
    } else {
      setTimeout(send, this.#leavesMilliseconds - now);
    }
  }
}
