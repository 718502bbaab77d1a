import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Config } from '../../../shared/config.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { SoundService, type SoundPlace } from '../../../main/sound/sound-service.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { SettingsChanges } from '../../support/settings-changes.ts';

let clock: ManualClock;
let changes: SettingsChanges;
let service: SoundService;
/** Of each search for a microphone, in order: what it finds in the end. */
let searches: PromiseWithResolvers<SoundPlace>[];
/** Who hears the camera's own sound. */
let hearing: number;

beforeEach(() => {
  clock = new ManualClock();
  changes = new SettingsChanges();
  searches = [];
  hearing = 0;
  const config = Config.parse({ camera: { source: 'mock', sound: true } });
  service = new SoundService({
    program: new URL('../../support/worker-program.ts', import.meta.url),
    clock,
    logger: silentLogger,
    config: () => config,
    onSettingsChanged: changes.onSettingsChanged,
    listMicrophones: async () => [],
    findPlace() {
      const search = Promise.withResolvers<SoundPlace>();
      searches.push(search);
      return search.promise;
    },
    machineMilliseconds: () => 0,
    ownSound: {
      listen() {
        hearing += 1;
        return () => (hearing -= 1);
      },
      pictureCame: () => {},
    },
    media: { keepSound: () => {}, hear: () => {}, forgetSound: () => {} },
  });
});

afterEach(() => service.close());

async function begun(): Promise<void> {
  service.heardBy(true);
  await vi.waitFor(() => expect(searches).toHaveLength(1), { timeout: 30_000 });
  changes.tell('camera.microphone');
  expect(searches).toHaveLength(2);
}

test('what an earlier search finds later counts for nothing', async () => {
  await begun();
  searches[1]!.resolve({ kind: 'tone' });
  await clock.advance(0);
  searches[0]!.resolve({ kind: 'camera' });
  await clock.advance(0);
  expect(hearing).toBe(0);
});

test('searches that failed are tried again once, and not after the end', async () => {
  await begun();
  const timers = clock.pendingTimers;
  searches.forEach(({ reject }) => reject(new PetLogError('microphone_unavailable', { reason: 'it was unplugged' })));
  await clock.advance(0);
  expect(clock.pendingTimers).toBe(timers + 1);
  service.hush();
  await clock.advance(60_000);
  expect(searches).toHaveLength(2);
});
