import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { isSameAddress, StunMessage, type UdpAddress } from './stun-message.ts';

interface RelayBridgeOptions {
  /** Where the browser's relay sends from, as the browser says. */
  readonly relay: UdpAddress;
  /** Where the library takes and sends packets, on this machine. */
  readonly library: UdpAddress;
  /** What the library expects requests to be signed with. */
  readonly password: string;
  /** Null for every network. */
  readonly bindAddress: string | null;
}

/** Not zero, and the least: who has it gives way. */
const tieBreaker = 1n;

/**
 * Stands between the library and a browser's relay that is asked over TCP or TLS. There Chromium's requests have a tie-breaker
 * of zero, which ICE allows, and which the library (libjuice 1.7) refuses as one that is missing
 * (https://github.com/paullouisageneau/libjuice/issues/355). What passes is the same otherwise.
 */
export class RelayBridge {
  readonly #options: RelayBridgeOptions;
  readonly #socket: Socket;
  /** What the relay's packets come from: networks may change what the browser said. */
  #relay: UdpAddress;

  private constructor(options: RelayBridgeOptions, socket: Socket) {
    this.#options = options;
    this.#socket = socket;
    this.#relay = options.relay;
    socket.on('message', (packet, from) => this.#pass(packet, from));
  }

  /** @throws what the system does not like */
  static async open(options: RelayBridgeOptions): Promise<RelayBridge> {
    const socket = createSocket({ type: isIPv6(options.relay.address) ? 'udp6' : 'udp4' });
    socket.bind({ port: 0, ...(options.bindAddress === null ? {} : { address: options.bindAddress }) });
    await once(socket, 'listening');
    socket.on('error', () => {}); // a network that is gone; who watches is missed by others
    return new RelayBridge(options, socket);
  }

  get portNumber(): number {
    return this.#socket.address().port;
  }

  close(): void {
    this.#socket.close();
  }

  #pass(packet: Buffer, from: UdpAddress): void {
    const { library, password } = this.#options;
    const message = StunMessage.read(packet);
    if (isSameAddress(from, library)) {
      if (message?.isSuccess === true) {
        message.setMappedAddress(this.#relay);
      }
      this.#send(message?.isSuccess === true ? message.signed(password) : packet, this.#relay);
    } else if (message?.isRequest === true && message.isIntact(password)) {
      this.#relay = from;
      message.replaceZeroTieBreaker(tieBreaker);
      this.#send(message.signed(password), library);
    } else if (isSameAddress(from, this.#relay)) {
      this.#send(packet, library);
    }
  }

  #send(packet: Buffer, { address, port }: UdpAddress): void {
    this.#socket.send(packet, port, address, () => {}); // what is lost is sent again, or not missed
  }
}
