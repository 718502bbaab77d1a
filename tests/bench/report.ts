import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryDirectory } from '../support/petlog-process.ts';
import { type AlertsReport, alertsSection } from './alerts-results.ts';
import { type BackupReport, backupSection } from './backup-results.ts';
import { drawLiveChart } from './chart.ts';
import { type CamerasReport, camerasSection } from './cameras-results.ts';
import { type EventsReport, eventsSection } from './events-results.ts';
import type { FoundationReport } from './foundation-results.ts';
import { type KillsSendingReport, killsSendingSection } from './kills-sending-results.ts';
import type { LiveReport } from './live-results.ts';
import { liveTable, liveTargets, slowReaderTable } from './live-tables.ts';
import { type DayReport, daySection } from './day-results.ts';
import { type DetectionReport, detectionSection } from './detection-results.ts';
import { type IsolationReport, isolationSection } from './isolation-results.ts';
import { type NoticingReport, noticingSection } from './noticing-results.ts';
import { type OwnScreenReport, ownScreenSection } from './own-screen-results.ts';
import { type RestingReport, restingSection } from './resting-results.ts';
import { type RtspReport, rtspSection } from './rtsp-results.ts';
import { digits, markdownTable } from './table.ts';
import { targetTable } from './targets.ts';
import { type VideoReport, videoSection } from './video-results.ts';
import { type WebRtcSessionsReport, webRtcSessionsSection } from './webrtc-sessions-results.ts';

interface Reports {
  live?: LiveReport;
  foundation?: FoundationReport;
  resting?: RestingReport;
  cameras?: CamerasReport;
  rtsp?: RtspReport;
  isolation?: IsolationReport;
  day?: DayReport;
  video?: VideoReport;
  'own-screen'?: OwnScreenReport;
  'webrtc-sessions'?: WebRtcSessionsReport;
  detection?: DetectionReport;
  noticing?: NoticingReport;
  events?: EventsReport;
  alerts?: AlertsReport;
  backup?: BackupReport;
  'kills-sending'?: KillsSendingReport;
}

const directory = join(repositoryDirectory, 'docs', 'benchmarks');

async function read<T>(name: string): Promise<T | undefined> {
  const text = await readFile(join(directory, name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** What was saved of it last. */
export const readDetectionReport = (): Promise<DetectionReport | undefined> => read<DetectionReport>('detection.json');

export function documentTable({ documentRows }: FoundationReport): string {
  return markdownTable(
    ['picture', 'frames/s asked', 'delivered', 'CPU % of one core', 'Mbit/s', 'server MB'],
    documentRows.map((row) => [
      row.picture,
      String(row.framesPerSecond),
      digits(row.deliveredFramesPerSecond, 2),
      digits(row.cpuPercent, 1),
      digits(row.megabitsPerSecond, 1),
      digits(row.residentMegabytes, 0),
    ]),
  );
}

function liveSection(report: LiveReport): string {
  const rates = [...new Set(report.results.map(({ framesPerSecond }) => framesPerSecond))].sort((a, b) => b - a);
  const busy = report.results.map(({ otherBusyCores }) => otherBusyCores);
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} (${version})`);
  const notRun = Object.entries(report.notRun).map(([name, why]) => `${name} was not run: ${why}.`);
  return `## Many viewers

\`npm run bench\`. ${report.machine}; ${report.date}. Server and load client are processes of their own on the same machine, over loopback; every picture is a JPEG of
1280x720 and about ${Math.round(report.pictureBytes / 1000)} kB. Medians of ${report.rounds} rounds of ${report.secondsPerRun} s, after 4 s of warm-up; PetLog and bare Node take turns within each round; the others run once. ${versions.join(', ')}. ${notRun.join(' ')}

Bare Node is the least code that could do it (\`tests/bench/bare-fan-out.ts\`): no camera that can fail, no API, no limits, no care for slow readers. motion decodes and encodes each picture, and states
no capture time; ustreamer reads a stand-in for a USB camera. CPU time a viewer-frame is what one more viewer costs the server's process: the difference from one viewer, so that capture does not count.
"Others busy" is how many cores other programs of the machine kept busy meanwhile (here up to ${digits(Math.max(...busy), 1)}): latencies suffer from it, CPU time hardly.

${targetTable(liveTargets(report))}

![CPU time and latency by number of viewers](benchmarks/live.svg)

${rates.map((rate) => `### ${rate} frames per second\n\n${liveTable(report, rate)}`).join('\n\n')}

### Slow readers

One reader that takes so many bytes a second beside ${report.slowReaders[0]?.viewers ?? 0} others. Age is the time from capture to the last byte of the pictures that it gets; memory is that of the server with it, less that without it.

${slowReaderTable(report)}
`;
}

function foundationSection(report: FoundationReport): string {
  return `## One viewer

\`npm run bench:foundation\`. ${report.machine}; ${report.date}; ${report.program}; ${report.secondsPerRun} s a measurement. The camera is the mock, which draws and encodes every picture.

${targetTable(report.targets)}

The document's three rows, measured with one viewer. A real camera delivers its pictures encoded, and costs less CPU. MJPEG is what it is: each picture is whole, and the bit rate is that of the JPEGs at quality 85.

${documentTable(report)}
`;
}

/** Keeps what was measured, and renews docs/benchmarks.md from all that is kept. */
export async function saveReport(reports: Reports): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, report] of Object.entries(reports)) {
    await writeFile(join(directory, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  }
  const live = reports.live ?? (await read<LiveReport>('live.json'));
  const foundation = reports.foundation ?? (await read<FoundationReport>('foundation.json'));
  if (live !== undefined) {
    await writeFile(join(directory, 'live.svg'), drawLiveChart(live.results, 30));
  }
  const resting = reports.resting ?? (await read<RestingReport>('resting.json'));
  const cameras = reports.cameras ?? (await read<CamerasReport>('cameras.json'));
  const rtsp = reports.rtsp ?? (await read<RtspReport>('rtsp.json'));
  const isolation = reports.isolation ?? (await read<IsolationReport>('isolation.json'));
  const day = reports.day ?? (await read<DayReport>('day.json'));
  const video = reports.video ?? (await read<VideoReport>('video.json'));
  const ownScreen = reports['own-screen'] ?? (await read<OwnScreenReport>('own-screen.json'));
  const webRtcSessions = reports['webrtc-sessions'] ?? (await read<WebRtcSessionsReport>('webrtc-sessions.json'));
  const detection = reports.detection ?? (await readDetectionReport());
  const noticing = reports.noticing ?? (await read<NoticingReport>('noticing.json'));
  const events = reports.events ?? (await read<EventsReport>('events.json'));
  const alerts = reports.alerts ?? (await read<AlertsReport>('alerts.json'));
  const backup = reports.backup ?? (await read<BackupReport>('backup.json'));
  const killsSending = reports['kills-sending'] ?? (await read<KillsSendingReport>('kills-sending.json'));
  const sections = [
    live === undefined ? '' : liveSection(live),
    foundation === undefined ? '' : foundationSection(foundation),
    resting === undefined ? '' : restingSection(resting),
    cameras === undefined ? '' : camerasSection(cameras),
    rtsp === undefined ? '' : rtspSection(rtsp),
    video === undefined ? '' : videoSection(video),
    ownScreen === undefined ? '' : ownScreenSection(ownScreen),
    webRtcSessions === undefined ? '' : webRtcSessionsSection(webRtcSessions),
    isolation === undefined ? '' : isolationSection(isolation),
    detection === undefined ? '' : detectionSection(detection),
    noticing === undefined ? '' : noticingSection(noticing),
    day === undefined ? '' : daySection(day),
    events === undefined ? '' : eventsSection(events),
    alerts === undefined ? '' : alertsSection(alerts),
    backup === undefined ? '' : backupSection(backup),
    killsSending === undefined ? '' : killsSendingSection(killsSending),
  ];
  const page = `# Benchmarks\n\nWritten by the benchmarks themselves (\`--save\`); the numbers are in \`docs/benchmarks/\`.\n\n${sections.filter((section) => section !== '').join('\n')}`;
  await writeFile(join(repositoryDirectory, 'docs', 'benchmarks.md'), page);
}
