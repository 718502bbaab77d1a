import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { cameraStates, type LiveStatus } from '../../../shared/api.ts';
import type { Relay } from '../../../shared/relays.ts';
import type { Principal } from '../../access/principal.ts';
import { principalOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';
import { type MeasuredBackup, measureBackups } from './backup-metrics.ts';

/** What of a camera is measured. */
interface MeasuredCamera {
  status(): LiveStatus;
  readonly streaming: { readonly viewerCount: number };
  readonly renditions: { readonly all: readonly { readonly name: string }[]; pictureCount(name: string): number };
  readonly video: { readonly viewerCount: number };
  readonly webrtc: { readonly viewerCount: number };
  readonly hls: { readonly viewerCount: number };
  readonly homekit: { readonly viewerCount: number };
  readonly media: { readonly historyBytes: number };
}

interface MetricsSources {
  /** Those that somebody may see. */
  camerasOf(principal: Principal): readonly MeasuredCamera[];
  version: string;
  connectionCount(): number;
  eventReaderCount(): number;
  /** What came of alerts, of those that are remembered. */
  deliveryCounts(): readonly { readonly kind: string; readonly state: string; readonly count: number }[];
  backups(): readonly MeasuredBackup[];
  relays(): readonly Pick<Relay, 'relay_id' | 'camera_id' | 'state' | 'sent_bytes' | 'reconnects' | 'lost_pictures'>[];
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
  const viewers = new Gauge({
    name: 'petlog_viewers_by_transport',
    help: 'Open live streams, by how the picture is sent.',
    labelNames: ['camera', 'transport'],
    registers: [registry],
  });
  for (const { camera, status } of measured) {
    viewers.set({ camera: status.camera_id, transport: 'mjpeg' }, camera.streaming.viewerCount);
    viewers.set({ camera: status.camera_id, transport: 'mse' }, camera.video.viewerCount);
    viewers.set({ camera: status.camera_id, transport: 'webrtc' }, camera.webrtc.viewerCount);
    viewers.set({ camera: status.camera_id, transport: 'hls' }, camera.hls.viewerCount);
    viewers.set({ camera: status.camera_id, transport: 'homekit' }, camera.homekit.viewerCount);
  }
  const pictures = new Counter({
    name: 'petlog_rendition_packets_total',
    help: 'Pictures of the live video, by the size that is watched: each is encoded, or passed on, once for all viewers.',
    labelNames: ['camera', 'rendition'],
    registers: [registry],
  });
  for (const { camera, status } of measured) {
    const { renditions } = camera;
    renditions.all.forEach(({ name }) => pictures.inc({ camera: status.camera_id, rendition: name }, renditions.pictureCount(name)));
  }
  for (const { kind, name, help, read } of cameraMetrics) {
    const metric = new kind({ name: `petlog_${name}`, help, labelNames: ['camera'], registers: [registry] });
    measured.forEach(({ camera, status }) => metric.inc({ camera: status.camera_id }, read(status, camera)));
  }
  return registry;
}

/** For those who see every camera: an alert is of one. */
function measureAlerts(counts: ReturnType<MetricsSources['deliveryCounts']>): Registry {
  const registry = new Registry();
  const deliveries = new Gauge({
    name: 'petlog_alert_deliveries',
    help: 'Alerts of the last 30 days, by kind of channel and what came of them.',
    labelNames: ['kind', 'state'],
    registers: [registry],
  });
  counts.forEach(({ kind, state, count }) => deliveries.set({ kind, state }, count));
  return registry;
}

/** For those who see every camera, as only admins see relays. */
function measureRelays(relays: ReturnType<MetricsSources['relays']>): Registry {
  const registry = new Registry();
  const labelNames = ['relay', 'camera'];
  const counter = (name: string, help: string): Counter =>
    new Counter({ name: `petlog_relay_${name}`, help, labelNames, registers: [registry] });
  const up = new Gauge({
    name: 'petlog_relay_publishing',
    help: '1 while live video goes to the media server.',
    labelNames,
    registers: [registry],
  });
  const bytes = counter('sent_bytes_total', 'Video that went to the media server.');
  const reconnects = counter('reconnects_total', 'How often it was published again after it had ended.');
  const lost = counter('lost_pictures_total', 'Pictures that the media server was too slow for.');
  for (const { relay_id, camera_id, state, sent_bytes, reconnects: times, lost_pictures } of relays) {
    const labels = { relay: relay_id, camera: camera_id };
    up.set(labels, state === 'publishing' ? 1 : 0);
    bytes.inc(labels, sent_bytes);
    reconnects.inc(labels, times);
    lost.inc(labels, lost_pictures);
  }
  return registry;
}

/** `GET /metrics`: read when asked, so that measuring costs nothing in between. */
export function metrics({
  camerasOf,
  version,
  connectionCount,
  eventReaderCount,
  deliveryCounts,
  backups,
  relays,
}: MetricsSources): RawHandlers['metrics.get'] {
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
    const principal = principalOf(response);
    const own = [
      registry,
      measureCameras(camerasOf(principal)),
      ...(principal.cameraIds === undefined ? [measureAlerts(deliveryCounts()), measureBackups(backups()), measureRelays(relays())] : []),
    ];
    response.setHeader('Content-Type', registry.contentType);
    response.end((await Promise.all(own.map((each) => each.metrics()))).join('\n'));
  };
}
