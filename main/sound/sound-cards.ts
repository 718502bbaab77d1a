import { deviceBehind } from '../camera/discovery/usb-cameras.ts';
import type { Machine } from '../system/machine.ts';

/** A sound card that hears, or one that plays. */
export interface SoundCard {
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

const deviceNames = { capture: /^pcm\d+c$/, playback: /^pcm\d+p$/ } as const;

/** Every one of that kind, in the order of the cards' numbers. */
export async function listSoundCards(machine: Machine, kind: keyof typeof deviceNames): Promise<SoundCard[]> {
  const cards = (await machine.list('/proc/asound')).filter((name) => /^card\d+$/.test(name));
  const found: SoundCard[] = [];
  for (const card of cards) {
    const device = (await machine.list(`/proc/asound/${card}`)).find((name) => deviceNames[kind].test(name));
    const id = (await machine.text(`/proc/asound/${card}/id`))?.trim() ?? '';
    if (device !== undefined && /^[A-Za-z0-9_-]+$/.test(id)) {
      const facts = (await machine.text(`/proc/asound/${card}/${device}/info`)) ?? '';
      const place = await machine.link(`/sys/class/sound/${card}`);
      found.push({
        device: `plughw:CARD=${id},DEV=${device.slice(3, -1)}`,
        name: /^name: (.+)$/m.exec(facts)?.[1]?.trim() ?? id,
        usbDevice: usbDeviceOf(place),
      });
    }
  }
  return found;
}

/** The USB device that a camera is of, by the path of its device; null where it is of none. */
export async function usbDeviceOfCamera(machine: Machine, videoDevice: string): Promise<string | null> {
  const node = /^\/dev\/(video\d+)$/.exec(await deviceBehind(machine, videoDevice))?.[1];
  return node === undefined ? null : usbDeviceOf(await machine.link(`/sys/class/video4linux/${node}`));
}

/** The USB devices that cameras are of. */
export async function cardsOfCameras(machine: Machine): Promise<ReadonlySet<string>> {
  const nodes = (await machine.list('/sys/class/video4linux')).map((node) => machine.link(`/sys/class/video4linux/${node}`));
  return new Set((await Promise.all(nodes)).map(usbDeviceOf).filter((place) => place !== null));
}
