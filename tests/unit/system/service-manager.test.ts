import { ChildProcess } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ServiceManager } from '../../../main/system/service-manager.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';

function manager(environment: NodeJS.ProcessEnv, hangs = false) {
  const told: string[][] = [];
  const warnings: object[] = [];
  const clock = new ManualClock();
  const children: ChildProcess[] = [];
  const service = new ServiceManager({
    environment,
    processId: 42,
    clock,
    logger: { ...silentLogger, warn: (details: object) => void warnings.push(details) },
    spawn: (program, args) => {
      expect(program).toBe('systemd-notify');
      told.push([...args]);
      const child = new ChildProcess();
      children.push(child);
      if (!hangs) {
        queueMicrotask(() => child.emit('exit', 0, null));
      }
      return child;
    },
  });
  return { service, told, warnings, clock, children };
}

describe('service manager', () => {
  it('tells nobody anything where there is no systemd', async () => {
    const { service, told, clock } = manager({ WATCHDOG_USEC: '3000000' });
    service.ready();
    await clock.advance(10_000);
    await service.close();
    expect(told).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('says that PetLog is ready, lives and stops', async () => {
    const { service, told, clock } = manager({ NOTIFY_SOCKET: '/run/notify', WATCHDOG_USEC: '3000000', WATCHDOG_PID: '42' });
    service.ready();
    await clock.advance(3000);
    await service.close();
    await clock.advance(3000);
    expect(told.map(([first]) => first)).toEqual(['READY=1', 'WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1', 'STOPPING=1']);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([{}, { WATCHDOG_USEC: '0' }, { WATCHDOG_USEC: 'soon' }, { WATCHDOG_USEC: '3000000', WATCHDOG_PID: '7' }])(
    'gives no signs of life that nobody asked for: %o',
    async (watchdog) => {
      const { service, told, clock } = manager({ NOTIFY_SOCKET: '/run/notify', ...watchdog });
      service.ready();
      await clock.advance(10_000);
      expect(told.map(([first]) => first)).toEqual(['READY=1']);
      expect(clock.pendingTimers).toBe(0);
    },
  );

  it('never has a second messenger for a sign of life while the first is on its way', async () => {
    const { service, told, clock, children } = manager({ NOTIFY_SOCKET: '/run/notify', WATCHDOG_USEC: '3000000' }, true);
    service.ready();
    await clock.advance(5000);
    expect(told).toHaveLength(1);
    children[0]!.emit('exit', 0, null);
    await clock.advance(1000);
    expect(told.at(-1)).toEqual(['WATCHDOG=1']);
    await service.close();
  });

  it('warns once when systemd cannot be told', async () => {
    const { service, warnings, clock, children } = manager({ NOTIFY_SOCKET: '/run/notify', WATCHDOG_USEC: '3000000' }, true);
    service.ready();
    children[0]!.emit('error', new Error('no systemd-notify'));
    await clock.advance(1000);
    children[1]!.emit('exit', 1, null);
    expect(warnings).toEqual([{ problem: 'no systemd-notify' }]);
    await service.close();
  });
});
