import type { BackupTarget } from '../../shared/backup.ts';

/** In the order of their importance; a target takes those up to its own. */
export const priorities = { event: 0, kept: 1, rest: 2 } as const;

export const mostPriorityOf = ({ contents }: Pick<BackupTarget, 'contents'>): number =>
  ({ events: priorities.event, kept: priorities.kept, all: priorities.rest })[contents];
