import { join, normalize } from 'node:path';
import type { Machine } from '../../system/machine.ts';

/** A camera that is plugged in. */
export interface UsbCamera {
  /** The path that stays the same for as long as possible. */
  readonly path: string;
  /** For people: what the maker calls it. */
  readonly name: string;
}

interface Candidate {
  readonly path: string;
  /** `video0`, where the path leads to; null where it leads nowhere that is known. */
  readonly node: string | null;
  /** What the path itself says about the device. */
  readonly described: string;
}

/** The first of a device's interfaces for video; the others have metadata, or the same picture again. */
const firstOfDevice = '-video-index0';

/**
 * Every USB camera, one for each device. Its name by id stays the same
 * whichever socket it is plugged into. Two of a kind without serial numbers
 * share that name: then the socket names the second (`by-path`). Bare
 * numbers count where a camera has no other name, up to 9: a Raspberry Pi's
 * codecs come after.
 */
export async function listUsbCameras(machine: Machine): Promise<UsbCamera[]> {
  const named = [...(await linksIn(machine, '/dev/v4l/by-id', /^usb-(.*)-video-index0$/)), ...(await socketsOf(machine))];
  const numbered = (await videoNodes(machine)).map((node) => ({ path: `/dev/${node}`, node, described: node }));
  const cameras = new Map<string, UsbCamera>();
  const taken = new Set<string>();
  for (const candidate of named) {
    await addCamera(machine, candidate, cameras, taken);
  }
  for (const candidate of cameras.size === 0 ? numbered : []) {
    await addCamera(machine, candidate, cameras, taken);
  }
  return [...cameras.values()];
}

/** Video devices that may be cameras, by their numbers: up to 9; a Raspberry Pi's codecs come after. */
export const videoNodes = async (machine: Machine): Promise<string[]> =>
  (await machine.list('/dev')).filter((name) => /^video\d$/.test(name));

/** What the driver calls a device such as `video0`; null where it says nothing. */
export async function driverNameOf(machine: Machine, node: string): Promise<string | null> {
  const name = (await machine.text(`/sys/class/video4linux/${node}/name`))?.trim() ?? '';
  return name === '' ? null : name;
}

/** Where a device such as `/dev/v4l/by-id/...` points to. */
export async function deviceBehind(machine: Machine, path: string): Promise<string> {
  const link = await machine.link(path);
  return link === null ? path : normalize(link.startsWith('/') ? link : join(path, '..', link));
}

async function addCamera(machine: Machine, candidate: Candidate, cameras: Map<string, UsbCamera>, taken: Set<string>): Promise<void> {
  const { path, node, described } = candidate;
  const place = node === null ? null : await machine.link(`/sys/class/video4linux/${node}`);
  const isUsb = place === null || place.includes('/usb');
  const device = (place === null ? null : usbDevice.exec(place)?.[1]) ?? node ?? path;
  if (!isUsb || taken.has(device) || (node !== null && !(await takesPictures(machine, node)))) {
    return;
  }
  taken.add(device);
  cameras.set(path, { path, name: (node === null ? null : await driverNameOf(machine, node)) ?? described });
}

/** `.../usb1/1-1/1-1.2/1-1.2:1.0/video4linux/video0`: the device is what comes before the colon. */
const usbDevice = /^(.*\/\d+-[\d.]+):\d+\.\d+\/video4linux\//;

/** As udev found out; true where it says nothing. */
async function takesPictures(machine: Machine, node: string): Promise<boolean> {
  const numbers = (await machine.text(`/sys/class/video4linux/${node}/dev`))?.trim() ?? '';
  const facts = (await machine.text(`/run/udev/data/c${numbers}`)) ?? '';
  const abilities = /^E:ID_V4L_CAPABILITIES=(.*)$/m.exec(facts)?.[1];
  return abilities === undefined || abilities.includes(':capture:');
}

/** By the socket, without the second names that newer systems have for each (`usbv2`, `usbv3`). */
const socketsOf = async (machine: Machine): Promise<Candidate[]> =>
  (await linksIn(machine, '/dev/v4l/by-path', /-usb-([\d.:]+)-video-index0$/)).filter(({ node }) => node !== null);

async function linksIn(machine: Machine, directory: string, pattern: RegExp): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const name of (await machine.list(directory)).filter((each) => each.endsWith(firstOfDevice))) {
    const described = pattern.exec(name)?.[1]?.replaceAll('_', ' ');
    if (described !== undefined) {
      const path = `${directory}/${name}`;
      const device = await deviceBehind(machine, path);
      found.push({ path, node: device === path ? null : (/^\/dev\/(video\d+)$/.exec(device)?.[1] ?? null), described });
    }
  }
  return found;
}
