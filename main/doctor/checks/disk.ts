import { join } from 'node:path';
import { sentence } from '../../../shared/doctor-sentence.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { mountOf } from '../mounts.ts';
import type { Check } from '../subject.ts';
import { unreadableRecordings } from '../unreadable-recordings.ts';

/** What does not outlive a restart. */
const passing: readonly string[] = ['tmpfs', 'ramfs'];
/** Files of at most 4 GB, no owners, and easily damaged by a power cut. */
const simple: readonly string[] = ['vfat', 'msdos', 'exfat'];

/** For a recording and what belongs to it. */
const leastFiles = 8;

/** The disk of the recordings, statfs(2) and `/proc/self/mountinfo`. */
export const checkDisk: Check = async ({ machine, config, dataDirectory, diskSpace }): Promise<Finding> => {
  const directory = join(dataDirectory, config.camera.storage_path);
  const { availableBytes, totalBytes, availableFiles = Infinity } = await diskSpace(directory);
  const mount = await mountOf(machine, directory);
  const place = mount === null ? directory : `${directory} (${mount.type})`;
  const space = sentence('disk_space', { free: availableBytes / 1e9, total: totalBytes / 1e9, place });
  const minimumBytes = config.recording.min_free_mb * 1e6;
  if (mount?.isReadOnly === true) {
    return problem(sentence('disk_read_only', { path: directory }), sentence('disk_read_only_advice'));
  }
  if (availableBytes < minimumBytes) {
    return problem([space, sentence('disk_full', { megabytes: config.recording.min_free_mb })], sentence('disk_full_advice'));
  }
  if (availableFiles < leastFiles) {
    return problem([space, sentence('disk_no_inodes')], sentence('disk_no_inodes_advice'));
  }
  const unreadable = await unreadableRecordings(directory, machine.clock);
  if (unreadable.length > 0) {
    return problem(
      [space, sentence('recordings_unreadable', { names: unreadable.join(', ') })],
      sentence('recordings_unreadable_advice', { path: directory }),
    );
  }
  if (mount !== null && passing.includes(mount.type)) {
    return warning([space, sentence('disk_in_memory')], sentence('disk_in_memory_advice'));
  }
  if (availableBytes < minimumBytes * 2) {
    return warning(space, sentence('disk_nearly_full_advice'));
  }
  if (mount !== null && simple.includes(mount.type)) {
    return warning(space, sentence('disk_simple_advice'));
  }
  return ok(space);
};
