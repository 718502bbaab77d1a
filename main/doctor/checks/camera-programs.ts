import { ok, problem, warning } from '../finding.ts';
import { isRaspberryPi, machineModel } from '../raspberry-pi.ts';
import type { Check } from '../subject.ts';
import { videoDevices } from '../video-devices.ts';

/** What each kind of camera needs one of. */
export const cameraPrograms = { rpicam: ['rpicam-vid', 'libcamera-vid', 'raspivid'], raspistill: ['raspistill'] } as const;
export const installAdvice = 'Install them with "sudo apt install rpicam-apps"; on the legacy camera stack raspistill comes with the system.';

export const checkCameraPrograms: Check = async ({ machine, config }) => {
  const { source } = config.camera;
  const programs = Object.values(cameraPrograms).flat().filter((name) => machine.has(name));
  const devices = await videoDevices(machine);
  const what = [...programs, ...devices.map(({ path, name }) => `${path} (${name})`)];
  const summary = what.length === 0 ? 'There is no camera program and no video device.' : `There is ${what.join(', ')}.`;
  if (source === 'rpicam' || source === 'raspistill') {
    const isThere = cameraPrograms[source].some((name) => machine.has(name));
    return isThere ? ok(summary) : problem(`${summary} camera.source is ${source}, which needs ${cameraPrograms[source].join(' or ')}.`, installAdvice);
  }
  const needsOne = source === 'auto' && programs.length === 0 && isRaspberryPi(await machineModel(machine));
  return needsOne ? warning(`${summary} Without rpicam-apps PetLog sees USB cameras alone.`, installAdvice) : ok(summary);
};
