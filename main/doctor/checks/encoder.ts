import { z } from 'zod';
import { type DoctorSentence, sentence } from '../../../shared/doctor-sentence.ts';
import { type CameraCheck, forEachCamera } from '../each-camera.ts';
import { type Finding, finding, ok, problem, warning } from '../finding.ts';
import { isRaspberryPi, machineModel } from '../../system/raspberry-pi.ts';
import type { Check } from '../subject.ts';
import { currentUser } from '../users.ts';

const WorkingEncoders = z.object({
  hardware: z.boolean(),
  software: z.boolean(),
  load: z.object({ cpuMillisecondsPerPicture: z.number(), cores: z.int() }).nullable(),
});
type EncodingLoad = NonNullable<z.infer<typeof WorkingEncoders>['load']>;

/** Of all cores: the camera, its viewers and what is noticed need the rest. */
const mostShare = 0.5;

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

const checkOne: CameraCheck = async ({ config, machine, askProcess }, camera) => {
  const [width, height] = camera.settings.resolution;
  const size = `${width}x${height}`;
  const { frame_rate: frameRate } = camera.settings;
  const renditions = config.video.renditions.filter((each) => each < height);
  const isPassedOn = camera.settings.codec === 'h264' || /^rtsps?:/.test(camera.settings.source);
  if (isPassedOn && renditions.length === 0) {
    return ok(sentence('encoder_not_needed'));
  }
  const what = isPassedOn ? 'smaller-encoders' : 'encoder';
  const words = [what, width, height, frameRate, camera.recording.bitrate_kbps, ...renditions].map(String);
  const { hardware, software, load } = WorkingEncoders.parse(JSON.parse(await askProcess(words)));
  const costs = load === null ? null : costsOf(load, frameRate, renditions, isPassedOn);
  if (isPassedOn) {
    return withCosts(sentence('encoder_not_needed'), costs);
  }
  if (hardware) {
    return withCosts(sentence('encoder_hardware', { size }), costs);
  }
  if (!software) {
    return problem(sentence('encoder_none', { size }), sentence('encoder_none_advice'));
  }
  const hasDevice = isRaspberryPi(await machineModel(machine)) && (await machine.exists(encoderDevice));
  if (!hasDevice) {
    return withCosts(sentence('encoder_software', { size }), costs);
  }
  const advice = (await machine.isAccessible(encoderDevice))
    ? sentence('encoder_in_use_advice')
    : sentence('encoder_group_advice', { user: (await currentUser(machine)).name });
  return warning(sentence('encoder_hardware_broken', { size, device: encoderDevice }), advice);
};

interface Costs {
  readonly sentence: DoctorSentence;
  readonly isTooMuch: boolean;
}

function costsOf(
  { cpuMillisecondsPerPicture, cores }: EncodingLoad,
  frameRate: number,
  renditions: readonly number[],
  isPassedOn: boolean,
): Costs {
  const share = (cpuMillisecondsPerPicture * frameRate) / 1000;
  const values = { percent: Math.round(share * 100), cores };
  const heights = renditions.map((height) => `${height}p`).join(', ');
  const withRenditions = isPassedOn ? 'encoder_load_smaller' : 'encoder_load_renditions';
  return {
    sentence: heights === '' ? sentence('encoder_load', values) : sentence(withRenditions, { ...values, renditions: heights }),
    isTooMuch: share > cores * mostShare,
  };
}

function withCosts(works: DoctorSentence, costs: Costs | null): Finding {
  if (costs === null) {
    return ok(works);
  }
  const parts = [works, costs.sentence];
  return costs.isTooMuch ? finding('warning', parts, [sentence('encoder_load_advice')]) : finding('ok', parts, []);
}
