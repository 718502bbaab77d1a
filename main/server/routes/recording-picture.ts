import type { Response } from 'express';
import type { PictureKind } from '../../library/storage-directory.ts';

/** A picture of a recording never changes, and goes with it. */
const cacheControl = 'private, max-age=86400, immutable';

/** `GET /recordings/{id}/thumbnail` and `/preview`: made now if it is not there. */
export function recordingPicture(kind: PictureKind, path: (recordingId: string, kind: PictureKind) => Promise<string>) {
  return async ({ id }: { id: string }, _request: unknown, response: Response): Promise<void> => {
    const file = await path(id, kind);
    response.setHeader('Cache-Control', cacheControl);
    await new Promise<void>((resolve, reject) => {
      response.sendFile(file, { dotfiles: 'allow', cacheControl: false }, (error: Error | undefined) =>
        error === undefined || response.headersSent ? resolve() : reject(error),
      );
    });
  };
}
