import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';

/** systemd-timesyncd makes it when it has set the clock for the first time since the machine started. */
const markPath = '/run/systemd/timesync/synchronized';
const patienceMilliseconds = 5000;

/** Whether a time server keeps this machine's clock right; null where nobody can tell. Never rejects. */
export async function isClockSynchronized(): Promise<boolean | null> {
  if (
    await access(markPath).then(
      () => true,
      () => false,
    )
  ) {
    return true;
  }
  return new Promise((resolve) => {
    execFile('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: patienceMilliseconds }, (error, output) => {
      const answer = output.trim();
      resolve(error !== null ? null : answer === 'yes' ? true : answer === 'no' ? false : null);
    });
  });
}
