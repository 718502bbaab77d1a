import type { AttachedCameras } from '../camera/discovery/attached-cameras.ts';
import type { SourcePermission } from '../camera/source-permission.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import type { NameSources } from '../network/own-names.ts';
import type { Config } from '../../shared/config.ts';
import type { DiskSpace } from '../system/disk-space.ts';
import type { CameraSoundTrial } from './camera-sound-trial.ts';
import type { CameraVideoTrial } from './camera-video-trial.ts';
import type { DetectorTrial } from './detector-trial.ts';
import type { Finding } from './finding.ts';
import type { Machine } from '../system/machine.ts';

/** A camera to be looked at. */
export interface ExaminedCamera {
  readonly id: string;
  readonly settings: Config['camera'];
  /** What its recordings are made with. */
  readonly recording: Pick<Config['recording'], 'bitrate_kbps'>;
}

/** What is looked at. */
export interface Subject {
  readonly machine: Machine;
  /** In effect, or the defaults where that cannot be read. */
  readonly config: Config;
  /** Those that are switched on. */
  readonly cameras: readonly ExaminedCamera[];
  /** What is attached to the machine. */
  readonly attached: AttachedCameras;
  /** For cameras on the network. */
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  /** Which cameras may be used. */
  readonly sourcePermission: SourcePermission;
  readonly dataDirectory: string;
  /** The file that was read; null for none. */
  readonly configFile: string | null;
  /** What is wrong with the configuration: one sentence each. */
  readonly configurationWarnings: readonly string[];
  /** Saved settings that cannot be in effect on this machine now. */
  readonly unusedSettings: readonly { readonly key: string; readonly value: string; readonly used: string }[];
  /** Why the configuration cannot be used; null when it can. */
  readonly configurationError: string | null;
  readonly version: string;
  /** Of the program: `process.arch`. */
  readonly architecture: string;
  /** When this PetLog was put on the machine: no clock is right that is before it. */
  readonly installedAtMilliseconds: number;
  /** The PetLog that uses the data directory now; null when none does, or nobody may tell. */
  readonly owner: { readonly pid: number; readonly since: string } | null;
  readonly names: NameSources;
  diskSpace(path: string): Promise<DiskSpace>;
  /** What a camera that speaks RTSP says of its own sound; one that runs is not asked once more. Never rejects. */
  tryCameraSound(camera: Pick<ExaminedCamera, 'id' | 'settings'>): Promise<CameraSoundTrial>;
  /** How a camera that speaks RTSP encodes its pictures; one that runs is not asked once more. Never rejects. */
  tryCameraVideo(camera: Pick<ExaminedCamera, 'id' | 'settings'>): Promise<CameraVideoTrial>;
  /** Has the configured model look at something. Never rejects. */
  tryDetector(): Promise<DetectorTrial>;
  /** Asks a process of its own, which a codec or a bad disk may take down or hold up. */
  askProcess(words: readonly string[]): Promise<string>;
}

export type Check = (subject: Subject) => Promise<Finding>;
