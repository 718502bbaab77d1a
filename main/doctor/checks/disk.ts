import { join } from 'node:path';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { mountOf } from '../mounts.ts';
import type { Check } from '../subject.ts';

/** What does not outlive a restart. */
const passing: readonly string[] = ['tmpfs', 'ramfs'];
/** Files of at most 4 GB, no owners, and easily damaged by a power cut. */
const simple: readonly string[] = ['vfat', 'msdos', 'exfat'];

/** The disk of the recordings, statfs(2) and `/proc/self/mountinfo`. */
export const checkDisk: Check = async ({ machine, config, dataDirectory, diskSpace }): Promise<Finding> => {
  const directory = join(dataDirectory, config.camera.storage_path);
  const { availableBytes, totalBytes } = await diskSpace(directory);
  const mount = await mountOf(machine, directory);
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
  const summary = `${gigabytes(availableBytes)} of ${gigabytes(totalBytes)} GB are free for recordings in ${directory}${mount === null ? '' : ` (${mount.type})`}.`;
  const minimumBytes = config.recording.min_free_mb * 1e6;
  if (mount?.isReadOnly === true) {
    return problem(`The disk of ${directory} can only be read.`, 'It may be damaged: look at "sudo dmesg | grep -i ext4", check the disk on another machine, and replace an old SD card.');
  }
  if (availableBytes < minimumBytes) {
    return problem(`${summary} Recordings have to leave ${config.recording.min_free_mb} MB free.`, 'Delete recordings or other files, use a larger disk, or lower recording.min_free_mb.');
  }
  if (mount !== null && passing.includes(mount.type)) {
    return warning(`${summary} It is memory, which forgets everything at a restart.`, 'Choose a directory on a disk with --data-dir.');
  }
  if (availableBytes < minimumBytes * 2) {
    return warning(summary, 'Delete recordings or other files soon, or set recording.max_total_gb, so that the oldest go by themselves.');
  }
  if (mount !== null && simple.includes(mount.type)) {
    return warning(summary, 'Format the disk with ext4: this file system keeps no owners, and a power cut damages it easily.');
  }
  return ok(summary);
};
