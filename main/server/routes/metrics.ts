import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { cameraStates, type LiveStatus } from '../../../shared/api.ts';
import type { Principal } from '../../access/principal.ts';
import { principalOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** What of a camera is measured. */
interface MeasuredCamera {
  status(): LiveStatus;
  readonly media: { readonly historyBytes: number };
}

interface MetricsSources {
  /** Those that somebody may see. */
  camerasOf(principal: Principal): readonly MeasuredCamera[];
  version: string;
  connectionCount(): number;
  eventReaderCount(): number;
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

/** One value of a camera; each is labelled with the camera's id. */
interface CameraMetric {
  readonly kind: typeof Gauge | typeof Counter;
  readonly name: string;
  readonly help: string;
  read(status: LiveStatus, camera: MeasuredCamera): number;
}

const cameraMetrics: readonly CameraMetric[] = [
  { kind: Counter, name: 'frames_total', help: 'Frames from the camera.', read: ({ frame_counter }) => frame_counter },
  {
    kind: Counter,
    name: 'dropped_frames_total',
    help: 'Frames that viewers on slow links skipped.',
    read: ({ dropped_frames }) => dropped_frames,
  },
  { kind: Gauge, name: 'frames_per_second', help: 'Measured rate of the camera.', read: ({ fps }) => fps },
  { kind: Gauge, name: 'viewers', help: 'Open live streams.', read: ({ active_streams }) => active_streams },
  { kind: Gauge, name: 'recording', help: '1 while a recording is written.', read: ({ recording }) => (recording ? 1 : 0) },
  {
    kind: Gauge,
    name: 'problems',
    help: 'Problems that last, those of PetLog as a whole included.',
    read: ({ problems }) => problems.length,
  },
  {
    kind: Gauge,
    name: 'history_bytes',
    help: 'Encoded video in memory, for looking back and for the beginning of recordings.',
    read: (_status, { media }) => media.historyBytes,
  },
];

/** Made anew for each reader, as readers may see different cameras. */
function measureCameras(cameras: readonly MeasuredCamera[]): Registry {
  const registry = new Registry();
  const measured = cameras.map((camera) => ({ camera, status: camera.status() }));
  const state = new Gauge({
    name: 'petlog_camera_state',
    help: 'State of the camera: 1 for the one it is in.',
    labelNames: ['camera', 'state'],
    registers: [registry],
  });
  for (const { status } of measured) {
    cameraStates.forEach((name) => state.set({ camera: status.camera_id, state: name }, name === status.state ? 1 : 0));
  }
  for (const { kind, name, help, read } of cameraMetrics) {
    const metric = new kind({ name: `petlog_${name}`, help, labelNames: ['camera'], registers: [registry] });
    measured.forEach(({ camera, status }) => metric.inc({ camera: status.camera_id }, read(status, camera)));
  }
  return registry;
}

/** `GET /metrics`: read when asked, so that measuring costs nothing in between. */
export function metrics({ camerasOf, version, connectionCount, eventReaderCount }: MetricsSources): RawHandlers['metrics.get'] {
  const registry = new Registry();
  measureProcess(registry);
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `petlog_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  new Gauge({ name: 'petlog_build_info', help: 'Version of PetLog.', labelNames: ['version'], registers: [registry] }).set({ version }, 1);
  gauge('http_connections', 'Open HTTP connections.', connectionCount);
  gauge('event_readers', 'Open event streams.', eventReaderCount);

  return async (_input, _request, response) => {
    const cameras = measureCameras(camerasOf(principalOf(response)));
    response.setHeader('Content-Type', registry.contentType);
    response.end(`${await registry.metrics()}\n${await cameras.metrics()}`);
  };
}
