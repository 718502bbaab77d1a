import { afterEach, expect, it, vi } from 'vitest';
import { EventBus } from '../../../main/events/event-bus.ts';
import { HomeFiles } from '../../../main/homekit/home-files.ts';
import { HomeKitService } from '../../../main/homekit/homekit-service.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { Config } from '../../../shared/config.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Of a disk that takes no changes any more. */
class KeptFiles extends HomeFiles {
  override forget(): Promise<void> {
    return Promise.reject(Object.assign(new Error('read-only file system'), { code: 'EROFS' }));
  }
}

let service: HomeKitService | null = null;

afterEach(async () => {
  await service?.close();
  service = null;
});

it('stays in the homes that it cannot forget', async () => {
  await using directory = await temporaryDirectory();
  const clock = createSystemClock();
  const settings = Config.parse({ homekit: { enabled: true, port: 0 } });
  service = new HomeKitService({
    program: childModuleUrl('homekit-process'),
    files: new KeptFiles(directory.path),
    settings: { current: settings, onChange: () => () => {} },
    cameras: () => [],
    seen: () => ({ pets: false, people: false }),
    names: () => ({ bridge: 'PetLog', pets: 'Pets', people: 'People' }),
    version: '1.0.0',
    makeSmall: () => Promise.reject(new Error('there is no camera')),
    machineMilliseconds: () => Number(process.hrtime.bigint()) / 1e6,
    bus: new EventBus(clock),
    clock,
    logger: silentLogger,
  });
  const known = service;
  await vi.waitFor(() => expect(known.status.state).toBe('waiting'), { timeout: 30_000, interval: 50 });
  const { setup_code: code } = known.status;
  await expect(known.removePairing()).rejects.toMatchObject({ code: 'homekit_not_saved' });
  expect(known.status).toMatchObject({ state: 'waiting', setup_code: code });
});
