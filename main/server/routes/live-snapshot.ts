import type { Frame } from '../../frames/frame.ts';
import { formatTimestamp } from '../../live/mjpeg/multipart.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** `GET /live/snapshot`: one frame as it came from the camera. */
export function liveSnapshot(takeSnapshot: () => Promise<Frame>): RawHandlers['live.snapshot'] {
  return async (_input, _request, response) => {
    const frame = await takeSnapshot();
    response.setHeader('X-Timestamp', formatTimestamp(frame.capturedAtMicroseconds));
    response.type('image/jpeg').send(frame.jpeg);
  };
}
