import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Finding, ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';
import { currentUser, userName } from '../users.ts';

const mayUse = (path: string): Promise<boolean> => access(path, constants.R_OK | constants.W_OK | constants.X_OK).then(() => true, () => false);

export const checkDataDirectory: Check = async ({ machine, dataDirectory, owner }): Promise<Finding> => {
  const user = await currentUser(machine);
  const found = await stat(dataDirectory).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (found instanceof Error) {
    if (!('code' in found) || found.code !== 'ENOENT') {
      return problem(`The data directory ${dataDirectory} cannot be looked at: ${found.message}.`, 'Run "sudo petlog doctor", or choose another directory with --data-dir.');
    }
    const parent = await nearestDirectory(dataDirectory);
    return (await mayUse(parent))
      ? ok(`The data directory ${dataDirectory} is not there yet; PetLog makes it when it starts.`)
      : problem(`The data directory ${dataDirectory} is not there, and the user ${user.name} may not make it in ${parent}.`, `Make it with "sudo install -d -m 750 -o ${user.name} ${dataDirectory}", or choose another with --data-dir.`);
  }
  const { uid } = found;
  const name = await userName(machine, uid);
  const use = owner === null ? 'No PetLog uses it now.' : `PetLog uses it (process ${owner.pid}, since ${owner.since}).`;
  if (!(await mayUse(dataDirectory))) {
    return problem(`The user ${user.name} may not write into the data directory ${dataDirectory}, which belongs to ${name}.`, `Run this and PetLog as ${name}, or run "sudo chown -R ${user.name} ${dataDirectory}".`);
  }
  if (uid !== user.id && !user.isRoot) {
    return warning(`The data directory ${dataDirectory} belongs to ${name}, not to ${user.name}. ${use}`, `Run PetLog as ${name}, or run "sudo chown -R ${user.name} ${dataDirectory}".`);
  }
  return ok(`The data directory ${dataDirectory} belongs to ${name} and can be written. ${use}`);
};

async function nearestDirectory(path: string): Promise<string> {
  const parent = dirname(path);
  return parent === path || (await stat(parent).then(() => true, () => false)) ? parent : nearestDirectory(parent);
}
