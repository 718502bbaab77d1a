import type { RewindPicture } from '../../rewind/rewind-service.ts';
import { formatTimestamp } from '../../live/mjpeg/multipart.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** `GET /live/rewind/picture`: a reader that does not wait any more is forgotten. */
export function rewindPicture(rewind: { picture(at: string, signal: AbortSignal): Promise<RewindPicture> }): RawHandlers['rewind.picture'] {
  return async ({ at }, _request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const { jpeg, capturedAtMicroseconds } = await rewind.picture(at, gone.signal);
      response.setHeader('X-Timestamp', formatTimestamp(capturedAtMicroseconds));
      response.type('image/jpeg').send(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength));
    } catch (error) {
      if (!gone.signal.aborted) {
        throw error;
      }
    }
  };
}
