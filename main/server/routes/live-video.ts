import type { Socket } from 'node:net';
import { petlogIdHeader } from '../../../shared/petlog-id-header.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { Principal } from '../../access/principal.ts';
import type { Watcher } from '../../live/watcher.ts';
import { principalOf, watcherOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** A camera as viewers of its video need it. */
interface FilmedCamera {
  readonly video: {
    /** Throws when one more viewer does not fit. */
    assertRoomFor(watcher: Watcher): void;
    add(socket: Socket, watcher: Watcher, rendition: string): void;
  };
  /** Throws where there is none of that name. */
  readonly renditions: { nameOf(asked: string | undefined): string };
  /** Throws while nobody gets the camera, or nobody starts it who may not. */
  readonly manager: { assertAvailable(mayStart?: boolean): void };
}

interface LiveVideoDependencies {
  /** Throws where there is no such camera for them. */
  cameraOf(principal: Principal, cameraId: string | undefined): FilmedCamera;
  /** Whether the client has asked for more behind this. */
  hasWaiting(socket: Socket): boolean;
  isShuttingDown(): boolean;
  /** Who this PetLog is to others, which take its sound from here. */
  readonly petlogId: string;
}

/** `GET /live/video`: written to the socket, as `GET /live/stream` is. */
export function liveVideo({ cameraOf, hasWaiting, isShuttingDown, petlogId }: LiveVideoDependencies): RawHandlers['live.video'] {
  return (input, request, response) => {
    const { video, renditions, manager } = cameraOf(principalOf(response), input.camera);
    if (isShuttingDown()) {
      throw new PetLogError('shutting_down');
    }
    const rendition = renditions.nameOf(input.rendition);
    manager.assertAvailable(input.start);
    const { socket } = request;
    if (request.method === 'GET' && hasWaiting(socket)) {
      socket.destroy(); // nothing comes behind a video without end
      return;
    }
    const watcher = watcherOf(request, response);
    if (request.method === 'GET') {
      video.assertRoomFor(watcher);
    }
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, {
      'Content-Type': 'video/mp4',
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
    video.add(socket, watcher, rendition);
  };
}
