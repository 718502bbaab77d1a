import { join, normalize } from 'node:path';
import type { Machine } from '../system/machine.ts';

export interface VideoDevice {
  /** `/dev/video0` */
  readonly path: string;
  /** What the driver calls it. */
  readonly name: string;
}

/** Video devices that may be cameras: up to 9; a Raspberry Pi's codecs come after. */
export async function videoDevices(machine: Machine): Promise<VideoDevice[]> {
  const names = (await machine.list('/dev')).filter((name) => /^video\d$/.test(name));
  return Promise.all(
    names.map(async (name) => ({
      path: `/dev/${name}`,
      name: (await machine.text(`/sys/class/video4linux/${name}/name`))?.trim() ?? name,
    })),
  );
}

/** USB cameras by the names that stay the same; `/dev/v4l/by-id`. */
export async function usbCameras(machine: Machine): Promise<string[]> {
  return (await machine.list('/dev/v4l/by-id')).filter((name) => name.endsWith('-video-index0')).map((name) => `/dev/v4l/by-id/${name}`);
}

/** Where a device such as `/dev/v4l/by-id/...` points to. */
export async function deviceBehind(machine: Machine, path: string): Promise<string> {
  const link = await machine.link(path);
  return link === null ? path : normalize(link.startsWith('/') ? link : join(path, '..', link));
}
