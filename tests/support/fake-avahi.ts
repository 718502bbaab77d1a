import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import native from '@homebridge/dbus-native';
import { temporaryDirectory } from './temporary-directory.ts';

/** As much of the package as its own types lack. */
interface NativeBus {
  readonly connection: { readonly stream: { destroy(): void }; on(event: 'error', listener: () => void): void };
  exportInterface(methods: object, path: string, description: object): void;
  requestName(name: string, flags: number, done: (error: unknown) => void): void;
  sendSignal(path: string, of: string, name: string, signature: string, values: readonly unknown[]): void;
}

const createClient = (native as unknown as { createClient(options: { busAddress: string }): NativeBus }).createClient;

export interface FakeEntry {
  readonly interfaceIndex: number;
  readonly name: string;
  readonly type: string;
  readonly port: number;
  readonly texts: readonly string[];
}

const avahi = 'org.freedesktop.Avahi';

/** A message bus of its own (Debian's dbus-daemon), where an Avahi can come and go. */
export class FakeMessageBus implements AsyncDisposable {
  readonly address: string;
  readonly #program: ChildProcess;
  readonly #directory: AsyncDisposable;

  private constructor(address: string, program: ChildProcess, directory: AsyncDisposable) {
    this.address = address;
    this.#program = program;
    this.#directory = directory;
  }

  static async open(): Promise<FakeMessageBus> {
    const directory = await temporaryDirectory();
    const configuration = join(directory.path, 'bus.conf');
    await writeFile(
      configuration,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path=${join(directory.path, 'bus')}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>`,
    );
    const program = spawn('dbus-daemon', ['--nofork', '--nopidfile', '--print-address', `--config-file=${configuration}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [address] = (await once(createInterface(program.stdout), 'line')) as [string];
    return new FakeMessageBus(address, program, directory);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#program, 'exit');
    this.#program.kill();
    await ended;
    await this.#directory[Symbol.asyncDispose]();
  }
}

/** Stands in for Avahi on a message bus: it keeps what it was told, and finds names that are taken. */
export class FakeAvahi implements Disposable {
  /** What is announced now, in the groups that were committed. */
  readonly groups = new Map<string, FakeEntry[]>();
  /** Of other machines. */
  readonly takenNames = new Set<string>();
  readonly #bus: NativeBus;
  readonly #waiting = new Map<string, FakeEntry[]>();
  #mayPublish = true;
  #isSilent = false;

  private constructor(bus: NativeBus) {
    this.#bus = bus;
  }

  static async open(busAddress: string): Promise<FakeAvahi> {
    const bus = createClient({ busAddress });
    bus.connection.on('error', () => {});
    const self = new FakeAvahi(bus);
    let groups = 0;
    bus.exportInterface(
      {
        EntryGroupNew: () => self.#openGroup(`/Client0/EntryGroup${(groups += 1)}`),
        GetAlternativeServiceName: (name: string) => `${name} #2`,
      },
      '/',
      { name: `${avahi}.Server`, methods: { EntryGroupNew: ['', 'o'], GetAlternativeServiceName: ['s', 's'] } },
    );
    await new Promise<void>((resolve, reject) => {
      bus.requestName(avahi, 0, (error) =>
        error === null || error === undefined ? resolve() : reject(new Error('the name of Avahi is taken')),
      );
    });
    return self;
  }

  /** As `disable-user-service-publishing` in its configuration has it. */
  refuse(): void {
    this.#mayPublish = false;
  }

  /** Takes what it is told, and does not say what becomes of it. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  /** Another machine turns out to have the name of what a group announces. */
  collide(group: string): void {
    this.#tell(group, 3);
  }

  [Symbol.dispose](): void {
    this.#bus.connection.stream.destroy();
  }

  #openGroup(path: string): string {
    const entries: FakeEntry[] = [];
    this.#waiting.set(path, entries);
    this.#bus.exportInterface(
      {
        AddService: (
          ...[interfaceIndex, , , name, type, , , port, texts]: [number, number, number, string, string, string, string, number, Buffer[]]
        ) => {
          if (!this.#mayPublish) {
            throw Object.assign(new Error('Not permitted'), { dbusName: `${avahi}.NotPermittedError` });
          }
          if (this.takenNames.has(name)) {
            throw Object.assign(new Error('Local name collision'), { dbusName: `${avahi}.CollisionError` });
          }
          entries.push({ interfaceIndex, name, type, port, texts: texts.map((text) => Buffer.from(text).toString()) });
        },
        Commit: () => {
          this.groups.set(path, [...entries]);
          if (!this.#isSilent) {
            this.#tell(path, 1);
            this.#tell(path, 2);
          }
        },
        Reset: () => {
          this.groups.delete(path);
          entries.length = 0;
        },
        Free: () => {
          this.groups.delete(path);
        },
      },
      path,
      { name: `${avahi}.EntryGroup`, methods: { AddService: ['iiussssqaay', ''], Commit: ['', ''], Reset: ['', ''], Free: ['', ''] } },
    );
    return path;
  }

  #tell(path: string, state: number): void {
    this.#bus.sendSignal(path, `${avahi}.EntryGroup`, 'StateChanged', 'is', [state, '']);
  }
}
