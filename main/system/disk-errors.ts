const reasons: Readonly<Record<string, string>> = {
  EACCES: 'PetLog may not write there',
  EPERM: 'PetLog may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk has no more room for PetLog',
  ENOENT: 'the directory is not there',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EIO: 'the disk does not answer; it may be broken or unplugged',
  ENODEV: 'the disk is gone',
  ENXIO: 'the disk is gone',
  ENOTCONN: 'the disk is gone',
  ESTALE: 'the disk is gone',
  ENOTMOUNTED: 'the disk is not mounted; plug it in, or set camera.storage_path to another directory',
  ETIMEDOUT: 'the disk does not answer in time',
};

/** SQLite's result codes for the same: https://www.sqlite.org/rescode.html. */
const codeOfResult: Readonly<Record<number, string>> = { 3: 'EACCES', 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC' };

function codeOf(error: unknown): string {
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') {
    return codeOfResult[error.errcode & 0xff] ?? '';
  }
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Whether the system says that the disk has no room, or that there is no more of it for PetLog. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error));

/** Whether the disk can be read and not be written. */
export const isReadOnly = (error: unknown): boolean => codeOf(error) === 'EROFS';

/** Whether the disk let us wait for too long. */
export const isTooSlow = (error: unknown): boolean => codeOf(error) === 'ETIMEDOUT';

/** What happened, in words, where the system's code says it. */
export const reasonOfCode = (code: string): string | undefined => reasons[code];

/** What happened, in words. */
export const diskReason = (error: unknown): string => reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
