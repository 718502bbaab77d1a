import type { Socket } from 'node:net';
import { petlogIdHeader } from '../../../shared/petlog-id-header.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { invalidValue } from '../../../shared/invalid-input.ts';
import { contentType } from '../../live/mjpeg/multipart.ts';
import type { Watcher } from '../../live/watcher.ts';
import type { Principal } from '../../access/principal.ts';
import { principalOf, watcherOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** A camera as its viewers need it. */
interface WatchedCamera {
  readonly streaming: {
    /** Throws when one more viewer does not fit. */
    assertRoomFor(watcher: Watcher): void;
    add(socket: Socket, watcher: Watcher, framesPerSecond: number | null, widthPixels: number | null): void;
  };
  /** Throws while nobody gets the camera, and where it is stopped and may not be started. */
  readonly manager: { assertAvailable(mayStart?: boolean): void };
  readonly config: { readonly camera: { readonly frame_rate: number } };
}

interface LiveStreamDependencies {
  /** Throws where there is no such camera for them. */
  cameraOf(principal: Principal, cameraId: string | undefined): WatchedCamera;
  /** Whether the client has asked for more behind this. */
  hasWaiting(socket: Socket): boolean;
  isShuttingDown(): boolean;
  /** Who this PetLog is to others. */
  readonly petlogId: string;
}

/**
 * `GET /live/stream`. The answer is written to the socket, which costs a third
 * of what Express's response does. The response stays attached to it: a detached
 * one lets a pipelined request end the process.
 */
export function liveStream({ cameraOf, hasWaiting, isShuttingDown, petlogId }: LiveStreamDependencies): RawHandlers['live.stream'] {
  return (input, request, response) => {
    const { streaming, manager, config } = cameraOf(principalOf(response), input.camera);
    const maximum = config.camera.frame_rate;
    if (input.fps !== undefined && input.fps > maximum) {
      throw invalidValue('fps', `${input.fps} is not allowed; a whole number from 1 to ${maximum}, the camera's rate, is.`);
    }
    if (isShuttingDown()) {
      throw new PetLogError('shutting_down');
    }
    manager.assertAvailable(input.start);
    const { socket } = request;
    if (request.method === 'GET' && hasWaiting(socket)) {
      socket.destroy(); // nothing comes behind a stream without end
      return;
    }
    const watcher = watcherOf(request, response);
    if (request.method === 'GET') {
      streaming.assertRoomFor(watcher);
    }
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, {
      'Content-Type': contentType,
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
      [petlogIdHeader]: petlogId,
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    response.flushHeaders();
    request.resume();
    streaming.add(socket, watcher, input.fps ?? null, input.width ?? null);
  };
}
