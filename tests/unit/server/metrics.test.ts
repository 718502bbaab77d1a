import perfHooks from 'node:perf_hooks';
import { afterEach, expect, it, vi } from 'vitest';
import { metrics } from '../../../main/server/routes/metrics.ts';

const unasked = (): never => {
  throw new Error('nobody asked');
};

afterEach(() => vi.restoreAllMocks());

it('samples nothing while nobody asks', () => {
  const monitor = vi.spyOn(perfHooks, 'monitorEventLoopDelay');
  metrics({
    camerasOf: unasked,
    version: '0.0.0-test',
    connectionCount: unasked,
    eventReaderCount: unasked,
    deliveryCounts: unasked,
    backups: unasked,
    relays: unasked,
  });
  const day = 24 * 60 * 60 * 1000;
  for (const [options] of monitor.mock.calls) {
    expect(options?.resolution).toBeGreaterThan(day);
  }
  expect(monitor).toHaveBeenCalledOnce(); // or prom-client measures in another way, which this test does not see
});
