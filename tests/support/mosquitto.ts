import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { makeCertificate, makePrivateKey } from '../../main/network/make-certificate.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const usualPlaces = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'];

interface MosquittoOptions {
  /** Name and password that it asks for; without, it takes everybody. */
  readonly account?: { readonly username: string; readonly password: string };
  /** Lines of its list of who may use which topics. */
  readonly rights?: readonly string[];
  /** With a certificate that nobody signed. */
  readonly isEncrypted?: boolean;
}

/** Debian's broker on a free port, which can be stopped and started again with what it retained. */
export class Mosquitto implements AsyncDisposable {
  readonly port: number;
  readonly #directory: AsyncDisposable & { readonly path: string };
  readonly #isEncrypted: boolean;
  #program: ChildProcess | null = null;
  readonly #clients: MqttClient[] = [];

  private constructor(port: number, directory: AsyncDisposable & { readonly path: string }, isEncrypted: boolean) {
    this.port = port;
    this.#directory = directory;
    this.#isEncrypted = isEncrypted;
  }

  static async open({ account, rights, isEncrypted = false }: MosquittoOptions = {}): Promise<Mosquitto> {
    const directory = await temporaryDirectory();
    const inDirectory = (name: string): string => join(directory.path, name);
    const port = await freePort();
    // Else it would become another user, who may not read what is here.
    const lines = [
      `user ${userInfo().username}`,
      `listener ${port} 127.0.0.1`,
      'persistence true',
      `persistence_location ${directory.path}/`,
      'log_dest none',
    ];
    if (account === undefined) {
      lines.push('allow_anonymous true');
    } else {
      await writeFile(inDirectory('accounts'), `${account.username}:${account.password}\n`);
      await ended(spawn(pathOf('mosquitto_passwd', usualPlaces), ['-U', inDirectory('accounts')], { stdio: 'ignore' }));
      lines.push('allow_anonymous false', `password_file ${inDirectory('accounts')}`);
    }
    if (rights !== undefined) {
      await writeFile(inDirectory('rights'), `${rights.join('\n')}\n`, { mode: 0o600 });
      lines.push(`acl_file ${inDirectory('rights')}`);
    }
    if (isEncrypted) {
      const identity = await makeCertificate(await makePrivateKey(), { names: ['broker.test'], addresses: ['127.0.0.1'] }, Date.now());
      await writeFile(inDirectory('certificate.pem'), identity.certificate);
      await writeFile(inDirectory('key.pem'), identity.key);
      lines.push(`certfile ${inDirectory('certificate.pem')}`, `keyfile ${inDirectory('key.pem')}`);
    }
    await writeFile(inDirectory('mosquitto.conf'), `${lines.join('\n')}\n`);
    const broker = new Mosquitto(port, directory, isEncrypted);
    await broker.start();
    return broker;
  }

  /** Of PetLog's channel. */
  get url(): string {
    return `${this.#isEncrypted ? 'mqtts' : 'mqtt'}://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const program = spawn(pathOf('mosquitto', usualPlaces), ['-c', join(this.#directory.path, 'mosquitto.conf')], { stdio: 'ignore' });
    this.#program = program;
    while (!(await answers(this.port))) {
      if (program.exitCode !== null) {
        throw new Error(`mosquitto ended with ${program.exitCode}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** @param signal TERM writes what is retained first */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const program = this.#program;
    this.#program = null;
    if (program !== null) {
      program.kill(signal);
      await ended(program);
    }
  }

  /** Somebody else at the broker, who listens to topics. */
  async listener(topics: readonly string[], account: { username?: string; password?: string } = {}): Promise<TopicListener> {
    const client = await mqtt.connectAsync(this.url, { ...account, rejectUnauthorized: false, protocolVersion: 5, reconnectPeriod: 0 });
    this.#clients.push(client);
    const listener = new TopicListener(client);
    await client.subscribeAsync([...topics], { qos: 1 });
    return listener;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.endAsync(true)));
    await this.stop('SIGKILL');
    await this.#directory[Symbol.asyncDispose]();
  }
}

/** What was heard, and how it is now: nothing where a topic was cleared. */
export class TopicListener {
  readonly client: MqttClient;
  readonly heard: { readonly topic: string; readonly text: string }[] = [];
  readonly now = new Map<string, Buffer>();
  readonly #waiting = new Set<() => void>();

  constructor(client: MqttClient) {
    this.client = client;
    client.on('message', (topic, payload) => {
      this.heard.push({ topic, text: payload.toString() });
      if (payload.length === 0) {
        this.now.delete(topic);
      } else {
        this.now.set(topic, payload);
      }
      this.#waiting.forEach((look) => look());
    });
  }

  text(topic: string): string | undefined {
    return this.now.get(topic)?.toString();
  }

  json(topic: string): Record<string, unknown> | undefined {
    const text = this.text(topic);
    return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
  }

  /** Resolves when it is so. */
  async until(isSo: () => boolean): Promise<void> {
    if (isSo()) {
      return;
    }
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (isSo()) {
          this.#waiting.delete(look);
          resolve();
        }
      };
      this.#waiting.add(look);
    });
  }

  say(topic: string, text: string, retain = false): Promise<unknown> {
    return this.client.publishAsync(topic, text, { qos: 1, retain });
  }
}

function pathOf(name: string, places: readonly string[]): string {
  const found = [...places.map((path) => path.replace(/mosquitto$/, name)), `/usr/bin/${name}`].find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`There is no ${name}: "sudo apt install mosquitto" brings it.`);
  }
  return found;
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode === null && program.signalCode === null) {
    await once(program, 'exit');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
