/**
 * What `petlog doctor` asks in a process of its own, and answers as JSON on standard output:
 *
 *     databases PATH...                          what each database is like
 *     alerts ALERTS OUTBOX                       how the channels of alerts did lately
 *     backup DATABASE                            what copies elsewhere need of this machine
 *     encoder WIDTH HEIGHT FRAME_RATE KBPS HEIGHT...   which encoders work, and what they cost with these smaller renditions, by encoding
 *     smaller-encoders ...                       the same for these renditions alone, as a camera gives H.264 of its own size
 */
import { checkDatabaseFiles } from './check-databases.ts';

const [subject, ...words] = process.argv.slice(2);
switch (subject) {
  case 'databases':
    process.stdout.write(JSON.stringify(checkDatabaseFiles(words)));
    break;
  case 'alerts': {
    const { alertStates } = await import('./check-alerts.ts');
    const [alertsPath = '', outboxPath = ''] = words;
    process.stdout.write(JSON.stringify(alertStates(alertsPath, outboxPath)));
    break;
  }
  case 'backup': {
    const { backupStates } = await import('./check-backup.ts');
    process.stdout.write(JSON.stringify(backupStates(words[0] ?? '')));
    break;
  }
  case 'encoder':
  case 'smaller-encoders': {
    const { workingEncoders } = await import('./working-encoders.ts');
    const [widthPixels = 0, heightPixels = 0, frameRate = 0, bitrateKbps = 0, ...heights] = words.map(Number);
    process.stdout.write(
      JSON.stringify(workingEncoders({ widthPixels, heightPixels }, frameRate, bitrateKbps, heights, subject === 'encoder')),
    );
    break;
  }
  default:
    process.exitCode = 2;
}
