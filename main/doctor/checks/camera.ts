import { sentence } from '../../../shared/doctor-sentence.ts';
import { FileRefusal, openEnteredFile } from '../../files/entered-file.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { lookAtLegacyCamera, lookAtModernCamera } from '../camera-module.ts';
import { belongsTo, processesWithOpen, type ProcessName } from '../open-files.ts';
import { isRaspberryPi, machineModel } from '../../system/raspberry-pi.ts';
import type { Check, Subject } from '../subject.ts';
import { currentUser } from '../users.ts';
import { deviceBehind, usbCameras, videoDevices } from '../video-devices.ts';

/** Whether the camera that the configuration means is there and can be had. */
export const checkCamera: Check = async (subject) => {
  const { source } = subject.config.camera;
  if (source === 'mock') {
    return ok(sentence('camera_mock'));
  }
  if (source.startsWith('file:')) {
    return checkFile(source.slice('file:'.length), subject);
  }
  if (source === 'rpicam') {
    return checkFound(subject, await lookAtModernCamera(subject.machine));
  }
  if (source === 'raspistill') {
    return checkFound(subject, await lookAtLegacyCamera(subject.machine));
  }
  return source === 'auto' ? checkAuto(subject) : checkUsb(subject, source.slice('v4l2:'.length));
};

/** A file that may not be used is not looked at: nobody learns from here whether it is there. */
async function checkFile(path: string, { sourcePermission }: Subject): Promise<Finding> {
  try {
    const file = await openEnteredFile(path, sourcePermission.placesOf(`file:${path}`));
    await file[Symbol.asyncDispose]();
    return ok(sentence('camera_file', { path }));
  } catch (error) {
    switch (error instanceof FileRefusal ? error.reason : 'unreadable') {
      case 'place':
        return problem(sentence('camera_file_not_allowed', { path }), sentence('camera_not_allowed_advice'));
      case 'kind':
        return problem(sentence('camera_file_no_video', { path }), sentence('camera_file_advice'));
      case 'unreadable':
        return problem(sentence('camera_file_unreadable', { path }), sentence('camera_file_advice'));
    }
  }
}

/** The same order as the camera itself is looked for. */
async function checkAuto(subject: Subject): Promise<Finding> {
  const { machine } = subject;
  const [usb] = await usbCameras(machine);
  if (!isRaspberryPi(await machineModel(machine))) {
    return ok(sentence('camera_no_raspberry_pi'), usb === undefined ? [] : sentence('camera_use_usb_advice', { path: usb }));
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
  if (!subject.sourcePermission.allows(subject.config.camera.source)) {
    return problem(sentence('camera_device_not_allowed', { path }), sentence('camera_not_allowed_advice'));
  }
  const device = path !== '' ? path : ((await usbCameras(machine))[0] ?? (await videoDevices(machine))[0]?.path);
  if (device === undefined) {
    return problem(sentence('camera_no_usb'), sentence('camera_no_usb_advice'));
  }
  if (!(await machine.exists(await deviceBehind(machine, device)))) {
    return problem(sentence('camera_no_device', { path: device }), sentence('camera_no_device_advice'));
  }
  return checkHolder(subject, ok(sentence('camera_device', { path: device })), [await deviceBehind(machine, device)]);
}

/** A camera that is there may still be out of reach. */
async function checkFound(subject: Subject, finding: Finding): Promise<Finding> {
  return finding.status === 'ok'
    ? checkHolder(
        subject,
        finding,
        (await videoDevices(subject.machine)).map(({ path }) => path),
      )
    : finding;
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
    const advice =
      missing.length === 0
        ? sentence('camera_forbidden_advice', { path: closed[0] ?? '/dev' })
        : sentence('camera_groups_advice', { groups: missing.join(','), user: user.name });
    return problem([...found.summary_parts, sentence('camera_forbidden', { user: user.name, devices: closed.join(', ') })], advice);
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
    return ok([...found.summary_parts, sentence('camera_ours')]);
  }
  const uses = others.map(({ name, pid }) => sentence('camera_in_use', { program: name, pid }));
  return uses.length === 0 ? found : warning([...found.summary_parts, ...uses], sentence('camera_in_use_advice'));
}

/** They keep an eye on every camera of a desktop, and let others have it. */
const mediaServers: ReadonlySet<string> = new Set(['wireplumber', 'pipewire']);
