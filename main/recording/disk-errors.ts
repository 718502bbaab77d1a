const reasons: Readonly<Record<string, string>> = {
  EACCES: 'PetLog may not write there',
  EPERM: 'PetLog may not write there',
  EROFS: 'the disk is read-only',
  ENOENT: 'the directory is not there',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EIO: 'the disk does not answer; it may be broken or unplugged',
  ENODEV: 'the disk is gone',
  ENXIO: 'the disk is gone',
  ENOTMOUNTED: 'the disk is not mounted; plug it in, or set camera.storage_path to another directory',
  ETIMEDOUT: 'the disk is too slow',
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Whether the system says that the disk has no room, or that there is no more of it for PetLog. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error));

/** What happened, in words. */
export const reasonOf = (error: unknown): string => reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
