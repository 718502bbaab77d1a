import type { Response } from 'express';
import type { LiveStatus } from '../../../shared/api.ts';
import type { BusEventName } from '../../../shared/events.ts';
import type { Permissions } from '../../access/permissions.ts';
import { mayUse, permissionOf } from '../../access/principal.ts';
import type { PetLogControl } from '../../control/petlog-control.ts';
import type { Clock } from '../../system/clock.ts';
import { assertRoomFor, type Watcher, type WatcherLimits } from '../../live/watcher.ts';
import { principalOf, watcherOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

interface LiveEventsDependencies {
  control: Pick<PetLogControl, 'onPush'>;
  permissions: Pick<Permissions, 'onEnd'>;
  /** @param isForAdmins with what only admins may know */
  status(isForAdmins: boolean): LiveStatus;
  limits(): WatcherLimits;
  clock: Clock;
}

const heartbeatMilliseconds = 5000;
/** What a reader may leave unread before it misses messages; the next status makes up for them. */
const maximumBacklogBytes = 64 * 1024;

/** Who comes and goes is the business of those who may let them in. */
const noticesForAdmins: readonly string[] = ['access.changed'] satisfies BusEventName[];

function message(event: 'notice' | 'heartbeat' | null, data: unknown): string {
  return `${event === null ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/**
 * `GET /live/events`: the status as plain messages, notices and heartbeats as
 * named ones (WHATWG HTML, server-sent events).
 */
export class LiveEvents {
  readonly #dependencies: LiveEventsDependencies;
  readonly #readers = new Map<Response, Watcher>();

  constructor(dependencies: LiveEventsDependencies) {
    this.#dependencies = dependencies;
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  readonly handler: RawHandlers['live.events'] = (_input, request, response) => {
    const principal = principalOf(response);
    const isAdmin = mayUse(principal, 'admin');
    const watcher = watcherOf(request, response);
    if (request.method === 'GET') {
      assertRoomFor(watcher, this.#readers.values(), this.#dependencies.limits());
    }
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const { control, permissions, status, clock } = this.#dependencies;
    const send = (text: string): void => {
      if (!response.writableEnded && response.writableLength < maximumBacklogBytes) {
        response.write(text);
      }
    };
    let cancelHeartbeat = (): void => {};
    const heartbeat = (): void => {
      send(message('heartbeat', { server_time: new Date(clock.nowMicroseconds() / 1000).toISOString() }));
      cancelHeartbeat = clock.after(heartbeatMilliseconds, heartbeat);
    };
    const unsubscribes = [
      control.onPush('status', (pushed) => send(message(null, isAdmin ? status(true) : pushed))),
      control.onPush('notice', (notice) => {
        if (isAdmin || !noticesForAdmins.includes(notice.name)) {
          send(message('notice', notice));
        }
      }),
    ];
    if (isAdmin) {
      // An admin who becomes a viewer is told less; its next event stream knows what.
      unsubscribes.push(permissions.onEnd(permissionOf(principal), () => request.socket.destroy(), 'admin'));
    }
    this.#readers.set(response, watcher);
    response.once('close', () => {
      cancelHeartbeat();
      unsubscribes.forEach((unsubscribe) => unsubscribe());
      this.#readers.delete(response);
    });
    request.socket.setNoDelay(true);
    send(message(null, status(isAdmin)));
    heartbeat();
  };

  /** Ends every reader's connection. */
  close(): void {
    for (const response of this.#readers.keys()) {
      response.end();
    }
  }
}
