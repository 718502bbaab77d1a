import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Whose remotes are used. */
export interface RcloneOwner {
  /** As whom PetLog runs, and with it rclone. */
  readonly user: string;
  /** Where `rclone config` of that user keeps its remotes (rclone.org/docs, "--config"). Over the network it cannot be changed. */
  readonly configurationPath: string;
}

export function rcloneOwner({ XDG_CONFIG_HOME: configurations = '' }: NodeJS.ProcessEnv): RcloneOwner {
  const directory = configurations === '' ? join(homeDirectory(), '.config') : configurations;
  return { user: nameOfUser(), configurationPath: join(directory, 'rclone', 'rclone.conf') };
}

/** A user without an entry has none; rclone then looks where nothing is. */
function homeDirectory(): string {
  try {
    return homedir();
  } catch {
    return '/nonexistent';
  }
}

/** A user may have no name, as in some containers. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `#${process.getuid?.() ?? 0}`;
  }
}
