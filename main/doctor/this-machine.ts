import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sentence } from '../../shared/doctor-sentence.ts';
import { AttachedCameras } from '../camera/discovery/attached-cameras.ts';
import { EnteredAddresses } from '../network/entered-address.ts';
import { readOwnNames, systemNameSources } from '../network/own-names.ts';
import { modelOf } from '../detection/chosen-model.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import { readDataDirectoryOwner } from '../system/data-directory-lock.ts';
import { diskSpace } from '../system/disk-space.ts';
import { nodeProgram } from '../system/node-program.ts';
import { Machine } from '../system/machine.ts';
import { tryCameraSound } from './camera-sound-trial.ts';
import { tryCameraVideo } from './camera-video-trial.ts';
import { CheckImpossible } from './check-impossible.ts';
import { tryDetector } from './detector-trial.ts';
import type { RunningCamera } from './running-camera.ts';
import type { Subject } from './subject.ts';

/** Everything that is not found out here but known by whoever asks. */
interface Known extends Pick<
  Subject,
  | 'cameras'
  | 'config'
  | 'sourcePermission'
  | 'dataDirectory'
  | 'configFile'
  | 'configurationWarnings'
  | 'unusedSettings'
  | 'configurationError'
  | 'version'
> {
  /** What a camera that runs here has shown; null for one that does not. */
  running(cameraId: string): RunningCamera | null;
}

/** The machine that this runs on. */
export function thisMachine(known: Known, clock: Clock): Subject {
  const machine = new Machine({ clock });
  const addresses = new EnteredAddresses({
    allowedTargets: () => known.config.security.allowed_targets,
    ownPorts: () => [known.config.server.port, known.config.server.https_port],
    ownAddresses: () => readOwnNames().addresses,
  });
  return {
    ...known,
    machine,
    attached: new AttachedCameras(machine),
    addresses,
    architecture: process.arch,
    installedAtMilliseconds: statSync(fileURLToPath(import.meta.url)).mtimeMs,
    owner: readDataDirectoryOwner(known.dataDirectory),
    names: systemNameSources,
    diskSpace,
    tryCameraSound: async (camera) =>
      known.running(camera.id)?.sound ?? (await tryCameraSound(camera, addresses, clock, machine.environment)),
    async tryCameraVideo(camera) {
      const running = known.running(camera.id);
      return running === null ? tryCameraVideo(camera, addresses, clock, machine.environment) : running.video;
    },
    tryDetector: () => tryDetector(modelOf(known.config), clock),
    async askProcess(words) {
      const program = fileURLToPath(childModuleUrl('doctor-process'));
      const { output, exitCode, wasCutOff } = await machine.runFile(nodeProgram(), [program, ...words], machine.environment, 5000);
      if (wasCutOff) {
        throw new CheckImpossible(sentence('not_seen_in_time'));
      }
      if (exitCode !== 0) {
        throw new CheckImpossible(exitCode === null ? sentence('not_seen_for_crash') : sentence('not_seen_for_exit', { code: exitCode }));
      }
      return output;
    },
  };
}
