import { deviceBehind } from '../camera/discovery/usb-cameras.ts';
import type { Machine } from '../system/machine.ts';

/** A sound card that hears. */
export interface Microphone {
  /** Its name of ALSA. */
  readonly device: string;
  /** For people: what the maker calls it. */
  readonly name: string;
  /** The USB device that it is of, as the kernel places it; null for another. */
  readonly usbDevice: string | null;
}

/** `.../usb1/1-1/1-1.2/1-1.2:1.0/sound/card1`: the device is what comes before the colon. */
const usbDevice = /(\/\d+-[\d.]+):\d+\.\d+\//;
const usbDeviceOf = (place: string | null): string | null => (place === null ? null : (usbDevice.exec(place)?.[1] ?? null));

/** Every microphone, in the order of the cards' numbers. */
export async function listMicrophones(machine: Machine): Promise<Microphone[]> {
  const cards = (await machine.list('/proc/asound')).filter((name) => /^card\d+$/.test(name));
  const found: Microphone[] = [];
  for (const card of cards) {
    const capture = (await machine.list(`/proc/asound/${card}`)).find((name) => /^pcm\d+c$/.test(name));
    const id = (await machine.text(`/proc/asound/${card}/id`))?.trim() ?? '';
    if (capture !== undefined && /^[A-Za-z0-9_-]+$/.test(id)) {
      const facts = (await machine.text(`/proc/asound/${card}/${capture}/info`)) ?? '';
      const place = await machine.link(`/sys/class/sound/${card}`);
      found.push({
        device: `plughw:CARD=${id},DEV=${capture.slice(3, -1)}`,
        name: /^name: (.+)$/m.exec(facts)?.[1]?.trim() ?? id,
        usbDevice: usbDeviceOf(place),
      });
    }
  }
  return found;
}

/**
 * Which microphone `auto` is for a camera: its own where it is a USB camera that has one, else the only one that is no
 * other camera's. null for none.
 *
 * @param videoDevice path of a USB camera; null for another camera
 */
export async function findMicrophone(machine: Machine, videoDevice: string | null): Promise<Microphone | null> {
  const microphones = await listMicrophones(machine);
  if (videoDevice !== null) {
    const node = /^\/dev\/(video\d+)$/.exec(await deviceBehind(machine, videoDevice))?.[1];
    const place = node === undefined ? null : usbDeviceOf(await machine.link(`/sys/class/video4linux/${node}`));
    return place === null ? null : (microphones.find((microphone) => microphone.usbDevice === place) ?? null);
  }
  const nodes = (await machine.list('/sys/class/video4linux')).map((node) => machine.link(`/sys/class/video4linux/${node}`));
  const ofCameras = new Set((await Promise.all(nodes)).map(usbDeviceOf));
  const free = microphones.filter((microphone) => microphone.usbDevice === null || !ofCameras.has(microphone.usbDevice));
  return free.length === 1 ? (free[0] ?? null) : null;
}
