import { nalUnitType, nalUnitTypes, splitNalUnits } from '../mp4/annex-b.ts';
import { type RelayCommand, type RelayedPicture, type RelayFault, type RelayReport, refusedServerCode } from '../relays/protocol.ts';
import { OutgoingPictures } from './outgoing-pictures.ts';
import { Publisher, PublishError } from './publisher.ts';

/** Some twenty seconds of 720p; a server that is further behind shows no live picture. */
const mostWaitingBytes = 4 * 1024 * 1024;
/** FFmpeg is given nothing more while so much waits for the network: it would wait in a thread that others need. */
const mostUnsentBytes = 256 * 1024;
const lookMilliseconds = 50;
const progressMilliseconds = 1000;

/** One relay, from the wish to publish to its end. */
interface Route {
  readonly abort: AbortController;
  readonly outgoing: OutgoingPictures;
  readonly parameters: Buffer;
  publisher: Publisher | null;
  isSending: boolean;
  sentBytes: number;
  reportedMilliseconds: number;
}

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
        this.#open(command).then(
          () => this.#report({ type: 'succeeded', requestId: command.requestId, answer: null }),
          (error: unknown) => this.#report({ type: 'refused', requestId: command.requestId, ...described(error) }),
        );
        break;
      case 'picture':
        this.#add(command.relayId, command);
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

  async #open({ relayId, destination, format }: Extract<RelayCommand, { type: 'open' }>): Promise<void> {
    this.#end(relayId);
    const route: Route = {
      abort: new AbortController(),
      outgoing: new OutgoingPictures(mostWaitingBytes),
      parameters: Buffer.from(format.parameters),
      publisher: null,
      isSending: false,
      sentBytes: 0,
      reportedMilliseconds: performance.now(),
    };
    this.#routes.set(relayId, route);
    try {
      const publisher = await Publisher.open(destination, format, route.abort.signal);
      if (this.#routes.get(relayId) !== route) {
        await publisher.close();
        throw new Error('it is not wanted any more');
      }
      route.publisher = publisher;
    } catch (error) {
      if (this.#routes.get(relayId) === route) {
        this.#routes.delete(relayId);
      }
      throw error;
    }
    void this.#send(relayId, route);
  }

  #add(relayId: string, picture: RelayedPicture): void {
    const route = this.#routes.get(relayId);
    if (route === undefined) {
      return;
    }
    if (picture.isKeyframe && !parametersOf(picture.annexB).equals(route.parameters)) {
      // They were said when it began, and servers hear of no others.
      this.#end(relayId);
      this.#report({ type: 'ended', relayId, fault: null });
      return;
    }
    route.outgoing.add(picture);
    void this.#send(relayId, route);
  }

  async #send(relayId: string, route: Route): Promise<void> {
    const { publisher } = route;
    if (publisher === null || route.isSending) {
      return;
    }
    route.isSending = true;
    try {
      while (this.#routes.get(relayId) === route) {
        const picture = publisher.waitingBytes > mostUnsentBytes ? null : route.outgoing.take();
        if (picture === null) {
          if (publisher.waitingBytes <= mostUnsentBytes) {
            break;
          }
          await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
          publisher.assertAlive();
          continue;
        }
        await publisher.send(picture);
        route.sentBytes += picture.annexB.length;
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
    const ending = (route.publisher?.close() ?? Promise.resolve()).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

/** The parameter sets of a keyframe, with start codes. */
function parametersOf(annexB: Uint8Array): Buffer {
  const units = splitNalUnits(Buffer.from(annexB.buffer, annexB.byteOffset, annexB.length));
  const sets = units.filter((unit) =>
    [nalUnitTypes.sequenceParameters, nalUnitTypes.pictureParameters].some((type) => type === nalUnitType(unit)),
  );
  return Buffer.concat(sets.flatMap((unit) => [startCode, unit]));
}

const startCode = Buffer.from([0, 0, 0, 1]);

const faultOf = (error: unknown): RelayFault =>
  error instanceof PublishError ? error.fault : { step: 'send', predicate: 'could not be sent to' };

function described(error: unknown): { code: string; reason: string } {
  return error instanceof PublishError
    ? { code: refusedServerCode, reason: JSON.stringify(error.fault) }
    : { code: 'EUNKNOWN', reason: error instanceof Error ? error.message : String(error) };
}
