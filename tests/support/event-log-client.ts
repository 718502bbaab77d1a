import { expect, vi } from 'vitest';
import { LogEvent, LogEventOutput, LogEventsPage } from '../../shared/log-events.ts';
import { Pet } from '../../shared/pets.ts';
import { Zone } from '../../shared/zones.ts';
import { call } from './http-client.ts';
import { visitOf } from './open-event-log.ts';
import { runPetLog, type RunningPetLog } from './running-petlog.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { tinyJpeg } from './tiny-jpeg.ts';

type Answer = Awaited<ReturnType<typeof call>>;

/** A PetLog that can be started again, and who asks it for its events, pets and zones. */
export class EventLogClient implements AsyncDisposable {
  readonly #directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  readonly #environment: Record<string, string>;
  /** Names of what it told whoever watches. */
  readonly notices: string[] = [];
  #running: RunningPetLog | null = null;
  #visits = 0;

  private constructor(directory: Awaited<ReturnType<typeof temporaryDirectory>>, environment: Record<string, string>) {
    this.#directory = directory;
    this.#environment = environment;
  }

  /** @param prepare puts into the data directory what is there before the first start */
  static async open({
    environment = {},
    prepare = async () => {},
  }: {
    environment?: Record<string, string>;
    prepare?: (dataDirectory: string) => Promise<void>;
  } = {}): Promise<EventLogClient> {
    const client = new EventLogClient(await temporaryDirectory(), { PETLOG_CAMERA_RESOLUTION: '128x96', ...environment });
    await prepare(client.dataDirectory);
    await client.start();
    return client;
  }

  get dataDirectory(): string {
    return this.#directory.path;
  }

  get running(): RunningPetLog {
    return this.#running!;
  }

  get url(): string {
    return this.running.url;
  }

  async start(): Promise<void> {
    this.#running = await runPetLog(this.#environment, { dataDirectory: this.dataDirectory });
    this.#running.petlog.control.onPush('notice', ({ name }) => this.notices.push(name));
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#directory[Symbol.asyncDispose]();
  }

  ask(path: string, method = 'GET', body?: object): Promise<Answer> {
    return call(this.url + path, method, body);
  }

  /** Status, and code of the error. */
  async codeOf(path: string, method = 'GET', body?: object): Promise<[number, unknown]> {
    const answer = await this.ask(path, method, body);
    return [answer.status, answer.body['code']];
  }

  async list(query = ''): Promise<LogEventsPage> {
    return LogEventsPage.parse((await this.ask(`/events${query}`)).body);
  }

  async event(id: number): Promise<LogEvent> {
    return LogEvent.parse((await this.ask(`/events/${id}`)).body);
  }

  /** @returns the id of the event */
  async log(body: object): Promise<number> {
    return LogEventOutput.parse((await this.ask('/event', 'POST', body)).body).event_id;
  }

  async addPet(values: object): Promise<Pet> {
    return Pet.parse((await this.ask('/pets', 'POST', values)).body);
  }

  async addZone(values: object): Promise<Zone> {
    return Zone.parse((await this.ask('/zones', 'POST', values)).body);
  }

  /** A visit that is over; resolves with its event once its picture is there. */
  async visited(values: Parameters<typeof visitOf>[0] = {}): Promise<LogEvent> {
    const { visits } = this.running.petlog;
    visits.record(visitOf({ visitKey: `visit-${(this.#visits += 1)}`, picture: await tinyJpeg(), ended: true, ...values }));
    return vi.waitFor(async () => {
      const [newest] = (await this.list('?page_size=1000')).events.sort((a, b) => b.event_id - a.event_id);
      expect(newest?.picture_url).not.toBeNull();
      return newest!;
    }, 60_000);
  }
}
