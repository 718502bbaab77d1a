import { stat } from 'node:fs/promises';
import { startsLikeJpeg } from '../frames/mjpeg-file.ts';
import { CaptureError } from './request.ts';

/**
 * What a file is by its content.
 *
 * @throws CaptureError when it cannot be read or is empty
 */
export async function fileKind(path: string): Promise<'mjpeg' | 'video'> {
  try {
    const status = await stat(path);
    if (!status.isFile()) {
      throw new CaptureError(`${path} is not a file`);
    }
    if (status.size === 0) {
      throw new CaptureError(`the file ${path} is empty`);
    }
    return (await startsLikeJpeg(path)) ? 'mjpeg' : 'video';
  } catch (error) {
    throw error instanceof CaptureError ? error : new CaptureError(unreadable(path, error));
  }
}

function unreadable(path: string, error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no file ${path}`;
    case 'EACCES':
    case 'EPERM':
      return `the file ${path} may not be read: permission denied`;
    default:
      return `the file ${path} could not be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
