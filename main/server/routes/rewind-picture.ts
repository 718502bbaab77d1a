import type { RewindPicture } from '../../rewind/rewind-service.ts';
import { formatTimestamp } from '../../live/mjpeg/multipart.ts';
import type { Principal } from '../../access/principal.ts';
import { principalOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** `GET /live/rewind/picture`: a reader that does not wait any more is forgotten. */
export function rewindPicture(
  cameraOf: (
    principal: Principal,
    cameraId: string | undefined,
  ) => { readonly rewind: { picture(at: string, signal: AbortSignal): Promise<RewindPicture> } },
): RawHandlers['rewind.picture'] {
  return async ({ camera, at }, _request, response) => {
    const { rewind } = cameraOf(principalOf(response), camera);
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
