import type { Principal } from '../../access/principal.ts';
import type { Frame } from '../../frames/frame.ts';
import { formatTimestamp } from '../../live/mjpeg/multipart.ts';
import { principalOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** A camera that is photographed. */
interface PhotographedCamera {
  /** Throws while nobody gets the camera, and where it is stopped and may not be started. */
  readonly manager: { assertAvailable(mayStart?: boolean): void };
  takeSnapshot(): Promise<Frame>;
}

/** `GET /live/snapshot`: one frame as it came from the camera. */
export function liveSnapshot(
  cameraOf: (principal: Principal, cameraId: string | undefined) => PhotographedCamera,
): RawHandlers['live.snapshot'] {
  return async ({ camera: cameraId, start }, _request, response) => {
    const camera = cameraOf(principalOf(response), cameraId);
    camera.manager.assertAvailable(start);
    const frame = await camera.takeSnapshot();
    response.setHeader('X-Timestamp', formatTimestamp(frame.capturedAtMicroseconds));
    response.type('image/jpeg').send(frame.jpeg);
  };
}
