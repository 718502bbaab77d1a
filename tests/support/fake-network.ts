import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MulticastGroup } from '../../main/network/multicast-question.ts';

/** A network of loopback addresses with one multicast group, whose members answer questions: real sockets, on a port of their own. */
export class FakeNetwork {
  readonly group: MulticastGroup;
  readonly questions: Buffer[] = [];
  readonly #listener: Socket;
  readonly #senders = new Map<string, Promise<Socket>>();
  #asker: RemoteInfo | null = null;

  private constructor(listener: Socket, groupAddress: string, onQuestion: (network: FakeNetwork, question: Buffer) => void) {
    this.group = { address: groupAddress, port: listener.address().port };
    this.#listener = listener;
    listener.on('message', (message, from) => {
      this.#asker = from;
      this.questions.push(message);
      onQuestion(this, message);
    });
  }

  static async open(groupAddress: string, onQuestion: (network: FakeNetwork, question: Buffer) => void): Promise<FakeNetwork> {
    const listener = createSocket('udp4');
    listener.bind(0);
    await once(listener, 'listening');
    listener.addMembership(groupAddress, '127.0.0.1');
    return new FakeNetwork(listener, groupAddress, onQuestion);
  }

  /** A machine with this address answers whoever asked last, who has heard it then: on loopback it is there at once, and is read in the next turn. */
  async say(address: string, message: Buffer): Promise<void> {
    const asker = this.#asker;
    if (asker === null) {
      throw new Error('nobody asked');
    }
    const sender = this.#senders.get(address) ?? bound(address);
    this.#senders.set(address, sender);
    const socket = await sender;
    await new Promise<void>((resolve, reject) => {
      socket.send(message, asker.port, asker.address, (error) => (error === null ? resolve() : reject(error)));
    });
    await nextTurn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of [this.#listener, ...(await Promise.all(this.#senders.values()))]) {
      await new Promise<void>((resolve) => socket.close(resolve));
    }
  }
}

async function bound(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}
