import { FFmpegError } from 'node-av/lib';

/**
 * FFmpeg's return value, when it is not an error.
 *
 * @throws Error that names what was tried and FFmpeg's reason
 */
export function check(result: number, attempt: string): number {
  if (result < 0) {
    throw new Error(`could not ${attempt}: ${FFmpegError.strerror(result)}`);
  }
  return result;
}
