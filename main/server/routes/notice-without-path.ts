import type { Notice } from '../../../shared/events.ts';

/** As who is no admin hears of it: of a directory its name, not where it is on the machine. */
export function withoutPath(notice: Notice): Notice {
  if (notice.name !== 'library.checked' && notice.name !== 'storage.full') {
    return notice;
  }
  const { path, ...others } = notice.data as { path: string };
  return { ...notice, data: { ...others, path: path.slice(path.lastIndexOf('/') + 1) } };
}
