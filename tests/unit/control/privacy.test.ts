import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CameraManager } from '../../../main/camera/camera-manager.ts';
import { CameraWish } from '../../../main/camera/camera-wish.ts';
import { Privacy } from '../../../main/control/privacy.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let dataDirectory: string;
let happened: string[];
let manager: CameraManager;

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-privacy-'));
  happened = [];
});

afterEach(async () => {
  await rm(dataDirectory, { recursive: true, force: true });
});

async function open(isAlwaysOn: () => boolean = () => false): Promise<Privacy> {
  const clock = new ManualClock();
  const wish = await CameraWish.open({ dataDirectory, clock, logger: silentLogger });
  const camera = { start: () => void happened.push('camera started'), stop: async () => void happened.push('camera stopped') };
  manager = new CameraManager({ camera, clock, wish, idleStopSeconds: () => 10, isAlwaysOn });
  const bus = new EventBus();
  bus.on('privacy.changed', ({ on }) => happened.push(`told ${on}`));
  return new Privacy(await Privacy.read({ dataDirectory, clock, logger: silentLogger }), {
    manager,
    recorder: { endAny: async () => void happened.push('recording ended') },
    viewers: { endAll: () => (happened.push('streams ended'), 0) },
    wish,
    bus,
    clock,
    logger: silentLogger,
  });
}

const refused = new PetLogError('privacy');

describe('privacy', () => {
  test('ends everything before anybody is told, and nobody gets the camera meanwhile', async () => {
    const privacy = await open();
    const switched = privacy.set(true);
    await Promise.resolve();
    expect(() => manager.acquire('viewer')).toThrow(refused);
    expect(await switched).toEqual({ on: true, since: '2027-01-15T08:00:00.000Z' });
    expect(happened).toEqual(['streams ended', 'recording ended', 'camera stopped', 'told true']);
    expect(() => manager.startExplicitly()).toThrow(refused);
    expect(() => privacy.assertOff()).toThrow(refused);
  });

  test('asked for several times at once, the last word counts', async () => {
    const privacy = await open();
    expect(await Promise.all([privacy.set(true), privacy.set(false), privacy.set(true)])).toMatchObject([
      { on: true },
      { on: false },
      { on: true },
    ]);
    expect((await open()).isOn).toBe(true);
    await Promise.all([privacy.set(false), privacy.set(true), privacy.set(false)]);
    expect((await open()).isOn).toBe(false);
    manager.acquire('viewer').release();
  });

  test('brings back a camera that was started, also after a restart', async () => {
    const before = await open();
    manager.startExplicitly();
    await before.set(true);
    const after = await open();
    expect(after).toMatchObject({ isOn: true, since: before.since });
    happened = [];
    await after.set(false);
    expect(happened).toEqual(['told false', 'camera started']);
  });

  test('brings back a camera that is always on', async () => {
    const privacy = await open(() => true);
    await privacy.set(true);
    happened = [];
    await privacy.set(false);
    expect(happened).toEqual(['told false', 'camera started']);
    expect(manager).toMatchObject({ isExplicitlyStarted: true, isStartedByPerson: false });
  });

  test('does not bring back a camera that ran only because it was always on, and meanwhile is not', async () => {
    let alwaysOn = true;
    const privacy = await open(() => alwaysOn);
    manager.startByConfiguration();
    await privacy.set(true);
    alwaysOn = false;
    happened = [];
    await privacy.set(false);
    expect(happened).toEqual(['told false']);
  });

  test('brings back a camera that a person started though it was always on, which meanwhile it is not', async () => {
    let alwaysOn = true;
    const privacy = await open(() => alwaysOn);
    manager.startByConfiguration();
    manager.startExplicitly();
    await privacy.set(true);
    alwaysOn = false;
    await privacy.set(false);
    expect(manager.isStartedByPerson).toBe(true);
  });

  test('where it cannot be saved it is done all the same, and told until it is saved', async () => {
    const privacy = await open();
    await mkdir(join(dataDirectory, 'privacy.json'));
    expect(await privacy.set(true)).toMatchObject({ on: true });
    expect(happened).toContain('camera stopped');
    expect(privacy.problems).toMatchObject([{ code: 'privacy_not_saved' }]);
    expect(await privacy.set(false)).toEqual({ on: false, since: null });
    manager.acquire('viewer').release();
    await privacy.set(true);
    await rm(join(dataDirectory, 'privacy.json'), { recursive: true });
    privacy.retry();
    await privacy.set(true); // behind it
    expect(privacy.problems).toEqual([]);
    expect((await open()).isOn).toBe(true);
  });

  test('released, what a person stopped before or meanwhile stays stopped, though it is always on', async () => {
    const privacy = await open(() => true);
    manager.startExplicitly();
    await privacy.set(true);
    await manager.stopExplicitly('stopped', { by: null, on_own_screen: true, end: null });
    happened = [];
    await privacy.set(false);
    expect(happened).toEqual(['told false']);
  });
});
