import type { Config } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import { AttachedCameras } from '../camera/discovery/attached-cameras.ts';
import { concreteSource } from '../camera/discovery/concrete-source.ts';
import type { Machine } from '../system/machine.ts';
import { findMicrophone } from './find-microphone.ts';
import type { SoundPlace } from './sound-service.ts';

const ownMicrophones = ['v4l2', 'rpicam', 'raspistill'];

/** Cameras on the network that send their own sound: those that speak RTSP, and other PetLogs. */
const ownSound = /^(rtsps?|petlog\+https?)$/;

/**
 * Where the sound of a camera comes from, as it is configured.
 *
 * @param isMock it shows the mock's pictures, whatever is configured
 * @throws PetLogError `microphone_unavailable`
 */
export async function findSoundPlace(
  { source, microphone }: Pick<Config['camera'], 'source' | 'microphone'>,
  isMock: boolean,
  machine: Machine,
): Promise<SoundPlace> {
  if (microphone !== 'auto') {
    return { kind: 'microphone', device: microphone };
  }
  const concrete = await concreteSource(source, machine, new AttachedCameras(machine));
  if (isMock || concrete === 'mock') {
    return { kind: 'tone' };
  }
  const kind = concrete.split(':')[0] ?? '';
  if (ownSound.test(kind)) {
    return { kind: 'camera' };
  }
  if (kind === 'http' || kind === 'https') {
    throw new PetLogError('microphone_unavailable', {
      reason:
        'this camera gives pictures alone; an address that begins with rtsp:// has its sound too; choose a microphone of this machine in the settings of the camera',
    });
  }
  if (!ownMicrophones.includes(kind) && concrete !== 'auto') {
    throw new PetLogError('microphone_unavailable', {
      reason: 'auto finds no sound for a file that is played; choose a microphone of this machine in the settings of the camera',
    });
  }
  const found = await findMicrophone(machine, kind === 'v4l2' ? concrete.slice('v4l2:'.length) : null);
  if (found === null) {
    throw new PetLogError('microphone_unavailable', {
      reason:
        kind === 'v4l2'
          ? 'the USB camera has no microphone of its own; choose another one in the settings of the camera'
          : 'this machine has no microphone, or several; choose one in the settings of the camera',
    });
  }
  return { kind: 'microphone', device: found.device };
}
