import { access, constants } from 'node:fs/promises';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { lookAtLegacyCamera, lookAtModernCamera } from '../camera-module.ts';
import { belongsTo, describeProcess, processesWithOpen, type ProcessName } from '../open-files.ts';
import { isRaspberryPi, machineModel } from '../raspberry-pi.ts';
import type { Check, Subject } from '../subject.ts';
import { currentUser } from '../users.ts';
import { deviceBehind, usbCameras, videoDevices } from '../video-devices.ts';

/** Whether the camera that the configuration means is there and can be had. */
export const checkCamera: Check = async (subject) => {
  const { source } = subject.config.camera;
  if (source === 'mock') {
    return ok('camera.source is mock: PetLog draws the picture itself.');
  }
  if (source.startsWith('file:')) {
    return checkFile(source.slice('file:'.length));
  }
  if (source === 'rpicam') {
    return checkFound(subject, await lookAtModernCamera(subject.machine));
  }
  if (source === 'raspistill') {
    return checkFound(subject, await lookAtLegacyCamera(subject.machine));
  }
  return source === 'auto' ? checkAuto(subject) : checkUsb(subject, source.slice('v4l2:'.length));
};

async function checkFile(path: string): Promise<Finding> {
  return access(path, constants.R_OK).then(
    () => ok(`camera.source is the file ${path}, which can be read.`),
    () => problem(`camera.source is the file ${path}, which cannot be read.`, 'See whether it is there and who may read it, or choose another camera.source.'),
  );
}

/** The same order as the camera itself is looked for. */
async function checkAuto(subject: Subject): Promise<Finding> {
  const { machine } = subject;
  const [usb] = await usbCameras(machine);
  if (!isRaspberryPi(await machineModel(machine))) {
    const summary = 'This is no Raspberry Pi, where camera.source auto means the mock camera.';
    return ok(summary, usb === undefined ? null : `To use the USB camera, set camera.source to v4l2:${usb}.`);
  }
  const modern = await lookAtModernCamera(machine);
  if (modern.status === 'ok') {
    return checkFound(subject, modern);
  }
  const legacy = machine.has('raspistill') ? await lookAtLegacyCamera(machine) : modern;
  if (legacy.status === 'ok') {
    return checkFound(subject, legacy);
  }
  return usb === undefined && (await videoDevices(machine)).length === 0 ? modern : checkUsb(subject, '');
}

async function checkUsb(subject: Subject, path: string): Promise<Finding> {
  const { machine } = subject;
  const device = path !== '' ? path : ((await usbCameras(machine))[0] ?? (await videoDevices(machine))[0]?.path);
  if (device === undefined) {
    return problem('There is no USB camera.', 'Plug it in, try another socket and another cable, and see what "lsusb" and "sudo dmesg | tail" say.');
  }
  if (!(await machine.exists(await deviceBehind(machine, device)))) {
    return problem(`There is no ${device}.`, 'Plug the camera in, or correct camera.source; "ls /dev/v4l/by-id" lists what there is.');
  }
  return checkHolder(subject, ok(`The camera is ${device}.`), [await deviceBehind(machine, device)]);
}

/** A camera that is there may still be out of reach. */
async function checkFound(subject: Subject, finding: Finding): Promise<Finding> {
  return finding.status === 'ok' ? checkHolder(subject, finding, (await videoDevices(subject.machine)).map(({ path }) => path)) : finding;
}

async function checkHolder({ machine, owner }: Subject, found: Finding, devices: readonly string[]): Promise<Finding> {
  const user = await currentUser(machine);
  const closed: string[] = [];
  for (const device of devices) {
    if (!(await machine.isAccessible(device))) {
      closed.push(device);
    }
  }
  if (closed.length > 0) {
    const missing = ['video', 'render'].filter((group) => !user.groups.has(group));
    const advice = missing.length === 0 ? `See who may with "ls -l ${closed[0] ?? '/dev'}".` : `Let this user in with "sudo usermod -aG ${missing.join(',')} ${user.name}", then log in again.`;
    return problem(`${found.summary} The user ${user.name} may not open ${closed.join(', ')}.`, advice);
  }
  const others: ProcessName[] = [];
  let isOurs = false;
  for (const holder of await processesWithOpen(machine, new Set(devices))) {
    if (owner !== null && (await belongsTo(machine, holder.pid, owner.pid))) {
      isOurs = true;
    } else if (!mediaServers.has(holder.name)) {
      others.push(holder);
    }
  }
  if (isOurs) {
    return ok(`${found.summary} PetLog uses it now.`);
  }
  return others.length === 0 ? found : warning(`${found.summary} It is in use by ${others.map(describeProcess).join(', ')}.`, 'End that program: a camera serves one at a time.');
}

/** They keep an eye on every camera of a desktop, and let others have it. */
const mediaServers: ReadonlySet<string> = new Set(['wireplumber', 'pipewire']);
