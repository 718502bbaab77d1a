import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import { isRaspberryPi, machineModel } from '../../system/raspberry-pi.ts';
import type { Check } from '../subject.ts';
import { videoDevices } from '../video-devices.ts';

/** What each kind of camera needs one of. */
export const cameraPrograms = { rpicam: ['rpicam-vid', 'libcamera-vid', 'raspivid'], raspistill: ['raspistill'] } as const;

export const checkCameraPrograms: Check = async ({ machine, config }) => {
  const { source } = config.camera;
  const programs = Object.values(cameraPrograms)
    .flat()
    .filter((name) => machine.has(name));
  const devices = await videoDevices(machine);
  const what = [...programs, ...devices.map(({ path, name }) => `${path} (${name})`)];
  const found = what.length === 0 ? sentence('camera_programs_none') : sentence('camera_programs', { list: what.join(', ') });
  if (source === 'rpicam' || source === 'raspistill') {
    const isThere = cameraPrograms[source].some((name) => machine.has(name));
    return isThere
      ? ok(found)
      : problem(
          [found, sentence('camera_programs_needed', { source, programs: cameraPrograms[source].join(' / ') })],
          sentence('camera_programs_advice'),
        );
  }
  const needsOne = source === 'auto' && programs.length === 0 && isRaspberryPi(await machineModel(machine));
  return needsOne ? warning([found, sentence('camera_programs_usb_only')], sentence('camera_programs_advice')) : ok(found);
};
