import type { LiveResult } from './live-results.ts';

interface Panel {
  title: string;
  /** Powers of ten at the bottom and the top of the scale. */
  from: number;
  to: number;
  read(result: LiveResult): number | null;
}

const panels: readonly Panel[] = [
  { title: 'CPU time of one more viewer’s frame, ms', from: -2, to: 0, read: (result) => result.cpuMillisecondsPerViewerFrame },
  { title: 'capture to last byte, p99, ms', from: 0, to: 3, read: (result) => result.latencyP99Milliseconds },
];
/** Told apart in greyscale and by colour-blind eyes (Okabe and Ito's palette). */
const colours: Record<string, string> = { PetLog: '#0072b2', 'bare Node': '#999999', ustreamer: '#e69f00', motion: '#d55e00' };

const panelWidth = 400;
const plotHeight = 200;
const left = 46;
const top = 56;

function drawPanel(panel: Panel, x: number, results: readonly LiveResult[], subjects: readonly string[]): string {
  const viewerCounts = [...new Set(results.map(({ viewers }) => viewers))].filter((viewers) => viewers > 1).sort((a, b) => a - b);
  const y = (value: number): number => top + plotHeight * (1 - (Math.log10(value) - panel.from) / (panel.to - panel.from));
  const groupWidth = (panelWidth - left - 14) / viewerCounts.length;
  const barWidth = (groupWidth * 0.8) / subjects.length;
  const parts = [`<text x="${x + left}" y="42" font-weight="600">${panel.title}</text>`];
  for (let power = panel.from; power <= panel.to; power += 1) {
    const line = y(10 ** power).toFixed(1);
    parts.push(
      `<path d="M${x + left} ${line}H${x + panelWidth - 14}" stroke="#8884"/><text x="${x + left - 6}" y="${line}" dy="4" text-anchor="end">${10 ** power}</text>`,
    );
  }
  viewerCounts.forEach((viewers, group) => {
    const start = x + left + group * groupWidth + groupWidth * 0.1;
    parts.push(`<text x="${(start + groupWidth * 0.4).toFixed(1)}" y="${top + plotHeight + 16}" text-anchor="middle">${viewers}</text>`);
    subjects.forEach((subject, index) => {
      const result = results.find((candidate) => candidate.subject === subject && candidate.viewers === viewers);
      const value = result === undefined ? null : panel.read(result);
      if (value === null) {
        return;
      }
      const barTop = Math.min(Math.max(y(Math.max(value, 10 ** panel.from)), top), top + plotHeight - 1);
      const label = `${subject}, ${viewers} viewers: ${value.toPrecision(3)} ms`;
      parts.push(
        `<rect x="${(start + index * barWidth).toFixed(1)}" y="${barTop.toFixed(1)}" width="${(barWidth * 0.9).toFixed(1)}" height="${(top + plotHeight - barTop).toFixed(1)}" fill="${colours[subject] ?? '#000'}"><title>${label}</title></rect>`,
      );
    });
  });
  return parts.join('\n');
}

/** Bars on a logarithmic scale, as an SVG document. */
export function drawLiveChart(all: readonly LiveResult[], framesPerSecond: number): string {
  const results = all.filter((result) => result.framesPerSecond === framesPerSecond);
  const subjects = [...new Set(results.map(({ subject }) => subject))];
  const legend = subjects.map(
    (subject, index) =>
      `<rect x="${left + index * 120}" y="8" width="12" height="12" fill="${colours[subject] ?? '#000'}"/><text x="${left + 18 + index * 120}" y="18">${subject}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${panelWidth * panels.length} ${top + plotHeight + 44}" font-family="system-ui, sans-serif" font-size="12" fill="#777" role="img">`,
    `<title>CPU time and latency by number of viewers, ${framesPerSecond} frames per second</title>`,
    ...legend,
    ...panels.map((panel, index) => drawPanel(panel, index * panelWidth, results, subjects)),
    `<text x="${panelWidth * panels.length - 14}" y="${top + plotHeight + 36}" text-anchor="end">viewers of 1280x720 at ${framesPerSecond} frames per second</text>`,
    '</svg>\n',
  ].join('\n');
}
