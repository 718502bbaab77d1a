import { z } from 'zod';
import { type DoctorSentence, sentence } from '../../../shared/doctor-sentence.ts';
import { type CameraCheck, forEachCamera } from '../each-camera.ts';
import { type Finding, finding, ok, problem, warning } from '../finding.ts';
import { isRaspberryPi, machineModel } from '../../system/raspberry-pi.ts';
import type { PictureSize } from '../../media/protocol.ts';
import { mostEncodedHeightPixels, smallerSize } from '../../media/rendition.ts';
import type { Check, ExaminedCamera, Subject } from '../subject.ts';
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

const checkOne: CameraCheck = async (subject, camera) => {
  if (/^rtsps?:/.test(camera.settings.source)) {
    return checkNetworkCamera(subject, camera);
  }
  const [widthPixels, heightPixels] = camera.settings.resolution;
  if (camera.settings.codec === 'h264') {
    return passedOn(subject, camera, { widthPixels, heightPixels });
  }
  const { machine } = subject;
  const size = `${widthPixels}x${heightPixels}`;
  const { hardware, software, costs } = await measure(subject, camera, { widthPixels, heightPixels });
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

/** What it sends is recorded as it is. Of H.265, H.264 is made while somebody watches who cannot play that. */
async function checkNetworkCamera(subject: Subject, camera: ExaminedCamera): Promise<Finding> {
  const given = await subject.tryCameraVideo(camera);
  if (given === null) {
    return ok(sentence('encoder_not_known'));
  }
  if (given.codec !== 'h265') {
    return passedOn(subject, camera, given);
  }
  const size = smallerSize(given, mostEncodedHeightPixels) ?? given;
  const values = { size: `${size.widthPixels}x${size.heightPixels}` };
  const { hardware, software, costs } = await measure(subject, camera, size);
  if (!hardware && !software) {
    return problem(sentence('encoder_none', values), sentence('encoder_h265_advice'));
  }
  return withCosts(sentence('encoder_h265', values), costs, sentence('encoder_h265_advice'));
}

/** Of a camera that gives H.264 itself, the smaller ones alone are encoded. */
async function passedOn(subject: Subject, camera: ExaminedCamera, size: PictureSize): Promise<Finding> {
  if (!subject.config.video.renditions.some((height) => height < size.heightPixels)) {
    return ok(sentence('encoder_not_needed'));
  }
  const { costs } = await measure(subject, camera, size, 'smaller-encoders');
  return withCosts(sentence('encoder_not_needed'), costs);
}

/** What encoding pictures of that size costs, with the smaller ones beside them, or that of the smaller ones alone. */
async function measure(
  { config, askProcess }: Pick<Subject, 'config' | 'askProcess'>,
  { settings, recording }: ExaminedCamera,
  { widthPixels, heightPixels }: PictureSize,
  what: 'encoder' | 'smaller-encoders' = 'encoder',
): Promise<{ hardware: boolean; software: boolean; costs: Costs | null }> {
  const renditions = config.video.renditions.filter((each) => each < heightPixels);
  const words = [what, widthPixels, heightPixels, settings.frame_rate, recording.bitrate_kbps, ...renditions].map(String);
  const { hardware, software, load } = WorkingEncoders.parse(JSON.parse(await askProcess(words)));
  return { hardware, software, costs: load === null ? null : costsOf(load, settings.frame_rate, renditions, what) };
}

interface Costs {
  readonly sentence: DoctorSentence;
  readonly isTooMuch: boolean;
}

function costsOf(
  { cpuMillisecondsPerPicture, cores }: EncodingLoad,
  frameRate: number,
  renditions: readonly number[],
  what: 'encoder' | 'smaller-encoders',
): Costs {
  const share = (cpuMillisecondsPerPicture * frameRate) / 1000;
  const values = { percent: Math.round(share * 100), cores };
  const heights = renditions.map((height) => `${height}p`).join(', ');
  const withRenditions = what === 'encoder' ? 'encoder_load_renditions' : 'encoder_load_smaller';
  return {
    sentence: heights === '' ? sentence('encoder_load', values) : sentence(withRenditions, { ...values, renditions: heights }),
    isTooMuch: share > cores * mostShare,
  };
}

function withCosts(works: DoctorSentence, costs: Costs | null, advice = sentence('encoder_load_advice')): Finding {
  if (costs === null) {
    return ok(works);
  }
  const parts = [works, costs.sentence];
  return costs.isTooMuch ? finding('warning', parts, [advice]) : finding('ok', parts, []);
}
