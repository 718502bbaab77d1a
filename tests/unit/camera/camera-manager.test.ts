import { beforeEach, describe, expect, it } from 'vitest';
import { CameraManager } from '../../../main/camera/camera-manager.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let running: boolean;
let manager: CameraManager;

beforeEach(() => {
  clock = new ManualClock();
  running = false;
  manager = new CameraManager({
    camera: {
      start: () => (running = true),
      stop: () => {
        running = false;
        return Promise.resolve();
      },
    },
    clock,
    idleStopSeconds: () => 10,
  });
});

describe('CameraManager', () => {
  it('starts with the first need and stops ten seconds after the last', async () => {
    const first = manager.acquire('viewer');
    const second = manager.acquire('recording');
    expect(running).toBe(true);
    first.release();
    await clock.advance(60_000);
    expect(running).toBe(true);
    second.release();
    await clock.advance(9999);
    expect(running).toBe(true);
    await clock.advance(1);
    expect(running).toBe(false);
  });

  it('keeps running when a need comes back in time', async () => {
    manager.acquire('viewer').release();
    await clock.advance(9000);
    const lease = manager.acquire('viewer');
    await clock.advance(60_000);
    expect(running).toBe(true);
    lease.release();
  });

  it('does not stop for idleness when it was started explicitly', async () => {
    manager.startExplicitly();
    manager.acquire('viewer').release();
    await clock.advance(3_600_000);
    expect(running).toBe(true);
    await manager.stop('stopped');
    expect(running).toBe(false);
    expect(manager.isExplicitlyStarted).toBe(false);
  });

  it('stops for everyone, and old leases mean nothing afterwards', async () => {
    const old = manager.acquire('viewer');
    await manager.stop('stopped');
    const lease = manager.acquire('viewer');
    old.release();
    old.release();
    await clock.advance(60_000);
    expect(running).toBe(true);
    lease.release();
    lease.release();
    await clock.advance(10_000);
    expect(running).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });
});
