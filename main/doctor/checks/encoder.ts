import { z } from 'zod';
import { sentence } from '../../../shared/doctor-sentence.ts';
import { type CameraCheck, forEachCamera, keyOf } from '../each-camera.ts';
import { ok, problem, warning } from '../finding.ts';
import { isRaspberryPi, machineModel } from '../../system/raspberry-pi.ts';
import type { Check } from '../subject.ts';
import { currentUser } from '../users.ts';

const WorkingEncoders = z.object({ hardware: z.boolean(), software: z.boolean() });

/** The encoder of the Raspberry Pis up to 4 (bcm2835-codec); later ones have none. */
const encoderDevice = '/dev/video11';

/** By encoding pictures, as the recordings are going to. Cameras alike are tried once. */
export const checkEncoder: Check = async (subject) => {
  const answers = new Map<string, Promise<string>>();
  const askOnce = (words: readonly string[]): Promise<string> => {
    const key = words.join(' ');
    const answer = answers.get(key) ?? subject.askProcess(words);
    answers.set(key, answer);
    return answer;
  };
  return forEachCamera(checkOne)({ ...subject, askProcess: askOnce });
};

const checkOne: CameraCheck = async ({ machine, askProcess }, camera) => {
  if (camera.settings.codec === 'h264' || /^rtsps?:/.test(camera.settings.source)) {
    return ok(sentence('encoder_not_needed'));
  }
  const [width, height] = camera.settings.resolution;
  const size = `${width}x${height}`;
  const words = ['encoder', width, height, camera.settings.frame_rate, camera.recording.bitrate_kbps].map(String);
  const { hardware, software } = WorkingEncoders.parse(JSON.parse(await askProcess(words)));
  if (hardware) {
    return ok(sentence('encoder_hardware', { size }));
  }
  if (!software) {
    return problem(sentence('encoder_none', { size }), sentence('encoder_none_advice', { key: keyOf(camera, 'resolution') }));
  }
  const hasDevice = isRaspberryPi(await machineModel(machine)) && (await machine.exists(encoderDevice));
  if (!hasDevice) {
    return ok(sentence('encoder_software', { size }));
  }
  const advice = (await machine.isAccessible(encoderDevice))
    ? sentence('encoder_in_use_advice')
    : sentence('encoder_group_advice', { user: (await currentUser(machine)).name });
  return warning(sentence('encoder_hardware_broken', { size, device: encoderDevice }), advice);
};
