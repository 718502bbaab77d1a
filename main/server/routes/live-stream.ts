import type { Socket } from 'node:net';
import { PetLogError } from '../../../shared/errors.ts';
import { contentType } from '../../streaming/multipart.ts';
import type { RawHandlers } from '../raw-handlers.ts';

interface LiveStreamDependencies {
  streaming: {
    /** Throws when one more viewer does not fit. */
    assertRoomFor(address: string): void;
    add(socket: Socket, framesPerSecond: number | null): void;
  };
  cameraFrameRate(): number;
  isShuttingDown(): boolean;
}

/**
 * `GET /live/stream`. The answer is written to the socket, which costs a third
 * of what Express's response does. The response stays attached to it: a detached
 * one lets a pipelined request end the process.
 */
export function liveStream({ streaming, cameraFrameRate, isShuttingDown }: LiveStreamDependencies): RawHandlers['live.stream'] {
  return (input, request, response) => {
    const maximum = cameraFrameRate();
    if (input.fps !== undefined && input.fps > maximum) {
      const message = `${input.fps} is not allowed; a whole number from 1 to ${maximum}, the camera's rate, is.`;
      throw new PetLogError('invalid_input', { detail: `fps: ${message}` }, { errors: [{ path: 'fps', message }] });
    }
    if (isShuttingDown()) {
      throw new PetLogError('shutting_down');
    }
    const { socket } = request;
    if (request.method === 'GET') {
      streaming.assertRoomFor(socket.remoteAddress ?? 'unknown');
    }
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    response.flushHeaders();
    request.resume();
    const begin = (): void => streaming.add(socket, input.fps ?? null);
    if (response.socket === null) {
      response.once('socket', () => process.nextTick(begin)); // pipelined: its turn comes when the answers before it are out
    } else {
      begin();
    }
  };
}
