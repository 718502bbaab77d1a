import { answerError } from './answer-error.ts';
import { MultipartReader, type WallPicture } from './multipart-reader.ts';

export interface WallRequest {
  readonly cameraIds: readonly string[];
  readonly widthPixels: number;
}

/** Opens `GET /live/wall`; resolves when it ends, rejects when it breaks off or is refused. */
export type OpenWall = (request: WallRequest, onPicture: (picture: WallPicture) => void, signal: AbortSignal) => Promise<void>;

/** The pictures of several cameras by one request: browsers open six connections to a host. */
export function wallOpener(address: () => URL, fetchAnswer: typeof fetch): OpenWall {
  return async ({ cameraIds, widthPixels }, onPicture, signal) => {
    const url = address();
    url.searchParams.set('cameras', cameraIds.join(','));
    url.searchParams.set('width', String(widthPixels));
    // One that was stopped just now, which this page has not heard of, stays so.
    url.searchParams.set('start', 'false');
    const response = await fetchAnswer(url, { cache: 'no-store', signal });
    if (!response.ok) {
      throw await answerError(response);
    }
    const parts = new MultipartReader(onPicture);
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
      parts.push(read.value);
    }
  };
}
