import { expect, test } from 'vitest';
import { ConfigurationFiles } from '../../../main/configuration-file/configuration-file.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('an import that is under way when PetLog ends has nothing start again afterwards', async () => {
  await using directory = await temporaryDirectory();
  const clock = new ManualClock();
  let restarts = 0;
  const files = new ConfigurationFiles({
    dataDirectory: directory.path,
    sources: [],
    version: '1.0.0',
    name: () => 'PetLog',
    restart: () => (restarts += 1),
    clock,
  });
  const file = await files.export(undefined);
  const imported = files.import({ file, preview: false }, true);
  await files.close();
  expect(await imported).toMatchObject({ takes_effect: 'restarting' });
  await clock.advance(60_000);
  expect([restarts, clock.pendingTimers]).toEqual([0, 0]);
});
