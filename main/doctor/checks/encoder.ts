import { z } from 'zod';
import { sentence } from '../../../shared/doctor-sentence.ts';
import { type CameraCheck, forEachCamera, keyOf } from '../each-camera.ts';
import { ok, problem, warning } from '../finding.ts';
import { isRaspberryPi, machineModel } from '../../system/raspberry-pi.ts';
import type { Check } from '../subject.ts';
import { currentUser } from '../users.ts';

const WorkingEncoders = z.object({ hardware: z.boolean(), software: z.boolean(), softwareMilliseconds: z.number().nullable() });

/** Beyond that nothing is left for what else the machine does, and for pictures that are harder than others. */
const mostPercentOfCore = 80;

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

const checkOne: CameraCheck = async ({ machine, config, askProcess }, camera) => {
  if (camera.settings.codec === 'h264' || /^rtsps?:/.test(camera.settings.source)) {
    return ok(sentence('encoder_not_needed'));
  }
  const [width, height] = camera.settings.resolution;
  const size = `${width}x${height}`;
  const rate = camera.settings.frame_rate;
  const words = ['encoder', width, height, rate, camera.recording.bitrate_kbps, ...config.video.renditions].map(String);
  const { hardware, software, softwareMilliseconds } = WorkingEncoders.parse(JSON.parse(await askProcess(words)));
  if (hardware) {
    return ok(sentence('encoder_hardware', { size }));
  }
  if (!software) {
    return problem(sentence('encoder_none', { size }), sentence('encoder_none_advice', { key: keyOf(camera, 'resolution') }));
  }
  const hasDevice = isRaspberryPi(await machineModel(machine)) && (await machine.exists(encoderDevice));
  if (!hasDevice) {
    const percent = Math.round(((softwareMilliseconds ?? 0) * rate) / 10);
    const summary = [sentence('encoder_software', { size }), sentence('encoder_speed', { percent, rate })];
    return percent <= mostPercentOfCore
      ? ok(softwareMilliseconds === null ? summary.slice(0, 1) : summary)
      : warning(summary, sentence('encoder_speed_advice', { resolution: keyOf(camera, 'resolution'), rate: keyOf(camera, 'frame_rate') }));
  }
  const advice = (await machine.isAccessible(encoderDevice))
    ? sentence('encoder_in_use_advice')
    : sentence('encoder_group_advice', { user: (await currentUser(machine)).name });
  return warning(sentence('encoder_hardware_broken', { size, device: encoderDevice }), advice);
};
