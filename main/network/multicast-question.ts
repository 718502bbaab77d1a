import { createSocket, type Socket } from 'node:dgram';
import { createAddressList } from './addresses.ts';
import type { OwnLink } from './own-networks.ts';

export interface MulticastGroup {
  readonly address: string;
  readonly port: number;
}

export interface MulticastQuestionOptions {
  readonly group: MulticastGroup;
  /** Our addresses in the networks that are asked. */
  readonly links: readonly OwnLink[];
  /**
   * Somebody in one of these networks said something, whatever it is. Must not throw.
   *
   * @param address whose it is
   */
  onAnswer(message: Buffer, address: string): void;
}

/** So much may be said in all, by whoever it is. */
const mostAnswers = 500;
/** Of a network that is large, or somebody who floods us. */
const mostBytes = 1024 * 1024;

/**
 * Asks everybody in our own networks over UDP, from a port of our own, which
 * the answers come back to. Questions do not pass a router, and answers from
 * elsewhere are not heard.
 */
export class MulticastQuestion {
  readonly #options: MulticastQuestionOptions;
  readonly #sockets: readonly Socket[];
  readonly #closed: readonly Promise<void>[];
  readonly #usable = new Set<Socket>();
  #answers = 0;
  #bytes = 0;
  #isOver = false;

  private constructor(options: MulticastQuestionOptions) {
    this.#options = options;
    this.#sockets = options.links.map(() => createSocket('udp4'));
    this.#closed = this.#sockets.map((socket) => new Promise((resolve) => void socket.once('close', resolve)));
  }

  static async open(options: MulticastQuestionOptions): Promise<MulticastQuestion> {
    const question = new MulticastQuestion(options);
    await Promise.all(options.links.map((link, index) => question.#bind(link, question.#sockets[index])));
    return question;
  }

  /** To everybody; what a network does not take is lost, as on UDP anything may be. */
  ask(message: Buffer): void {
    const { address, port } = this.#options.group;
    for (const socket of this.#usable) {
      socket.send(message, port, address, () => {});
    }
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#usable.clear();
    for (const socket of this.#sockets) {
      socket.close();
    }
    await Promise.all(this.#closed);
  }

  /** A network that has just gone is not asked. */
  async #bind({ address, network }: OwnLink, socket: Socket | undefined): Promise<void> {
    const isOfThisNetwork = createAddressList([network]);
    socket?.on('message', (message, from) => {
      if (isOfThisNetwork(from.address)) {
        this.#hear(message, from.address);
      }
    });
    await new Promise<void>((resolve) => {
      socket?.on('error', () => {
        this.#usable.delete(socket);
        resolve();
      });
      socket?.bind(0, address, () => {
        try {
          socket.setMulticastInterface(address);
          socket.setMulticastTTL(1);
          this.#usable.add(socket);
        } catch {
          // It went in between.
        }
        resolve();
      });
    });
  }

  #hear(message: Buffer, address: string): void {
    this.#answers += 1;
    this.#bytes += message.length;
    if (!this.#isOver && this.#answers <= mostAnswers && this.#bytes <= mostBytes) {
      this.#options.onAnswer(message, address);
    }
  }
}
