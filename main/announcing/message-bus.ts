import type { Clock } from '../system/clock.ts';

/** As much of `@homebridge/dbus-native` as is used; its own types have less. */
interface NativeBus {
  readonly connection: {
    readonly stream: { destroy(): unknown };
    on(event: 'error', listener: (error: Error) => void): void;
    on(event: 'end' | 'message', listener: (message: BusSignal) => void): void;
  };
  invoke(message: object, callback: (error: { name?: string; message?: string } | null, ...values: unknown[]) => void): void;
}

interface NativeModule {
  createClient(options: { busAddress: string }): NativeBus;
}

/** What somebody on the bus tells everybody. */
export interface BusSignal {
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly body?: readonly unknown[];
}

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** Types of the body (D-Bus specification, "Type System"); without one there is none. */
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

/** The other side refused; `name` is the error's own, as in `org.freedesktop.Avahi.CollisionError`. */
export class BusError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message === '' ? name : message);
    this.name = name;
  }
}

const systemBusAddress = 'unix:path=/run/dbus/system_bus_socket';
/** Who is there answers at once; one that hangs is as good as none. */
const patienceMilliseconds = 5000;

export interface MessageBusOptions {
  readonly clock: Pick<Clock, 'after'>;
  /** Of the bus; the system's own by default. */
  readonly address?: string;
  onSignal(signal: BusSignal): void;
  /** It is over, for whatever reason. */
  onClosed(): void;
}

/** A connection to D-Bus. */
export class MessageBus {
  readonly #bus: NativeBus;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #closed = Promise.withResolvers<never>();
  #isOver = false;

  private constructor(bus: NativeBus, { clock, onSignal, onClosed }: MessageBusOptions) {
    this.#bus = bus;
    this.#clock = clock;
    this.#closed.promise.catch(() => {}); // whoever calls hears of it
    const end = (error: Error): void => {
      if (!this.#isOver) {
        this.#closed.reject(error);
        this.close();
        onClosed();
      }
    };
    bus.connection.on('error', end);
    bus.connection.on('end', () => end(new BusError('closed', 'the message bus closed the connection')));
    bus.connection.on('message', (message) => {
      if (!this.#isOver && message.member !== undefined) {
        onSignal(message);
      }
    });
  }

  /** @throws what the connection says where there is no such bus */
  static async connect(options: MessageBusOptions): Promise<MessageBus> {
    const native = (await import('@homebridge/dbus-native')) as unknown as { default: NativeModule };
    const busAddress = options.address ?? process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? systemBusAddress;
    const bus = new MessageBus(native.default.createClient({ busAddress }), options);
    try {
      // Nothing is answered before the bus has let us in.
      await bus.callBus('GetId');
      return bus;
    } catch (error) {
      bus.close();
      throw error;
    }
  }

  /** @throws BusError; what the connection says where it broke */
  async call(call: BusCall): Promise<readonly unknown[]> {
    const answered = Promise.withResolvers<readonly unknown[]>();
    const cancel = this.#clock.after(patienceMilliseconds, () =>
      answered.reject(new BusError('timeout', `${call.destination} does not answer`)),
    );
    try {
      if (!this.#isOver) {
        this.#bus.invoke({ ...call }, (error, ...values) =>
          error === null ? answered.resolve(values) : answered.reject(new BusError(error.name ?? 'error', error.message ?? '')),
        );
      }
      return await Promise.race([answered.promise, this.#closed.promise]);
    } finally {
      cancel();
    }
  }

  /** A method of the bus itself. */
  callBus(member: string, ...strings: string[]): Promise<readonly unknown[]> {
    const name = 'org.freedesktop.DBus';
    const body = strings.length === 0 ? {} : { signature: 's'.repeat(strings.length), body: strings };
    return this.call({ destination: name, path: '/org/freedesktop/DBus', interface: name, member, ...body });
  }

  close(): void {
    this.#isOver = true;
    this.#closed.reject(new BusError('closed', 'the message bus is not asked any more'));
    this.#bus.connection.stream.destroy();
  }
}
