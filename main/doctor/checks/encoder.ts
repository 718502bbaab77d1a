import { z } from 'zod';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { isRaspberryPi, machineModel } from '../raspberry-pi.ts';
import type { Check } from '../subject.ts';
import { currentUser } from '../users.ts';

const WorkingEncoders = z.object({ hardware: z.boolean(), software: z.boolean() });

/** The encoder of the Raspberry Pis up to 4 (bcm2835-codec); later ones have none. */
const encoderDevice = '/dev/video11';

/** By encoding pictures, as the recordings are going to. */
export const checkEncoder: Check = async ({ machine, config, askProcess }): Promise<Finding> => {
  const [width, height] = config.camera.resolution;
  const size = `${width}x${height}`;
  const words = ['encoder', width, height, config.camera.frame_rate, config.recording.bitrate_kbps].map(String);
  const { hardware, software } = WorkingEncoders.parse(JSON.parse(await askProcess(words)));
  if (hardware) {
    return ok(`H.264 at ${size} is encoded by the hardware (h264_v4l2m2m).`);
  }
  if (!software) {
    return problem(`Nothing here encodes H.264 at ${size}: neither the hardware nor libx264.`, 'Choose a usual camera.resolution such as [1280, 720]; if that does not help, install PetLog again.');
  }
  const hasDevice = isRaspberryPi(await machineModel(machine)) && (await machine.exists(encoderDevice));
  if (!hasDevice) {
    return ok(`H.264 at ${size} is encoded by the processor (libx264).`);
  }
  const advice = (await machine.isAccessible(encoderDevice))
    ? 'Another program may be using it; the hardware takes pictures up to 1920x1080.'
    : `Let the user ${(await currentUser(machine)).name} into the group video ("sudo usermod -aG video USER", then log in again).`;
  return warning(`H.264 at ${size} is encoded by the processor (libx264): the hardware encoder ${encoderDevice} is there, but does not work.`, advice);
};
