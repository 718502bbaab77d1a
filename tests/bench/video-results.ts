import type { LiveTransportKind } from '../../shared/live-options.ts';
import type { EncodingCost } from './video-encoding.ts';
import type { LinkReport } from './video-link.ts';
import { quantile } from './statistics.ts';
import { digits, markdownTable } from './table.ts';
import { type Target, target, targetTable } from './targets.ts';

/** One way to watch 1280x720 at 15 pictures a second. */
export interface TransportRow {
  readonly kind: LiveTransportKind;
  /** From the camera to the page, of the pictures that were seen. */
  readonly ageP50Milliseconds: number;
  readonly ageP95Milliseconds: number;
  readonly pictures: number;
  readonly firstPictureMilliseconds: number;
  /** Of the processes that send, for one viewer more. */
  readonly viewerFrameMilliseconds: number;
  /** Of an hour in which nothing moves. */
  readonly quietHourMegabytes: number;
}

/** What is encoded for many who watch in every way. */
export interface EncodesRow {
  readonly viewers: string;
  readonly pictures: number;
  readonly fullPerPicture: number;
  readonly smallPerPicture: number;
  readonly mediaMillisecondsPerPicture: number;
}

export interface VideoReport {
  readonly machine: string;
  readonly date: string;
  readonly secondsPerRun: number;
  readonly transports: readonly TransportRow[];
  readonly encoding: EncodingCost;
  readonly encodes: readonly EncodesRow[];
  /** Resident, with 50 who watch by WebRTC: the process that encodes, and the one that sends. */
  readonly mediaMegabytes: number;
  readonly webRtcMegabytes: number;
  /** Of 20 viewers of MJPEG, alone and with 20 beside them who watch by WebRTC. */
  readonly mjpegP99Milliseconds: number | null;
  readonly mjpegBesideP99Milliseconds: number | null;
  /** From a camera that speaks RTSP to one viewer by WebRTC, whole application; null where there is no such camera here. */
  readonly rtspCpuPercent: number | null;
  readonly link: LinkReport | null;
}

const names: Readonly<Record<LiveTransportKind, string>> = { mjpeg: 'MJPEG', webrtc: 'WebRTC', mse: 'MSE', hls: 'LL-HLS' };

export const p95 = (values: readonly number[]): number => quantile(values, 0.95);

export function videoTargets(report: VideoReport): Target[] {
  const of = (kind: LiveTransportKind): TransportRow | undefined => report.transports.find((row) => row.kind === kind);
  const [mjpeg, webrtc, mse, hls] = [of('mjpeg'), of('webrtc'), of('mse'), of('hls')];
  const many = report.encodes.at(-1);
  const link = report.link?.isOneSession === true ? report.link : null;
  const ages: Target[] = [
    target(
      'WebRTC, age of the picture, p50',
      webrtc?.ageP50Milliseconds,
      Math.round((mjpeg?.ageP50Milliseconds ?? NaN) + 10),
      true,
      ' ms',
      0,
    ),
    target('WebRTC, age of the picture, p95', webrtc?.ageP95Milliseconds, 120, true, ' ms', 0),
    target('MSE, age of the picture, p50', mse?.ageP50Milliseconds, 150, true, ' ms', 0),
    target('MSE, age of the picture, p95', mse?.ageP95Milliseconds, 250, true, ' ms', 0),
    target('LL-HLS, age of the picture, p50', hls?.ageP50Milliseconds, 900, true, ' ms', 0),
    target('LL-HLS, age of the picture, p95', hls?.ageP95Milliseconds, 1100, true, ' ms', 0),
    target('WebRTC, first picture', webrtc?.firstPictureMilliseconds, 500, true, ' ms', 0),
    target('MSE, first picture', mse?.firstPictureMilliseconds, 300, true, ' ms', 0),
    target('LL-HLS, first picture', hls?.firstPictureMilliseconds, 500, true, ' ms', 0),
  ];
  const costs: Target[] = [
    target('WebRTC, CPU for a viewer-frame', webrtc?.viewerFrameMilliseconds, 0.4, true, ' ms', 2),
    target('MSE, CPU for a viewer-frame', mse?.viewerFrameMilliseconds, 0.35, true, ' ms', 2),
    target('LL-HLS, CPU for a viewer-frame', hls?.viewerFrameMilliseconds, 0.35, true, ' ms', 2),
    target('50 viewers by WebRTC, resident', report.mediaMegabytes + report.webRtcMegabytes, 220, true, ' MB', 0),
    target('encodes of the full size a picture, 20 viewers of all kinds', many?.fullPerPicture, 1.02, true, '', 2),
    target('720p and 360p from one decode, to 720p alone', report.encoding.times, 1.3, true, ' times', 2),
    target('from RTSP to one viewer by WebRTC, of one core', report.rtspCpuPercent, 3, true, ' %', 1),
    target(
      "MJPEG's p99 with 20 viewers by WebRTC beside, to that without",
      report.mjpegP99Milliseconds === null ? null : (report.mjpegBesideP99Milliseconds ?? NaN) / report.mjpegP99Milliseconds,
      1.1,
      true,
      ' times',
      2,
    ),
  ];
  const narrow: Target[] = [
    target('link of 400 kbit/s: small rendition is seen after', link?.downSeconds ?? null, 3, true, ' s', 1),
    target('link of 400 kbit/s: offered', link?.narrow.kbps, 2 * (link?.narrowKbps ?? NaN), true, ' kbit/s', 0),
    target('link of 400 kbit/s: pictures a second', link?.narrow.picturesPerSecond, 10, false, '', 1),
    target('wide link again: full rendition is seen after', link?.upSeconds ?? null, 20, true, ' s', 1),
  ];
  return [...ages, ...costs, ...narrow];
}

export function transportTable({ transports }: VideoReport): string {
  return markdownTable(
    ['', 'age p50, ms', 'age p95, ms', 'first picture, ms', 'CPU-ms a viewer-frame', 'an hour of a quiet room, MB'],
    transports.map((row) => [
      names[row.kind],
      digits(row.ageP50Milliseconds, 0),
      digits(row.ageP95Milliseconds, 0),
      digits(row.firstPictureMilliseconds, 0),
      digits(row.viewerFrameMilliseconds, 2),
      digits(row.quietHourMegabytes, 0),
    ]),
  );
}

export function encodesTable({ encodes }: VideoReport): string {
  return markdownTable(
    ['viewers', 'pictures of the camera', '720p of each', '360p of each', 'media process, CPU-ms a picture'],
    encodes.map((row) => [
      row.viewers,
      String(row.pictures),
      digits(row.fullPerPicture, 2),
      digits(row.smallPerPicture, 2),
      digits(row.mediaMillisecondsPerPicture, 2),
    ]),
  );
}

export function videoSection(report: VideoReport): string {
  const { encoding, link } = report;
  return `## Live video

\`npm run bench:video\`. ${report.machine}; ${report.date}; PetLog as built. The test footage at 1280x720 and 15 pictures a second, over loopback, for ${report.secondsPerRun} s each. Each picture of the camera has its number drawn into it, and a real Chromium (headless,
without a graphics card) with PetLog's own page reads it out of what it shows: the age is the time since the camera gave that picture. "First picture" is from the beginning of the player on a page that is open (JPEGs are seen meanwhile). CPU time
is that of the main process and the WebRTC process for twenty viewers more, which decode nothing. A quiet room is the footage without the cat; with WebRTC and MSE its data follow the picture, with MJPEG they do not.

${targetTable(videoTargets(report))}

${transportTable(report)}

From JPEG to H.264, CPU-ms a picture: 720p ${digits(encoding.fullMilliseconds, 1)}, 720p and 360p ${digits(encoding.bothMilliseconds, 1)}, 360p ${digits(encoding.smallMilliseconds, 1)}. Resident with 50 viewers by WebRTC: ${digits(report.mediaMegabytes, 0)} MB the process that encodes, ${digits(report.webRtcMegabytes, 0)} MB the one that sends. p99 of 20 viewers of MJPEG: ${digits(report.mjpegP99Milliseconds, 1)} ms alone, ${digits(report.mjpegBesideP99Milliseconds, 1)} ms with 20 by WebRTC beside.
${link === null ? '' : `\nA link that is narrowed to ${link.narrowKbps} kbit/s (a proxy that loses what waits longer than 250 ms): ${digits(link.wide.picturesPerSecond, 1)} pictures a second before, ${digits(link.narrow.picturesPerSecond, 1)} small ones while it is narrow, ${link.lostPackets} packets lost in all, ${link.isOneSession ? 'one session throughout' : 'the session began anew'}.\n`}
${encodesTable(report)}
`;
}
