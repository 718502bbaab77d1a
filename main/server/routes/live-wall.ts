import type { Socket } from 'node:net';
import { PetLogError } from '../../../shared/errors.ts';
import type { Principal } from '../../access/principal.ts';
import { contentType } from '../../live/mjpeg/multipart.ts';
import type { WallCamera } from '../../live/mjpeg/wall-reader.ts';
import type { WallService } from '../../live/mjpeg/wall-service.ts';
import type { Watcher } from '../../live/watcher.ts';
import { principalOf, watcherOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** A camera as a wall needs it. */
interface CameraOfWall extends WallCamera {
  readonly streaming: WallCamera['streaming'] & {
    /** Throws when they do not fit. */
    assertRoomFor(watcher: Watcher, places: number): void;
  };
  /** Throws while nobody gets the camera, and where it is stopped and may not be started. */
  readonly manager: { assertAvailable(mayStart?: boolean): void };
}

interface LiveWallDependencies {
  /** Throws where there is no such camera for them. */
  cameraOf(principal: Principal, cameraId: string): CameraOfWall;
  camerasOf(principal: Principal): readonly CameraOfWall[];
  readonly wall: Pick<WallService, 'add'>;
  /** Whether the client has asked for more behind this. */
  hasWaiting(socket: Socket): boolean;
  isShuttingDown(): boolean;
}

/**
 * `GET /live/wall`: small pictures of many cameras in one answer, which page
 * scripts read. Cameras that nobody gets at present are left out; who watches
 * counts for each of the others.
 */
export function liveWall({ cameraOf, camerasOf, wall, hasWaiting, isShuttingDown }: LiveWallDependencies): RawHandlers['live.wall'] {
  return (input, request, response) => {
    const principal = principalOf(response);
    const asked =
      input.cameras === undefined
        ? camerasOf(principal)
        : [...new Set(input.cameras.split(','))].map((cameraId) => cameraOf(principal, cameraId));
    if (isShuttingDown()) {
      throw new PetLogError('shutting_down');
    }
    const cameras = availableOf(asked, input.start);
    const { socket } = request;
    if (request.method === 'GET' && hasWaiting(socket)) {
      socket.destroy(); // nothing comes behind an answer without end
      return;
    }
    const watcher = watcherOf(request, response);
    if (request.method === 'GET') {
      cameras[0]?.streaming.assertRoomFor(watcher, cameras.length);
    }
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
    if (request.method === 'HEAD' || cameras.length === 0) {
      response.end();
      return;
    }
    response.flushHeaders();
    request.resume();
    wall.add(socket, watcher, cameras, input.width ?? null);
  };
}

/** @throws PetLogError why there is none, where there is none */
function availableOf(cameras: readonly CameraOfWall[], mayStart: boolean | undefined): CameraOfWall[] {
  const reasons: unknown[] = [];
  const available = cameras.filter(({ manager }) => {
    try {
      manager.assertAvailable(mayStart);
      return true;
    } catch (reason) {
      reasons.push(reason);
      return false;
    }
  });
  if (available.length === 0 && reasons.length > 0) {
    throw reasons[0];
  }
  return available;
}
