import { EventEmitter } from 'node:events';

type Parameters = Record<string, unknown>;
// The protocol's own types would be a dependency as large as this whole folder.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Anything = any;

/** The DevTools protocol over one WebSocket, with a session for each target (flat mode). */
export class DevToolsConnection {
  readonly #socket: WebSocket;
  readonly #sessions = new Map<string | undefined, DevToolsSession>();
  readonly #waiting = new Map<number, { resolve: (result: Anything) => void; reject: (error: Error) => void }>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data))));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) {
        reject(new Error('Chromium has closed the connection'));
      }
      this.#waiting.clear();
    });
  }

  static connect(url: string): Promise<DevToolsConnection> {
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new DevToolsConnection(socket)));
      socket.addEventListener('error', () => reject(new Error(`No connection to ${url}`)));
    });
  }

  /** The session with a target; without an id, with the browser itself. */
  session(id?: string): DevToolsSession {
    let session = this.#sessions.get(id);
    if (session === undefined) {
      session = new DevToolsSession((method, parameters) => this.#send(method, parameters, id));
      this.#sessions.set(id, session);
    }
    return session;
  }

  #send(method: string, params: Parameters, sessionId: string | undefined): Promise<Anything> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject: (error) => reject(new Error(`${method}: ${error.message}`)) });
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  }

  #receive(message: Anything): void {
    if (message.id === undefined) {
      this.#sessions.get(message.sessionId)?.emit(message.method, message.params);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) {
      waiting?.resolve(message.result);
    } else {
      waiting?.reject(new Error(message.error.message));
    }
  }
}

/** Emits the protocol's events by their names. */
export class DevToolsSession extends EventEmitter {
  readonly #send: (method: string, parameters: Parameters) => Promise<Anything>;

  constructor(send: (method: string, parameters: Parameters) => Promise<Anything>) {
    super();
    this.#send = send;
  }

  send(method: string, parameters: Parameters = {}): Promise<Anything> {
    return this.#send(method, parameters);
  }
}
