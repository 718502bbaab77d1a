import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tellThatSomebodyClosedIt } from '../../../main/kiosk/closed-file.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('leaves the file that it is asked for, and none elsewhere', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'closed');
  tellThatSomebodyClosedIt({});
  await expect(access(path)).rejects.toThrow('ENOENT');
  tellThatSomebodyClosedIt({ PETLOG_KIOSK_CLOSED_FILE: path });
  await access(path);
  await rm(path);
  tellThatSomebodyClosedIt({ PETLOG_KIOSK_CLOSED_FILE: join(path, 'in/nothing') });
});
