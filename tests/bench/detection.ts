/**
 * What is noticed, and what it costs: `npm run bench:detection [-- --save] [--parts sequences,seeds,clips,detector] [--only dash,faint] [--seeds 4000,8000]`.
 *
 * Hard sequences of our own making beside other methods, the same with other seeds, clips of different kinds, and what the
 * detector costs; all of that where no parts are named. --save renews docs/benchmarks.md, and keeps of what was saved the parts
 * that were not measured. --only limits sequences to some kinds. Exits with 1 when a target is missed.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { Detector } from '../../main/detection-process/detector.ts';
import { measureClips } from './detection-clip-scores.ts';
import { ownClips } from './detection-clips.ts';
import { packageClips } from './detection-package-clips.ts';
import { packagedPictures } from './detection-pictures.ts';
import { type DetectionParts, detectionSection, detectionTargets } from './detection-results.ts';
import { measureSequences } from './detection-sequences.ts';
import { measureDetector } from './detector-costs.ts';
import { describeMachine } from './machine.ts';
import { readDetectionReport, saveReport } from './report.ts';

Log.setLevel(AV_LOG_QUIET);
const { values: options } = parseArgs({
  options: {
    save: { type: 'boolean', default: false },
    parts: { type: 'string', default: 'sequences,seeds,clips,detector' },
    only: { type: 'string', default: '' },
    // Of which nothing was known when thresholds were chosen.
    seeds: { type: 'string', default: '4000,8000' },
  },
});
const parts = options.parts.split(',');
const only = options.only === '' ? [] : options.only.split(',');
const detector = new Detector();
const measured: DetectionParts = {};
const load = (): number => loadavg()[0] ?? 0;
const loadAtBegin = load();

if (parts.includes('sequences')) {
  measured.sequences = await measureSequences({ otherSeeds: 0, only, detector, isBesideOthers: true });
}
if (parts.includes('seeds')) {
  measured.otherSequences = [];
  for (const seeds of options.seeds.split(',')) {
    measured.otherSequences.push(await measureSequences({ otherSeeds: Number(seeds), only, detector, isBesideOthers: false }));
  }
}
if (parts.includes('clips')) {
  const { clips, missing } = await packageClips(await packagedPictures());
  measured.clips = await measureClips([...(await ownClips()), ...clips], missing, detector);
}
if (parts.includes('detector')) {
  measured.detector = await measureDetector();
}

const before = await readDetectionReport();
const report = {
  ...before,
  machines: { ...before?.machines, ...Object.fromEntries(Object.keys(measured).map((part) => [part, describeMachine()])) },
  date: new Date().toISOString().slice(0, 10),
  ...measured,
  loads: [...(parts.length < 4 ? (before?.loads ?? []) : []), loadAtBegin, load()],
};
console.log(detectionSection(report));
if (options.save) {
  await saveReport({ detection: report });
}
process.exitCode = detectionTargets(report).every(({ isMet }) => isMet === true) ? 0 : 1;
