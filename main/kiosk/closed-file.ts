import { writeFileSync } from 'node:fs';

/** Names the file by which petlog-kiosk knows that PetLog is not to be started again. */
const variable = 'PETLOG_KIOSK_CLOSED_FILE';

/**
 * Somebody has closed PetLog. Told by a file, because Electron ends with exit
 * code 0 as well when its display or the desktop's bus goes, and then says nothing.
 */
export function tellThatSomebodyClosedIt(environment: NodeJS.ProcessEnv): void {
  const path = environment[variable];
  if (path === undefined) {
    return;
  }
  try {
    writeFileSync(path, '');
  } catch (error) {
    process.stderr.write(
      `PetLog will be started again, because ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}
