import { sentence } from '../../../shared/doctor-sentence.ts';
import { chooseAutomatically } from '../../camera/discovery/concrete-source.ts';
import { deviceBehind, videoNodes } from '../../camera/discovery/usb-cameras.ts';
import { FileRefusal, openEnteredFile } from '../../files/entered-file.ts';
import { lookAtLegacyCamera, lookAtModernCamera } from '../camera-module.ts';
import { forEachCamera, keyOf } from '../each-camera.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { isNetworkSource, lookAtNetworkCamera } from '../network-camera.ts';
import { belongsTo, processesWithOpen, type ProcessName } from '../open-files.ts';
import type { ExaminedCamera, Subject } from '../subject.ts';
import { currentUser } from '../users.ts';

/** Whether the cameras that the configuration means are there and can be had. */
export const checkCamera = forEachCamera(checkOne);

async function checkOne(subject: Subject, camera: ExaminedCamera): Promise<Finding> {
  const { source } = camera.settings;
  const key = keyOf(camera, 'source');
  if (source === 'mock') {
    return ok(sentence('camera_mock'));
  }
  if (isNetworkSource(source)) {
    return lookAtNetworkCamera(subject, camera);
  }
  const [, kind, argument = ''] = /^([a-z0-9]+)(?::(.*))?$/s.exec(source) ?? [];
  switch (kind) {
    case 'file':
      return checkFile(argument, key, subject);
    case 'rpicam':
      return checkFound(subject, await lookAtModernCamera(subject, argument === '' ? null : Number(argument)));
    case 'raspistill':
      return checkFound(subject, await lookAtLegacyCamera(subject));
    case 'auto':
      return checkAuto(subject, camera);
    default:
      return checkUsb(subject, camera, argument);
  }
}

/** A file that may not be used is not looked at: nobody learns from here whether it is there. */
async function checkFile(path: string, key: string, { sourcePermission }: Subject): Promise<Finding> {
  try {
    const file = await openEnteredFile(path, sourcePermission.placesOf(`file:${path}`));
    await file[Symbol.asyncDispose]();
    return ok(sentence('camera_file', { path }));
  } catch (error) {
    switch (error instanceof FileRefusal ? error.reason : 'unreadable') {
      case 'place':
        return problem(sentence('camera_file_not_allowed', { path }), sentence('camera_not_allowed_advice', { key }));
      case 'kind':
        return problem(sentence('camera_file_no_video', { path }), sentence('camera_file_advice'));
      case 'unreadable':
        return problem(sentence('camera_file_unreadable', { path }), sentence('camera_file_advice'));
    }
  }
}

/** What the camera itself is going to be. */
async function checkAuto(subject: Subject, camera: ExaminedCamera): Promise<Finding> {
  const { machine, attached } = subject;
  const { source } = await chooseAutomatically(machine, attached);
  if (source === null) {
    return lookAtModernCamera(subject, null);
  }
  if (source === 'mock') {
    const key = keyOf(camera, 'source');
    const [usb] = await attached.usb();
    return ok(sentence('camera_no_raspberry_pi'), usb === undefined ? [] : sentence('camera_use_usb_advice', { key, path: usb.path }));
  }
  return checkOne(subject, { ...camera, settings: { ...camera.settings, source } });
}

async function checkUsb(subject: Subject, camera: ExaminedCamera, path: string): Promise<Finding> {
  const { machine, attached } = subject;
  const key = keyOf(camera, 'source');
  if (!subject.sourcePermission.allows(camera.settings.source)) {
    return problem(sentence('camera_device_not_allowed', { path }), sentence('camera_not_allowed_advice', { key }));
  }
  const device = path !== '' ? path : (await attached.usb())[0]?.path;
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
        (await videoNodes(subject.machine)).map((node) => `/dev/${node}`),
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
