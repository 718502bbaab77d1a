import { PetLogError } from '../../shared/errors.ts';
import type { Config } from '../../shared/config.ts';
import { AttachedCameras } from '../camera/discovery/attached-cameras.ts';
import { concreteSource } from '../camera/discovery/concrete-source.ts';
import { cardsOfCameras, listSoundCards, usbDeviceOfCamera } from '../sound/sound-cards.ts';
import type { Machine } from '../system/machine.ts';

/**
 * Which speaker `auto` is for a camera: its own where it is a USB camera that has one, else the only one that is neither
 * a screen's nor another camera's.
 *
 * @returns its name of ALSA
 * @throws PetLogError `speaker_unavailable`
 */
export async function findSpeaker({ source, speaker }: Pick<Config['camera'], 'source' | 'speaker'>, machine: Machine): Promise<string> {
  if (speaker === 'off') {
    throw new PetLogError('speaker_unavailable', { reason: 'its speaker is switched off' });
  }
  if (speaker !== 'auto') {
    return speaker;
  }
  const speakers = await listSoundCards(machine, 'playback');
  const concrete = await concreteSource(source, machine, new AttachedCameras(machine));
  if (concrete.startsWith('v4l2:')) {
    const place = await usbDeviceOfCamera(machine, concrete.slice('v4l2:'.length));
    const own = place === null ? undefined : speakers.find(({ usbDevice }) => usbDevice === place);
    if (own !== undefined) {
      return own.device;
    }
  }
  const ofCameras = await cardsOfCameras(machine);
  const free = speakers.filter(({ device, name, usbDevice }) => {
    const isOfScreen = /hdmi/i.test(device) || /hdmi/i.test(name);
    return !isOfScreen && (usbDevice === null || !ofCameras.has(usbDevice));
  });
  const [only] = free;
  if (only === undefined) {
    throw new PetLogError('speaker_unavailable', { reason: 'this machine has no speaker but those of screens and of other cameras' });
  }
  if (free.length > 1) {
    const devices = free.map(({ device }) => device).join(', ');
    throw new PetLogError('speaker_unavailable', {
      reason: `this machine has several speakers; choose one in the settings of the camera: ${devices}`,
    });
  }
  return only.device;
}
