import type { Response } from 'express';
import type { PictureKind } from '../../library/storage-directory.ts';

/** A picture of a recording never changes, and goes with it. */
const cacheControl = 'private, max-age=86400, immutable';

/** `GET /recordings/{id}/thumbnail` and `/preview`: made now if it is not there. */
export function recordingPicture(
  kind: PictureKind,
  path: (recordingId: string, kind: PictureKind) => Promise<string>,
  caching = cacheControl,
) {
  return async ({ id }: { id: string }, _request: unknown, response: Response): Promise<void> => {
    const file = await path(id, kind);
    response.setHeader('Cache-Control', caching);
    await sendPicture(response, file);
  };
}

/**
 * Sends the file of a picture.
 *
 * @param missing what is thrown where there is no such file; else what Express says
 */
export function sendPicture(response: Response, path: string, missing?: () => Error): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    response.sendFile(path, { dotfiles: 'allow', cacheControl: false }, (error: (Error & { status?: number }) | undefined) => {
      if (error === undefined || response.headersSent) {
        resolve();
      } else {
        response.removeHeader('Cache-Control');
        reject(error.status === 404 && missing !== undefined ? missing() : error);
      }
    });
  });
}
