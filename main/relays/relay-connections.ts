import type { EnteredAddresses } from '../network/entered-address.ts';
import type { RelayedFormat, RelayedPicture, RelayedSound } from './protocol.ts';
import { destinationOf, isWhipUrl, readRelayUrl } from './relay-address.ts';
import { type RelayOwner, type RelayProcessClient, RelayRefused } from './relay-process-client.ts';
import { WhipSession } from './whip-session.ts';

interface RelayConnectionsOptions {
  readonly process: Pick<RelayProcessClient, 'open' | 'openByOffer' | 'send' | 'sendSound' | 'closeRelay' | 'close'>;
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
}

/** Where a video goes, as it is kept. */
export interface RelayServer {
  readonly url: string;
  readonly bearer_token: string;
}

interface Connection {
  /** Ends what is being posted. */
  readonly abort: AbortController;
  /** By WHIP, once it is answered. */
  session: WhipSession | null;
}

/** Connections to media servers: who they are is looked up and admitted here, and what is sent is sent by the relay process. */
export class RelayConnections {
  readonly #options: RelayConnectionsOptions;
  /** From the wish on. */
  readonly #connections = new Map<string, Connection>();
  readonly #ending = new Set<Promise<void>>();

  constructor(options: RelayConnectionsOptions) {
    this.#options = options;
  }

  /**
   * Publishes there from now on.
   *
   * @returns whether the server takes the sound, where there is any
   * @throws RelayRefused with the step that failed; AddressRefusal where an address is not allowed; WorkerError where the process is to blame
   */
  async open(relayId: string, server: RelayServer, format: RelayedFormat, owner: RelayOwner): Promise<boolean> {
    this.#end(relayId);
    const connection: Connection = { abort: new AbortController(), session: null };
    this.#connections.set(relayId, connection);
    const ownerOfConnection: RelayOwner = {
      ...owner,
      onEnded: (fault) => {
        this.#end(relayId);
        owner.onEnded(fault);
      },
    };
    try {
      return await (isWhipUrl(server.url)
        ? this.#openByWhip(relayId, connection, server, format, ownerOfConnection)
        : this.#openDirectly(relayId, connection, server, format, ownerOfConnection));
    } catch (error) {
      if (this.#connections.get(relayId) === connection) {
        this.#end(relayId);
      }
      throw error;
    }
  }

  send(relayId: string, picture: RelayedPicture): void {
    this.#options.process.send(relayId, picture);
  }

  sendSound(relayId: string, sound: RelayedSound): void {
    this.#options.process.sendSound(relayId, sound);
  }

  /** Its owner is not told. */
  closeRelay(relayId: string): void {
    this.#options.process.closeRelay(relayId);
    this.#end(relayId);
  }

  /** Resolves when servers were told, as far as they listen. */
  async close(): Promise<void> {
    [...this.#connections.keys()].forEach((relayId) => this.#end(relayId));
    await Promise.all([...this.#ending, this.#options.process.close()]);
  }

  async #openDirectly(
    relayId: string,
    connection: Connection,
    { url }: RelayServer,
    format: RelayedFormat,
    owner: RelayOwner,
  ): Promise<boolean> {
    const { process, addresses } = this.#options;
    const { host, port } = readRelayUrl(url);
    const pinned = await addresses.resolve(host, port);
    if (this.#connections.get(relayId) !== connection) {
      throw new RelayRefused({ step: 'send', predicate: 'is not wanted any more' });
    }
    await process.open(relayId, destinationOf(url, pinned), format, owner);
    return format.hasSound;
  }

  #openByWhip(
    relayId: string,
    connection: Connection,
    { url, bearer_token: bearerToken }: RelayServer,
    format: RelayedFormat,
    owner: RelayOwner,
  ): Promise<boolean> {
    const { process, addresses } = this.#options;
    const answer = async (offer: string): Promise<string> => {
      const session = await WhipSession.begin({ addresses, url, bearerToken, offer, signal: connection.abort.signal });
      if (this.#connections.get(relayId) === connection) {
        connection.session = session;
      } else {
        this.#endSession(session);
      }
      return session.answer;
    };
    return process.openByOffer(relayId, format, answer, owner);
  }

  #end(relayId: string): void {
    const connection = this.#connections.get(relayId);
    this.#connections.delete(relayId);
    connection?.abort.abort();
    this.#endSession(connection?.session ?? null);
  }

  #endSession(session: WhipSession | null): void {
    if (session !== null) {
      const ending = session.end().finally(() => this.#ending.delete(ending));
      this.#ending.add(ending);
    }
  }
}
