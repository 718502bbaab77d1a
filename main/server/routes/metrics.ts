import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { cameraStates, type LiveStatus } from '../../../shared/api.ts';
import type { RawHandlers } from '../raw-handlers.ts';

interface MetricsSources {
  status(): LiveStatus;
  version: string;
  connectionCount(): number;
  eventReaderCount(): number;
  historyBytes(): number;
}

/**
 * What prom-client knows of the process, but for the lag of its event loop: that
 * is sampled by a timer, which wakes the machine again and again. prom-client has
 * no way to leave it out, so the timer gets the longest interval there is.
 */
function measureProcess(register: Registry): void {
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 2 ** 31 - 1 });
  for (const { name } of register.getMetricsAsArray()) {
    if (name.startsWith('nodejs_eventloop_lag_')) {
      register.removeSingleMetric(name);
    }
  }
}

/** `GET /metrics`: read when asked, so that measuring costs nothing in between. */
export function metrics({ status, version, connectionCount, eventReaderCount, historyBytes }: MetricsSources): RawHandlers['metrics.get'] {
  const registry = new Registry();
  measureProcess(registry);
  const gauge = (name: string, help: string, read: (status: LiveStatus) => number): void => {
    new Gauge({
      name: `petlog_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read(status()));
      },
    });
  };
  const counter = (name: string, help: string, read: (status: LiveStatus) => number): void => {
    new Counter({
      name: `petlog_${name}`,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read(status()));
      },
    });
  };
  new Gauge({ name: 'petlog_build_info', help: 'Version of PetLog.', labelNames: ['version'], registers: [registry] }).set({ version }, 1);
  new Gauge({
    name: 'petlog_camera_state',
    help: 'State of the camera: 1 for the one it is in.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const current = status().state;
      cameraStates.forEach((state) => this.set({ state }, state === current ? 1 : 0));
    },
  });
  counter('frames_total', 'Frames from the camera.', ({ frame_counter }) => frame_counter);
  counter('dropped_frames_total', 'Frames that viewers on slow links skipped.', ({ dropped_frames }) => dropped_frames);
  gauge('frames_per_second', 'Measured rate of the camera.', ({ fps }) => fps);
  gauge('viewers', 'Open live streams.', ({ active_streams }) => active_streams);
  gauge('recording', '1 while a recording is written.', ({ recording }) => (recording ? 1 : 0));
  gauge('problems', 'Problems that last.', ({ problems }) => problems.length);
  gauge('history_bytes', 'Encoded video in memory, for looking back and for the beginning of recordings.', historyBytes);
  gauge('http_connections', 'Open HTTP connections.', connectionCount);
  gauge('event_readers', 'Open event streams.', eventReaderCount);

  return async (_input, _request, response) => {
    response.setHeader('Content-Type', registry.contentType);
    response.end(await registry.metrics());
  };
}
