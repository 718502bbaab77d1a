/** `rcat --size` is from 1.56 (rclone.org/changelog). */
export const oldestRclone = '1.56';

/** Of what `rclone version` prints, as "1.60.1"; null for something else. */
export const versionIn = (text: string): string | null => /^rclone v(\d+\.\d+(?:\.\d+)?)/m.exec(text)?.[1] ?? null;

/** Whether it knows all that is asked of it. @param version as "1.60.1" */
export function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestRclone.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
