import { spawn } from 'node:child_process';
import type { Config } from '../../shared/config.ts';
import { isAddress, sourceRule } from '../../shared/config/camera-source.ts';
import type { Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { Machine } from '../system/machine.ts';
import { AttachedCameras } from './discovery/attached-cameras.ts';
import { chooseAutomatically } from './discovery/concrete-source.ts';
import { FileSource } from './sources/file.ts';
import { MockSource } from './sources/mock.ts';
import type { SourceDependencies } from './sources/program-source.ts';
import { networkSource } from './sources/network-source.ts';
import type { NetworkAccess, NetworkSourceDependencies } from './sources/network-camera.ts';
import { RaspistillSource } from './sources/raspistill.ts';
import { RpicamSource } from './sources/rpicam.ts';
import { V4l2Source } from './sources/v4l2.ts';
import type { CameraSource } from './source.ts';
import type { SourcePermission } from './source-permission.ts';

export interface DetectionDependencies {
  clock: Clock;
  logger: Logger;
  permission: SourcePermission;
  /** Of cameras on the network. */
  addresses: NetworkSourceDependencies['addresses'];
  /** Of those that are other PetLogs. */
  petlogs?: NonNullable<NetworkSourceDependencies['petlogs']>;
  /** What belongs to such a camera's address. */
  access?: NetworkAccess;
  /** The machine; this one where nothing else is said. */
  spawn?: Spawn;
  environment?: NodeJS.ProcessEnv;
  /** Where its file system begins. */
  root?: string;
  /**
   * Whether `auto` may mean the mock where a Raspberry Pi has no camera. Not once
   * a real one was there: its loss must not be covered by a drawn picture.
   */
  mayFallBackToMock: boolean;
  /** `camera.codec` of the configuration. */
  codec?: Config['camera']['codec'];
}

/** A Raspberry Pi that has just started takes its time. */
const PROGRAM_MILLISECONDS = 5000;

/**
 * The camera that the configuration means.
 *
 * @param configured `camera.source` of the configuration
 * @throws Error with a sentence for people when `auto` finds none on a Raspberry Pi and may not fall back to the mock
 */
export async function createCameraSource(configured: string, dependencies: DetectionDependencies): Promise<CameraSource> {
  const { source, reason } = await choose(configured, dependencies);
  if (dependencies.codec === 'h264' && source.gives !== 'h264') {
    throw new Error('the camera gives no H.264, which its settings ask for; choose another format there');
  }
  dependencies.logger.debug({ source: source.name, reason }, 'camera chosen');
  return source;
}

interface Choice {
  source: CameraSource;
  reason: string;
}

async function choose(configured: string, dependencies: DetectionDependencies): Promise<Choice> {
  const { clock, spawn: start = spawn, environment = process.env, root } = dependencies;
  const machine = new Machine({
    clock,
    spawn: start,
    environment,
    programMilliseconds: PROGRAM_MILLISECONDS,
    ...(root === undefined ? {} : { root }),
  });
  const means: SourceDependencies = { clock, spawn: start, environment };
  if (isAddress(configured)) {
    const { addresses, access, petlogs } = dependencies;
    const network = petlogs === undefined ? { addresses } : { addresses, petlogs };
    // Without the address, which may hold a password.
    return { source: networkSource(configured, access, { ...means, ...network }), reason: 'camera.source is an address on the network' };
  }
  const reason = `camera.source is ${configured}`;
  const gives = dependencies.codec === 'h264' ? 'h264' : 'jpeg';
  const [kind, argument] = splitOnce(configured);
  if (kind === 'v4l2' && !dependencies.permission.allows(configured)) {
    throw new Error('the owner of this machine has not allowed this device as a camera');
  }
  switch (kind) {
    case 'mock':
      return { source: new MockSource(means), reason };
    case 'file':
      return { source: await FileSource.open(argument, dependencies.permission.placesOf(configured), means), reason };
    case 'rpicam':
      return { source: new RpicamSource(means, argument === '' ? null : Number(argument), gives), reason };
    case 'raspistill':
      return { source: new RaspistillSource(means), reason };
    case 'v4l2':
      return {
        source: new V4l2Source(argument === '' ? await firstUsbCamera(new AttachedCameras(machine)) : argument, means, gives),
        reason,
      };
    case 'auto':
      return detect(machine, means, dependencies);
    default:
      throw new Error(`camera.source is "${configured}"; it ${sourceRule}`);
  }
}

async function detect(machine: Machine, means: SourceDependencies, dependencies: DetectionDependencies): Promise<Choice> {
  const { source, reason } = await chooseAutomatically(machine, new AttachedCameras(machine));
  if (source !== null) {
    return { source: (await choose(source, dependencies)).source, reason };
  }
  if (dependencies.mayFallBackToMock) {
    dependencies.logger.warn({}, `${reason}; the mock camera runs instead`);
    return { source: new MockSource(means), reason };
  }
  throw new Error(reason);
}

async function firstUsbCamera(attached: AttachedCameras): Promise<string | null> {
  return (await attached.usb())[0]?.path ?? null;
}

function splitOnce(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
