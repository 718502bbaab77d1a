import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sentence } from '../../../shared/doctor-sentence.ts';
import { isOpenToOthers } from '../../system/restrict.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { mountOf } from '../mounts.ts';
import type { Check } from '../subject.ts';
import { currentUser, userName } from '../users.ts';

const mayUse = (path: string): Promise<boolean> =>
  access(path, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );

export const checkDataDirectory: Check = async ({ machine, dataDirectory: path, owner }): Promise<Finding> => {
  const user = await currentUser(machine);
  const found = await stat(path).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (found instanceof Error) {
    if (!('code' in found) || found.code !== 'ENOENT') {
      return problem(sentence('data_directory_not_seen', { path, reason: found.message }), sentence('data_directory_not_seen_advice'));
    }
    const parent = await nearestDirectory(path);
    return (await mayUse(parent))
      ? ok(sentence('data_directory_new', { path }))
      : problem(
          sentence('data_directory_missing', { path, user: user.name, parent }),
          sentence('data_directory_missing_advice', { user: user.name, path }),
        );
  }
  const { uid } = found;
  const names = { path, owner: await userName(machine, uid), user: user.name };
  const use = owner === null ? sentence('data_directory_unused') : sentence('data_directory_ours', { pid: owner.pid, since: owner.since });
  if ((await mountOf(machine, path))?.isReadOnly === true) {
    return problem([sentence('disk_read_only', { path }), use], sentence('disk_read_only_advice'));
  }
  if (!(await mayUse(path))) {
    return problem(sentence('data_directory_forbidden', names), sentence('data_directory_forbidden_advice', names));
  }
  if (uid !== user.id && !user.isRoot) {
    return warning([sentence('data_directory_of_other', names), use], sentence('data_directory_of_other_advice', names));
  }
  if (isOpenToOthers(join(path, 'access'))) {
    const type = (await mountOf(machine, path))?.type ?? '?';
    return warning(
      [sentence('data_directory', names), sentence('data_directory_readable', { type }), use],
      sentence('data_directory_readable_advice'),
    );
  }
  return ok([sentence('data_directory', names), use]);
};

async function nearestDirectory(path: string): Promise<string> {
  const parent = dirname(path);
  return parent === path ||
    (await stat(parent).then(
      () => true,
      () => false,
    ))
    ? parent
    : nearestDirectory(parent);
}
