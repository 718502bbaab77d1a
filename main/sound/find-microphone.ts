import type { Machine } from '../system/machine.ts';
import { cardsOfCameras, listSoundCards, type SoundCard, usbDeviceOfCamera } from './sound-cards.ts';

/**
 * Which microphone `auto` is for a camera: its own where it is a USB camera that has one, else the only one that is no
 * other camera's. null for none.
 *
 * @param videoDevice path of a USB camera; null for another camera
 */
export async function findMicrophone(machine: Machine, videoDevice: string | null): Promise<SoundCard | null> {
  const microphones = await listSoundCards(machine, 'capture');
  if (videoDevice !== null) {
    const place = await usbDeviceOfCamera(machine, videoDevice);
    return place === null ? null : (microphones.find((microphone) => microphone.usbDevice === place) ?? null);
  }
  const ofCameras = await cardsOfCameras(machine);
  const free = microphones.filter((microphone) => microphone.usbDevice === null || !ofCameras.has(microphone.usbDevice));
  return free.length === 1 ? (free[0] ?? null) : null;
}
