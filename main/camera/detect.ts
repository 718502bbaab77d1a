import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import { findProgram } from '../system/find-program.ts';
import type { Logger } from '../system/logger.ts';
import { programOutput } from '../system/program-output.ts';
import { FileSource } from './sources/file.ts';
import { MockSource } from './sources/mock.ts';
import type { SourceDependencies } from './sources/program-source.ts';
import { isNetworkAddress, networkSchemes, networkSource } from './sources/network-source.ts';
import type { NetworkAccess, NetworkSourceDependencies } from './sources/network-camera.ts';
import { RaspistillSource } from './sources/raspistill.ts';
import { RpicamSource } from './sources/rpicam.ts';
import { firstUsbCamera } from './sources/v4l2-devices.ts';
import { V4l2Source } from './sources/v4l2.ts';
import type { CameraSource } from './source.ts';
import type { SourcePermission } from './source-permission.ts';

export interface DetectionDependencies {
  clock: Clock;
  logger: Logger;
  permission: SourcePermission;
  /** Of cameras on the network. */
  addresses: NetworkSourceDependencies['addresses'];
  /** What belongs to such a camera's address. */
  access?: NetworkAccess;
  /** The machine; this one where nothing else is said. */
  spawn?: Spawn;
  environment?: NodeJS.ProcessEnv;
  devicesDirectory?: string;
  /**
   * Whether `auto` may mean the mock where a Raspberry Pi has no camera. Not once
   * a real one was there: its loss must not be covered by a drawn picture.
   */
  mayFallBackToMock: boolean;
  /** Files that hold the name of a Raspberry Pi. */
  modelFiles?: readonly string[];
}

const MODEL_FILES = ['/proc/device-tree/model', '/sys/firmware/devicetree/base/model'];
const NO_CAMERA = 'no camera was found on this Raspberry Pi, neither on its camera socket nor on USB; check the cable';

/**
 * The camera that the configuration means.
 *
 * @param configured `camera.source` of the configuration
 * @throws Error with a sentence for people when `auto` finds none on a Raspberry Pi and may not fall back to the mock
 */
export async function createCameraSource(configured: string, dependencies: DetectionDependencies): Promise<CameraSource> {
  const { source, reason } = await choose(configured, dependencies);
  dependencies.logger.debug({ source: source.name, reason }, 'camera chosen');
  return source;
}

interface Choice {
  source: CameraSource;
  reason: string;
}

async function choose(configured: string, dependencies: DetectionDependencies): Promise<Choice> {
  const { clock, spawn: start = spawn, environment = process.env, devicesDirectory } = dependencies;
  const machine: SourceDependencies = { clock, spawn: start, environment };
  if (isNetworkAddress(configured)) {
    const { addresses, access } = dependencies;
    // Without the address, which may hold a password.
    return { source: networkSource(configured, access, { ...machine, addresses }), reason: 'camera.source is an address on the network' };
  }
  const reason = `camera.source is ${configured}`;
  const [kind, argument] = splitOnce(configured);
  if (kind === 'v4l2' && !dependencies.permission.allows(configured)) {
    throw new Error('the owner of this machine has not allowed this device as a camera');
  }
  switch (kind) {
    case 'mock':
      return { source: new MockSource(machine), reason };
    case 'file':
      return { source: await FileSource.open(argument, dependencies.permission.placesOf(configured), machine), reason };
    case 'rpicam':
      return { source: new RpicamSource(machine), reason };
    case 'raspistill':
      return { source: new RaspistillSource(machine), reason };
    case 'v4l2':
      return { source: new V4l2Source(argument === '' ? await firstUsbCamera(devicesDirectory) : argument, machine), reason };
    case 'auto':
      return detect(machine, dependencies);
    default:
      throw new Error(`camera.source is "${configured}"; it must be auto, mock, rpicam, raspistill, v4l2, v4l2:/dev/PATH, file:PATH or ${networkSchemes.join(', ')}`);
  }
}

async function detect(machine: SourceDependencies, dependencies: DetectionDependencies): Promise<Choice> {
  const { modelFiles = MODEL_FILES, devicesDirectory } = dependencies;
  const model = await raspberryPiModel(modelFiles);
  if (model === null) {
    return { source: new MockSource(machine), reason: 'this is no Raspberry Pi, and other cameras are opened only when asked for' };
  }
  const sensor = await attachedSensor(machine);
  if (sensor !== null) {
    return { source: new RpicamSource(machine), reason: `${model} has the camera ${sensor}` };
  }
  if (await hasLegacyCamera(machine)) {
    return { source: new RaspistillSource(machine), reason: `${model} has a camera of the legacy stack` };
  }
  const device = await firstUsbCamera(devicesDirectory);
  if (device !== null) {
    return { source: new V4l2Source(device, machine), reason: `${model} has the USB camera ${device}` };
  }
  if (dependencies.mayFallBackToMock) {
    dependencies.logger.warn({}, `${NO_CAMERA}; the mock camera runs instead`);
    return { source: new MockSource(machine), reason: NO_CAMERA };
  }
  throw new Error(NO_CAMERA);
}

/** @returns for example "Raspberry Pi 4 Model B Rev 1.4"; null on other machines */
async function raspberryPiModel(modelFiles: readonly string[]): Promise<string | null> {
  for (const file of modelFiles) {
    const model = await readFile(file, 'utf8').catch(() => '');
    if (model.includes('Raspberry Pi')) {
      return model.replaceAll('\0', '').trim();
    }
  }
  return null;
}

/** The programs of rpicam-apps that list cameras with `--list-cameras`, the best first. */
export const cameraListers = ['rpicam-hello', 'rpicam-vid', 'libcamera-hello', 'libcamera-vid'] as const;

/** The first sensor that rpicam-apps list, in lines such as "0 : imx708 [4608x2592 10-bit RGGB] (/base/...)". */
export const firstSensor = (output: string): string | null => /^\s*\d+ : (\S.*?) \[/m.exec(output)?.[1] ?? null;

/** The first sensor that rpicam-apps list. */
async function attachedSensor(machine: SourceDependencies): Promise<string | null> {
  for (const name of cameraListers) {
    const file = findProgram(name, machine.environment.PATH);
    if (file !== null) {
      const output = await programOutput(file, ['--list-cameras'], machine);
      return firstSensor(output);
    }
  }
  return null;
}

/** The legacy firmware says "supported=1 detected=1"; without its tool the program's presence has to do. */
async function hasLegacyCamera(machine: SourceDependencies): Promise<boolean> {
  const path = machine.environment.PATH;
  if (findProgram('raspistill', path) === null) {
    return false;
  }
  const tool = findProgram('vcgencmd', path);
  return tool === null || (await programOutput(tool, ['get_camera'], machine)).includes('detected=1');
}

function splitOnce(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
