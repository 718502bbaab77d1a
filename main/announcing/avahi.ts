import type { Clock } from '../system/clock.ts';
import { announcedTypes, type Announcement, type Publication } from './announcement.ts';
import { BusError, type BusSignal, MessageBus } from './message-bus.ts';

const avahi = 'org.freedesktop.Avahi';
const server = { destination: avahi, path: '/', interface: `${avahi}.Server` } as const;
const groupInterface = `${avahi}.EntryGroup`;
/** avahi-common/defs.h: AVAHI_IF_UNSPEC and AVAHI_PROTO_UNSPEC, every network and both kinds of addresses. */
const any = -1;
/** AvahiEntryGroupState, ibidem. */
const states = { established: 2, collision: 3, failure: 4 } as const;
const mostNames = 20;

export interface AvahiOptions {
  readonly clock: Pick<Clock, 'after'>;
  /** Of the message bus; the system's own by default. */
  readonly busAddress?: string;
  /** The index of the interface with this address; undefined for an address that is gone. */
  interfaceIndexOf(address: string): Promise<number | undefined>;
  /** Avahi came or went. */
  onChange(): void;
}

/** The machine's own responder, where it has one: it is told over D-Bus what to announce, and forgets it with the connection. */
export class Avahi {
  readonly #options: AvahiOptions;
  readonly #groups = new Map<string, (state: unknown, reason: unknown) => void>();
  #bus: MessageBus | null = null;
  #isRunning = false;

  private constructor(options: AvahiOptions) {
    this.#options = options;
  }

  /** @throws what the connection says where there is no message bus */
  static async watch(options: AvahiOptions): Promise<Avahi> {
    const self = new Avahi(options);
    const bus = await MessageBus.connect({
      clock: options.clock,
      ...(options.busAddress === undefined ? {} : { address: options.busAddress }),
      onSignal: (signal) => self.#hear(signal),
      onClosed: () => {
        self.#forget();
        self.#set(false);
      },
    });
    self.#bus = bus;
    try {
      await bus.callBus('AddMatch', `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${avahi}'`);
      await bus.callBus('AddMatch', `type='signal',sender='${avahi}',interface='${groupInterface}',member='StateChanged'`);
      const [isThere] = await bus.callBus('NameHasOwner', avahi);
      self.#isRunning = isThere === true;
      return self;
    } catch (error) {
      bus.close();
      throw error;
    }
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /**
   * Has it announced until the publication is withdrawn.
   *
   * @throws BusError where it is not wanted there, or cannot be had
   */
  async publish(announcement: Announcement): Promise<Publication> {
    const bus = this.#asked();
    const { address } = announcement;
    const index = address === null ? any : await this.#options.interfaceIndexOf(address);
    if (index === undefined) {
      throw new BusError('address', `no network has the address ${address}`);
    }
    const [path] = await bus.call({ ...server, member: 'EntryGroupNew' });
    if (typeof path !== 'string') {
      throw new BusError('answer', 'Avahi made no group of entries');
    }
    const inGroup = (member: string, signature?: string, body?: readonly unknown[]): Promise<readonly unknown[]> =>
      bus.call({
        destination: avahi,
        path,
        interface: groupInterface,
        member,
        ...(signature === undefined ? {} : { signature, body: body ?? [] }),
      });
    let { name } = announcement;
    const announce = async (): Promise<boolean> => {
      const committed = Promise.withResolvers<unknown>();
      this.#groups.set(path, (state, reason) => {
        if (state === states.failure) {
          committed.reject(new BusError('failure', typeof reason === 'string' ? reason : 'Avahi could not announce it'));
        } else if (state === states.established || state === states.collision) {
          committed.resolve(state);
        }
      });
      committed.promise.catch(() => {}); // what went wrong before counts
      try {
        for (const type of announcedTypes) {
          const texts = announcement.texts.map((text) => [...Buffer.from(text)]);
          await inGroup('AddService', 'iiussssqaay', [index, any, 0, name, `_${type}._tcp`, '', '', announcement.port, texts]);
        }
        await inGroup('Commit');
      } catch (error) {
        if (error instanceof BusError && error.name === `${avahi}.CollisionError`) {
          return false;
        }
        throw error;
      }
      return (await withPatience(committed.promise, this.#options.clock)) === states.established;
    };
    const announceUnderAnyName = async (): Promise<void> => {
      for (let count = 0; !(await announce()); count += 1) {
        if (count === mostNames) {
          throw new BusError('collision', `${mostNames} others have the name ${announcement.name}`);
        }
        const [other] = await bus.call({ ...server, member: 'GetAlternativeServiceName', signature: 's', body: [name] });
        name = typeof other === 'string' ? other : `${announcement.name} #${count + 2}`;
        await inGroup('Reset');
      }
      // Another machine with the same name may come at any time.
      this.#groups.set(path, (state) => {
        if (state === states.collision) {
          void inGroup('Reset')
            .then(announceUnderAnyName)
            .catch(() => {});
        }
      });
    };
    const withdraw = async (): Promise<void> => {
      // An Avahi that is gone has forgotten it, and would be started by the question.
      if (this.#groups.delete(path)) {
        await inGroup('Free').catch(() => {});
      }
    };
    try {
      await announceUnderAnyName();
    } catch (error) {
      await withdraw();
      throw error;
    }
    return { withdraw };
  }

  close(): void {
    this.#isRunning = false;
    this.#bus?.close();
    this.#bus = null;
    this.#forget();
  }

  #asked(): MessageBus {
    if (this.#bus === null || !this.#isRunning) {
      throw new BusError('gone', 'Avahi is not running');
    }
    return this.#bus;
  }

  #hear({ path, member, body = [] }: BusSignal): void {
    if (member === 'NameOwnerChanged' && body[0] === avahi) {
      // One that was started again knows nothing of before.
      this.#forget();
      this.#set(false);
      this.#set(body[2] !== '');
    } else if (member === 'StateChanged' && path !== undefined) {
      this.#groups.get(path)?.(body[0], body[1]);
    }
  }

  /** Whoever waits for an answer about a group hears that none comes. */
  #forget(): void {
    const waiting = [...this.#groups.values()];
    this.#groups.clear();
    waiting.forEach((tell) => tell(states.failure, 'Avahi is gone'));
  }

  #set(isRunning: boolean): void {
    if (this.#isRunning !== isRunning) {
      this.#isRunning = isRunning;
      this.#options.onChange();
    }
  }
}

/** Whether a name is somebody else's is known after three questions, a quarter of a second apart (RFC 6762, 8.1). */
const probeMilliseconds = 10_000;

async function withPatience<Result>(work: Promise<Result>, clock: Pick<Clock, 'after'>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(probeMilliseconds, () => late.reject(new BusError('timeout', 'Avahi does not say whether it announces it')));
  return Promise.race([work, late.promise]).finally(cancel);
}
