import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Whether a window could be opened: a Wayland or X11 display is named in the
 * environment and, where that can be seen, its socket is there. A shell may
 * still name the display of a session that has ended.
 */
export function hasDisplay(environment: NodeJS.ProcessEnv, exists: (path: string) => boolean = existsSync): boolean {
  const wayland = environment['WAYLAND_DISPLAY'] ?? '';
  if (wayland !== '' && exists(resolve(environment['XDG_RUNTIME_DIR'] ?? '/', wayland))) {
    return true;
  }
  const display = environment['DISPLAY'] ?? '';
  const local = /^(?:unix)?:(\d+)/.exec(display)?.[1];
  return local === undefined ? display !== '' : exists(`/tmp/.X11-unix/X${local}`);
}
