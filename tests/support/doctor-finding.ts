import type { Finding } from '../../main/doctor/finding.ts';
import type { Check, Subject } from '../../main/doctor/subject.ts';
import { fakeMachine, type FakeMachineOptions } from './fake-machine.ts';

/** What a check of the doctor finds on a made-up machine, whose own root is in no sentence. */
export async function findingOf(
  check: Check,
  options: FakeMachineOptions = {},
  prepare: (subject: Subject) => Promise<void> = async () => {},
): Promise<Finding> {
  await using machine = await fakeMachine(options);
  await prepare(machine.subject);
  const finding = await check(machine.subject);
  return { ...finding, summary: finding.summary.replaceAll(machine.root, '') };
}

/** The PetLog that runs on the data directory, where one does. */
export const owner = { pid: 70, since: '2026-05-01T12:00:00.000Z' };
