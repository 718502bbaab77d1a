import { parameterSetsOf } from '../mp4/parameter-sets.ts';
import {
  type RelayCommand,
  type RelayedPicture,
  type RelayedSound,
  type RelayFault,
  type RelayReport,
  type RelayRequests,
  refusedServerCode,
} from '../relays/protocol.ts';
import { isPicture, OutgoingMedia, type OutgoingMedium } from './outgoing-media.ts';
import { PublishError } from './publish-error.ts';
import { Publisher } from './publisher.ts';
import type { WhipPublisher } from './whip-publisher.ts';

/** Some twenty seconds of 720p; a server that is further behind shows no live picture. */
const mostWaitingBytes = 4 * 1024 * 1024;
/** FFmpeg is given nothing more while so much waits for the network: it would wait in a thread that others need. */
const mostUnsentBytes = 256 * 1024;
const lookMilliseconds = 50;
const progressMilliseconds = 1000;

/** One video on its way to one server. */
interface OpenPublisher {
  /** What the server has not taken yet. */
  readonly waitingBytes: number;
  /** @throws PublishError when the connection has ended, as far as that is known without sending */
  assertAlive(): void;
  /** One at a time. @throws PublishError when the server takes nothing any more */
  send(medium: OutgoingMedium): Promise<void>;
  /** Never rejects. */
  close(): Promise<void>;
}

/** One relay, from the wish to publish to its end. */
interface Route {
  readonly abort: AbortController;
  readonly outgoing: OutgoingMedia;
  /** Null where each keyframe may bring others. */
  readonly parameters: Buffer | null;
  /** By WHIP, before it is connected. */
  offering: WhipPublisher | null;
  publisher: OpenPublisher | null;
  isSending: boolean;
  sentBytes: number;
  reportedMilliseconds: number;
}

/** To what the main process can ask. */
type Answers = RelayRequests[keyof RelayRequests]['answer'];

/** Does what the main process asks for, and reports. */
export class RelayProgram {
  readonly #report: (report: RelayReport) => void;
  readonly #routes = new Map<string, Route>();
  readonly #ending = new Set<Promise<void>>();

  constructor(report: (report: RelayReport) => void) {
    this.#report = report;
  }

  handle(command: RelayCommand): void {
    switch (command.type) {
      case 'open':
        this.#answer(command, this.#open(command));
        break;
      case 'offer':
        this.#answer(command, this.#offer(command));
        break;
      case 'accept':
        this.#answer(command, this.#accept(command));
        break;
      case 'picture':
        this.#add(command.relayId, command);
        break;
      case 'sound':
        this.#addSound(command.relayId, command);
        break;
      case 'close':
        this.#end(command.relayId);
        break;
    }
  }

  /** Tells every server, where it listens. */
  async close(): Promise<void> {
    [...this.#routes.keys()].forEach((relayId) => this.#end(relayId));
    await Promise.all(this.#ending);
  }

  #answer({ requestId }: { readonly requestId: number }, work: Promise<Answers>): void {
    work.then(
      (answer) => this.#report({ type: 'succeeded', requestId, answer }),
      (error: unknown) => this.#report({ type: 'refused', requestId, ...described(error) }),
    );
  }

  async #open({ relayId, destination, format }: Extract<RelayCommand, { type: 'open' }>): Promise<null> {
    const route = this.#begin(relayId, Buffer.from(format.parameters));
    await this.#orForget(relayId, route, async () => {
      const publisher = await Publisher.open(destination, format, route.abort.signal);
      await this.#take(relayId, route, publisher);
    });
    return null;
  }

  async #offer({ relayId, format, machineOffsetMilliseconds }: Extract<RelayCommand, { type: 'offer' }>): Promise<{ sdp: string }> {
    const route = this.#begin(relayId, null);
    return this.#orForget(relayId, route, async () => {
      // Native code with threads of its own: only who publishes so has it.
      const { WhipPublisher: Whip } = await import('./whip-publisher.ts');
      this.#assertWanted(relayId, route);
      const publisher = new Whip({
        format,
        captureMilliseconds: () => Number(process.hrtime.bigint()) / 1e6 - machineOffsetMilliseconds,
        onKeyframeWanted: () => this.#report({ type: 'keyframe-wanted', relayId }),
      });
      route.offering = publisher;
      return { sdp: await publisher.offer() };
    });
  }

  async #accept({ relayId, sdp }: Extract<RelayCommand, { type: 'accept' }>): Promise<{ hasSound: boolean }> {
    const route = this.#routes.get(relayId);
    const publisher = route?.offering ?? null;
    if (route === undefined || publisher === null) {
      throw new Error('it is not wanted any more');
    }
    return this.#orForget(relayId, route, async () => {
      const hasSound = await publisher.accept(sdp);
      route.offering = null;
      await this.#take(relayId, route, publisher);
      return { hasSound };
    });
  }

  #begin(relayId: string, parameters: Buffer | null): Route {
    this.#end(relayId);
    const route: Route = {
      abort: new AbortController(),
      outgoing: new OutgoingMedia(mostWaitingBytes),
      parameters,
      offering: null,
      publisher: null,
      isSending: false,
      sentBytes: 0,
      reportedMilliseconds: performance.now(),
    };
    this.#routes.set(relayId, route);
    return route;
  }

  /** What could not begin is over. */
  async #orForget<Result>(relayId: string, route: Route, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (this.#routes.get(relayId) === route) {
        this.#end(relayId);
      }
      throw error;
    }
  }

  async #take(relayId: string, route: Route, publisher: OpenPublisher): Promise<void> {
    if (this.#routes.get(relayId) !== route) {
      await publisher.close();
    }
    this.#assertWanted(relayId, route);
    route.publisher = publisher;
    void this.#send(relayId, route);
  }

  #assertWanted(relayId: string, route: Route): void {
    if (this.#routes.get(relayId) !== route) {
      throw new Error('it is not wanted any more');
    }
  }

  #add(relayId: string, picture: RelayedPicture): void {
    const route = this.#routes.get(relayId);
    if (route === undefined) {
      return;
    }
    if (picture.isKeyframe && route.parameters !== null && !parameterSetsOf(picture.annexB).equals(route.parameters)) {
      // They were said when it began, and servers hear of no others.
      this.#end(relayId);
      this.#report({ type: 'ended', relayId, fault: null });
      return;
    }
    route.outgoing.add(picture);
    void this.#send(relayId, route);
  }

  #addSound(relayId: string, sound: RelayedSound): void {
    const route = this.#routes.get(relayId);
    if (route !== undefined) {
      route.outgoing.addSound(sound);
      void this.#send(relayId, route);
    }
  }

  async #send(relayId: string, route: Route): Promise<void> {
    const { publisher } = route;
    if (publisher === null || route.isSending) {
      return;
    }
    route.isSending = true;
    try {
      while (this.#routes.get(relayId) === route) {
        const medium = publisher.waitingBytes > mostUnsentBytes ? null : route.outgoing.take();
        if (medium === null) {
          if (publisher.waitingBytes <= mostUnsentBytes) {
            break;
          }
          await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
          publisher.assertAlive();
          continue;
        }
        await publisher.send(medium);
        route.sentBytes += (isPicture(medium) ? medium.annexB : medium.data).length;
        this.#tell(relayId, route);
      }
    } catch (error) {
      if (this.#routes.get(relayId) === route) {
        this.#end(relayId);
        this.#report({ type: 'ended', relayId, fault: faultOf(error) });
      }
    } finally {
      route.isSending = false;
    }
  }

  #tell(relayId: string, route: Route): void {
    const now = performance.now();
    if (now - route.reportedMilliseconds >= progressMilliseconds) {
      route.reportedMilliseconds = now;
      const { sentBytes, outgoing } = route;
      this.#report({ type: 'progress', relayId, sentBytes, lostPictures: outgoing.lostPictures });
    }
  }

  #end(relayId: string): void {
    const route = this.#routes.get(relayId);
    if (route === undefined) {
      return;
    }
    this.#routes.delete(relayId);
    route.abort.abort();
    const ending = ((route.publisher ?? route.offering)?.close() ?? Promise.resolve()).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

const faultOf = (error: unknown): RelayFault =>
  error instanceof PublishError ? error.fault : { step: 'send', predicate: 'could not be sent to' };

function described(error: unknown): { code: string; reason: string } {
  return error instanceof PublishError
    ? { code: refusedServerCode, reason: JSON.stringify(error.fault) }
    : { code: 'EUNKNOWN', reason: error instanceof Error ? error.message : String(error) };
}
