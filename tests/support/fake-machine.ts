import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir, type NetworkInterfaceInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { Config, type ConfigPatch } from '../../shared/config.ts';
import { AttachedCameras } from '../../main/camera/discovery/attached-cameras.ts';
import { SourcePermission } from '../../main/camera/source-permission.ts';
import { Machine } from '../../main/system/machine.ts';
import type { Subject } from '../../main/doctor/subject.ts';
import { examinedCameras } from '../../main/doctor/each-camera.ts';
import { merge } from '../../main/config/merge.ts';
import { EnteredAddresses } from '../../main/network/entered-address.ts';
import { createSystemClock } from '../../main/system/clock.ts';

export interface FakeMachineOptions {
  /** Content by path, such as `/proc/meminfo`. */
  files?: Readonly<Record<string, string>>;
  /** Where links lead, by path, such as `/proc/7/fd/3`. */
  links?: Readonly<Record<string, string>>;
  /** Shell scripts, by the name of the program. */
  programs?: Readonly<Record<string, string>>;
  config?: ConfigPatch;
  /** What the programs may take. */
  programMilliseconds?: number;
  subject?: Partial<Subject>;
}

/** A subject of `petlog doctor`: a directory that holds /proc, /sys, /dev and /etc of a machine, and real programs that play its programs. */
export async function fakeMachine(options: FakeMachineOptions = {}): Promise<{ subject: Subject; root: string } & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), 'petlog-machine-'));
  const place = async (path: string): Promise<string> => {
    const place = join(root, path);
    await mkdir(dirname(place), { recursive: true });
    return place;
  };
  for (const [path, content] of Object.entries(options.files ?? {})) {
    await writeFile(await place(path), content);
  }
  for (const [path, target] of Object.entries(options.links ?? {})) {
    await symlink(target, await place(path));
  }
  for (const [name, script] of Object.entries(options.programs ?? {})) {
    const file = await place(`/bin/${name}`);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }
  const machine = new Machine({
    clock: createSystemClock(),
    root,
    environment: { PATH: join(root, 'bin') },
    programMilliseconds: options.programMilliseconds ?? 10_000,
  });
  const config = Config.parse(merge({ server: {}, camera: {}, recording: {}, security: {}, limits: {} }, options.config ?? {}));
  const subject: Subject = {
    machine,
    attached: new AttachedCameras(machine),
    addresses: new EnteredAddresses({ allowedTargets: () => [], ownPorts: () => [], ownAddresses: () => [] }),
    config,
    cameras: examinedCameras(config),
    sourcePermission: new SourcePermission({ ownSources: [options.config?.camera?.source ?? 'auto'], allowedDirectories: [] }),
    dataDirectory: join(root, 'data'),
    configFile: null,
    configurationWarnings: [],
    unusedSettings: [],
    configurationError: null,
    version: '1.2.3',
    architecture: 'arm64',
    installedAtMilliseconds: 0,
    owner: null,
    names: { hostname: () => 'pi', interfaces: networkInterfaces, resolverConfiguration: () => '' },
    diskSpace: async () => ({ availableBytes: 20e9, totalBytes: 32e9 }),
    tryCameraVideo: async () => ({ codec: 'h264', widthPixels: 1280, heightPixels: 720 }),
    tryCameraSound: async () => ({ encoding: 'aac' }),
    tryDetector: async () => ({ works: true, processorMilliseconds: 25 }),
    askProcess: () => Promise.reject(new Error('nothing was to be asked')),
    ...options.subject,
  };
  return {
    subject,
    root,
    async [Symbol.asyncDispose]() {
      await machine.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** An interface with one address. */
export const addressOf = (address: string, internal = false): NetworkInterfaceInfo[] => [
  {
    address,
    netmask: '255.255.255.0',
    mac: '00:00:00:00:00:00',
    internal,
    cidr: null,
    ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
  },
];

/** `/proc/self/status` of a user. */
export const statusOf = (userId: number, groups: readonly number[] = [], capabilities = '0000000000000000'): string =>
  `Name:\tnode\nPPid:\t1\nUid:\t${userId}\t${userId}\t${userId}\t${userId}\nGid:\t${userId}\t${userId}\t${userId}\t${userId}\nGroups:\t${groups.join(' ')} \nCapEff:\t${capabilities}\n`;

export const raspberryPi4 = { '/proc/device-tree/model': 'Raspberry Pi 4 Model B Rev 1.4\0' };
export const users = {
  '/etc/passwd': 'root:x:0:0::/root:/bin/sh\npi:x:1000:1000::/home/pi:/bin/sh\nwww:x:33:33::/:/bin/false\n',
  '/etc/group': 'root:x:0:\nvideo:x:44:pi\nrender:x:105:\npi:x:1000:\n',
  '/proc/self/status': statusOf(1000, [44, 105]),
};
