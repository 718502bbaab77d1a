/** Apart from what reads it: every start looks for it, and hardly one finds it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What was checked, and is to be brought back before the next start. It is there as a whole or not at all. */
export const waitingPath = (dataDirectory: string): string => join(dataDirectory, 'restore.json');

/** Whether something waits for the next start. */
export const isRestoreWaiting = (dataDirectory: string): boolean => existsSync(waitingPath(dataDirectory));
