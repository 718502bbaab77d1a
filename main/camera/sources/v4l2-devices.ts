import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The first USB camera. Its name by id stays the same whichever socket it is
 * plugged into; a camera's further devices hold no pictures. Only where no
 * camera has such a name do bare numbers count, up to 9: a Raspberry Pi's
 * codecs come after.
 *
 * @param devicesDirectory `/dev`
 * @returns the device's path, or null when there is none
 */
export async function firstUsbCamera(devicesDirectory = '/dev'): Promise<string | null> {
  const byId = join(devicesDirectory, 'v4l/by-id');
  const named = (await list(byId)).filter((name) => name.endsWith('-video-index0')).sort();
  if (named[0] !== undefined) {
    return join(byId, named[0]);
  }
  const numbered = (await list(devicesDirectory)).filter((name) => /^video\d$/.test(name)).sort();
  return numbered[0] === undefined ? null : join(devicesDirectory, numbered[0]);
}

function list(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => []);
}
