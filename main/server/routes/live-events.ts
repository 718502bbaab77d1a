import type { Response } from 'express';
import { mainCameraId } from '../../../shared/main-camera-id.ts';
import type { BusEventName, Notice } from '../../../shared/events.ts';
import type { Permissions } from '../../access/permissions.ts';
import { mayUse, permissionOf } from '../../access/principal.ts';
import type { CameraRegistry } from '../../camera/camera-registry.ts';
import type { PetLogControl } from '../../control/petlog-control.ts';
import type { Clock } from '../../system/clock.ts';
import { assertRoomFor, type Watcher, type WatcherLimits } from '../../live/watcher.ts';
import { principalOf, watcherOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';
import { withoutPath } from './notice-without-path.ts';

interface LiveEventsDependencies {
  control: Pick<PetLogControl, 'onPush'>;
  permissions: Pick<Permissions, 'onEnd'>;
  cameras: Pick<CameraRegistry, 'of' | 'find' | 'visibleTo' | 'mayWatch'>;
  limits(): WatcherLimits;
  clock: Clock;
}

const heartbeatMilliseconds = 5000;
/** What a reader may leave unread before it misses messages; the next status makes up for them. */
const maximumBacklogBytes = 64 * 1024;

/** In place of a camera's id. */
const allCameras = 'all';

/** Who comes and goes is the business of those who may let them in. */
const noticesForAdmins: readonly string[] = ['access.changed'] satisfies BusEventName[];

/** What keys of the settings name tells which cameras there are. */
function withoutHidden(notice: Notice, isVisible: (cameraId: string) => boolean): Notice {
  const { keys } = notice.data;
  if (!Array.isArray(keys)) {
    return notice;
  }
  const mayKnow = (key: unknown): boolean => {
    const cameraId = /^cameras\.([^.]+)/.exec(String(key))?.[1];
    return cameraId === undefined || isVisible(cameraId);
  };
  return { ...notice, data: { ...notice.data, keys: keys.filter(mayKnow) } };
}

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

  readonly handler: RawHandlers['live.events'] = ({ camera = mainCameraId }, request, response) => {
    const principal = principalOf(response);
    const isAdmin = mayUse(principal, 'admin');
    const seesAll = principal.cameraIds === undefined;
    const { control, permissions, cameras, clock } = this.#dependencies;
    const isOfAll = camera === allCameras;
    if (!isOfAll) {
      cameras.of(principal, camera);
    }
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
      control.onPush('status', (pushed) => {
        if (isOfAll ? cameras.mayWatch(principal, pushed.camera_id) : pushed.camera_id === camera) {
          send(message(null, isAdmin ? (cameras.find(pushed.camera_id)?.status(true) ?? pushed) : pushed));
        }
      }),
      control.onPush('notice', (notice) => {
        const mayKnow = notice.camera_id === null || cameras.mayWatch(principal, notice.camera_id);
        if (mayKnow && ((isAdmin && seesAll) || !noticesForAdmins.includes(notice.name))) {
          const told = isAdmin ? notice : withoutPath(notice);
          send(message('notice', seesAll ? told : withoutHidden(told, (cameraId) => cameras.mayWatch(principal, cameraId))));
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
    for (const station of isOfAll ? cameras.visibleTo(principal) : [cameras.of(principal, camera)]) {
      send(message(null, station.status(isAdmin)));
    }
    heartbeat();
  };

  /** Ends every reader's connection. */
  close(): void {
    for (const response of this.#readers.keys()) {
      response.end();
    }
  }
}
