/** Claims the data directory named by its argument, says `held` or why not, and keeps it until it is killed or its input ends. */
import { DataDirectoryLock } from '../../main/system/data-directory-lock.ts';
import { StartupError } from '../../main/system/startup-error.ts';

try {
  const lock = DataDirectoryLock.acquire(process.argv[2] ?? '');
  process.stdout.write('held\n');
  process.stdin.resume().once('end', () => lock.release());
} catch (error) {
  process.stdout.write(`${error instanceof StartupError ? error.message : String(error)}\n`);
}
