import { sentence } from '../../../shared/doctor-sentence.ts';
import { driverNameOf, videoNodes } from '../../camera/discovery/usb-cameras.ts';
import { isRaspberryPi, machineModel } from '../../system/raspberry-pi.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** What each kind of camera needs one of. */
export const cameraPrograms = { rpicam: ['rpicam-vid', 'libcamera-vid', 'raspivid'], raspistill: ['raspistill'] } as const;

export const checkCameraPrograms: Check = async ({ machine, cameras }) => {
  const programs = Object.values(cameraPrograms)
    .flat()
    .filter((name) => machine.has(name));
  const devices = await Promise.all(
    (await videoNodes(machine)).map(async (node) => `/dev/${node} (${(await driverNameOf(machine, node)) ?? node})`),
  );
  const what = [...programs, ...devices];
  const found = what.length === 0 ? sentence('camera_programs_none') : sentence('camera_programs', { list: what.join(', ') });
  const needs = cameras.flatMap((camera) => {
    const { source } = camera.settings;
    const kind = source.split(':')[0];
    if (kind !== 'rpicam' && kind !== 'raspistill') {
      return [];
    }
    const isThere = cameraPrograms[kind].some((name) => machine.has(name));
    return isThere ? [] : [sentence('camera_programs_needed', { source, programs: cameraPrograms[kind].join(' / ') })];
  });
  if (needs.length > 0) {
    return problem([found, ...needs], sentence('camera_programs_advice'));
  }
  const wantsOne = cameras.some(({ settings }) => settings.source === 'auto') && programs.length === 0;
  return wantsOne && isRaspberryPi(await machineModel(machine))
    ? warning([found, sentence('camera_programs_usb_only')], sentence('camera_programs_advice'))
    : ok(found);
};
