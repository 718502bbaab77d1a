import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Role } from '../../shared/access.ts';
import { largestConfigurationFileBytes } from '../../shared/configuration-file.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { AuditLog } from '../access/audit-log.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { afterAwake } from '../system/patience.ts';
import { readJsonLines, writeJsonLine } from './json-lines.ts';
import { type Answer, Request } from './messages.ts';
import {
  leaveRuntimeDirectory,
  prepareRuntimeDirectory,
  type RuntimeOwner,
  type RuntimePlace,
  runtimePlaces,
  type RuntimeRoots,
  thisProcess,
} from './runtime-directory.ts';
import { openIdentity, openSocketAddress, type SocketAddress, socketInDataDirectory } from './socket-address.ts';

/** Whoever may open the socket is PetLog's own user on this machine, or root. */
const caller: Caller = { kind: 'command_line', id: null, name: 'command line', role: 'admin', address: 'this machine' };

const mostConnections = 10;
/** A file of settings is one of them. */
const mostRequestCharacters = largestConfigurationFileBytes + 10_000;
const requestMilliseconds = 5000;
const lookMilliseconds = 300;

export interface ControlSocketDependencies {
  dataDirectory: string;
  mode(): 'open' | 'accounts';
  hasAdmin(): boolean;
  operations: Pick<
    Operations,
    | 'invitations.create'
    | 'invitations.get'
    | 'invitations.cancel'
    | 'devices.list'
    | 'devices.revoke'
    | 'kiosk_pin.remove'
    | 'configuration.export'
    | 'configuration.import'
  >;
  audit: Pick<AuditLog, 'record'>;
  clock: Clock;
  logger: Logger;
  /** Default: this process. */
  owner?: RuntimeOwner;
  roots?: RuntimeRoots;
}

/**
 * Where the command line of this machine asks: a socket in a runtime directory,
 * named by the data directory, that only PetLog's own user can open, and no
 * network reaches.
 */
export class ControlSocket {
  readonly #dependencies: ControlSocketDependencies;
  readonly #identity: ReturnType<typeof openIdentity>;
  readonly #server: Server;
  readonly #conversations = new Map<Socket, Promise<void>>();
  #address: SocketAddress | null = null;
  #place: RuntimePlace | null = null;

  private constructor(dependencies: ControlSocketDependencies) {
    this.#dependencies = dependencies;
    this.#identity = openIdentity(dependencies.dataDirectory);
    this.#server = createServer((socket) => this.#take(socket));
    this.#server.maxConnections = mostConnections;
  }

  /**
   * Listens, in place of a socket that a killed process left behind. The data
   * directory has to be claimed.
   *
   * @throws the system's error when there can be a socket nowhere
   */
  static async open(dependencies: ControlSocketDependencies): Promise<ControlSocket> {
    const socket = new ControlSocket(dependencies);
    try {
      await socket.#listenSomewhere();
      return socket;
    } catch (error) {
      socket.#identity[Symbol.dispose]();
      throw error;
    }
  }

  /** Where it listens. */
  get path(): string {
    return this.#address?.path ?? '';
  }

  /** Ends every conversation, and what was waited for in it. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#conversations.forEach((_, socket) => socket.destroy());
    await Promise.all([closed, ...this.#conversations.values()]);
    rmSync(this.path, { force: true });
    if (this.#place !== null) {
      leaveRuntimeDirectory(this.#place);
    }
    this.#address?.[Symbol.dispose]();
    this.#identity[Symbol.dispose]();
  }

  /** In the first place that can be had; the data directory itself is the last, since not every disk has sockets. */
  async #listenSomewhere(): Promise<void> {
    const { dataDirectory, logger, owner = thisProcess(), roots } = this.#dependencies;
    for (const place of runtimePlaces(owner, roots)) {
      try {
        prepareRuntimeDirectory(place, owner.userId);
        await this.#listen(place, `${this.#identity.name}.sock`);
        return;
      } catch (error) {
        logger.debug({ err: error, path: place.path }, 'the socket of the command line cannot be there');
      }
    }
    await this.#listen({ path: join(dataDirectory, 'access'), isMadeByUs: false }, socketInDataDirectory);
  }

  async #listen(place: RuntimePlace, name: string): Promise<void> {
    const address = openSocketAddress(place.path, name);
    try {
      rmSync(address.path, { force: true });
      this.#server.listen(address.address);
      await once(this.#server, 'listening');
      chmodSync(address.path, 0o600);
    } catch (error) {
      address[Symbol.dispose]();
      throw error;
    }
    this.#address = address;
    this.#place = place;
    this.#server.on('error', (error) => this.#dependencies.logger.error({ err: error }, 'the socket of the command line failed'));
  }

  #take(socket: Socket): void {
    const conversation = this.#converse(socket)
      .catch((error: unknown) => this.#dependencies.logger.debug({ err: error }, 'a conversation with the command line broke off'))
      .finally(() => {
        socket.destroySoon();
        this.#conversations.delete(socket);
      });
    this.#conversations.set(socket, conversation);
  }

  async #converse(socket: Socket): Promise<void> {
    const cancelTimeout = afterAwake(this.#dependencies.clock, requestMilliseconds, () => socket.destroy());
    const lines = readJsonLines(socket, mostRequestCharacters);
    const line = await lines.next().finally(cancelTimeout);
    if (line.done === true) {
      return;
    }
    const answer = (message: Answer): void => writeJsonLine(socket, message);
    const request = Request.safeParse(line.value);
    if (!request.success) {
      answer({ kind: 'failed', message: 'This PetLog does not know that command; it may be of another version.' });
      return;
    }
    // Nothing more is expected, so that whatever comes now is the end.
    const ended = lines.next().then(
      () => {},
      () => {},
    );
    try {
      await this.#perform(request.data, ended, answer);
    } catch (error) {
      if (!(error instanceof PetLogError)) {
        this.#dependencies.logger.error({ err: error }, 'a command failed');
      }
      answer({ kind: 'failed', message: error instanceof PetLogError ? error.message : new PetLogError('internal').message });
    }
  }

  async #perform(request: Request, ended: Promise<void>, answer: (message: Answer) => void): Promise<void> {
    const { operations, audit } = this.#dependencies;
    switch (request.command) {
      case 'pair':
        await this.#pair(request.role, ended, answer);
        break;
      case 'devices':
        audit.record({ actor: caller.name, address: caller.address ?? '', action: 'devices.list', outcome: 'done', detail: '' });
        answer({ kind: 'devices', ...(await operations['devices.list']({}, caller)) });
        break;
      case 'revoke':
        answer({ kind: 'done', ...(await operations['devices.revoke']({ id: request.id }, caller)) });
        break;
      case 'backup':
        answer({ kind: 'configuration', file: await operations['configuration.export']({ passphrase: request.passphrase }, caller) });
        break;
      case 'restore': {
        const { file, passphrase } = request;
        answer({ kind: 'imported', imported: await operations['configuration.import']({ file, passphrase, preview: false }, caller) });
        break;
      }
      case 'remove-pin':
        answer({ kind: 'done', ...(await operations['kiosk_pin.remove']({}, caller)) });
    }
  }

  async #pair(wanted: Role | undefined, ended: Promise<void>, answer: (message: Answer) => void): Promise<void> {
    const { operations, mode, hasAdmin, clock } = this.#dependencies;
    if (mode() === 'open') {
      answer({
        kind: 'done',
        message: 'Nothing needs to be paired: security.access is open, and everyone on the network may watch and change things.',
      });
      return;
    }
    const {
      invitation_id: id,
      role,
      code,
      url,
      expires_at,
    } = await operations['invitations.create']({ role: wanted ?? (hasAdmin() ? 'viewer' : 'admin') }, caller);
    const valid_seconds = Math.round((Date.parse(expires_at) - clock.nowMicroseconds() / 1000) / 1000);
    answer({ kind: 'invitation', role, code, url, valid_seconds });
    let invitation = await operations['invitations.get']({ id }, caller);
    while (invitation.state === 'open') {
      if (await this.#endedWithin(lookMilliseconds, ended)) {
        await operations['invitations.cancel']({ id }, caller);
      }
      invitation = await operations['invitations.get']({ id }, caller);
    }
    answer({ kind: 'invitation_ended', state: invitation.state, device_name: invitation.device_name });
  }

  /** Whether the command line goes away while we wait. */
  async #endedWithin(milliseconds: number, ended: Promise<void>): Promise<boolean> {
    let cancel = (): void => {};
    const waited = new Promise<boolean>((resolve) => (cancel = this.#dependencies.clock.after(milliseconds, () => resolve(false))));
    return Promise.race([waited, ended.then(() => true)]).finally(() => cancel());
  }
}
