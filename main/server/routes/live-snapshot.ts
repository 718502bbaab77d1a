import type { Principal } from '../../access/principal.ts';
import type { Frame } from '../../frames/frame.ts';
import { formatTimestamp } from '../../live/mjpeg/multipart.ts';
import { principalOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** `GET /live/snapshot`: one frame as it came from the camera. */
export function liveSnapshot(
  cameraOf: (principal: Principal, cameraId: string | undefined) => { takeSnapshot(): Promise<Frame> },
): RawHandlers['live.snapshot'] {
  return async ({ camera }, _request, response) => {
    const frame = await cameraOf(principalOf(response), camera).takeSnapshot();
    response.setHeader('X-Timestamp', formatTimestamp(frame.capturedAtMicroseconds));
    response.type('image/jpeg').send(frame.jpeg);
  };
}
