import { digits, markdownTable } from './table.ts';
import { type Target, target, targetTable } from './targets.ts';

export interface MethodReport {
  method: string;
  /** Kind of the sequence and second of each. */
  missedIn: string[];
  falseIn: string[];
  /** Of the processor, for a picture; of a look for the one with a detector. Null where there was none. */
  milliseconds: number | null;
}

export interface SequencesReport {
  /** Added to the seeds of all sequences; 0 for those that the targets are about. */
  otherSeeds: number;
  /** Of the sequences; empty for all. */
  kinds: string[];
  quiet: number;
  visits: number;
  /** How often the detector was asked, and how often of that nobody was there all the time. */
  looks: number;
  quietLooks: number;
  /** Of the processor, for a picture in which nothing is but noise. */
  restMilliseconds: number | null;
  methods: MethodReport[];
}

export interface ClipReport {
  name: string;
  pictures: number;
  visits: number;
  missed: number;
  falseLabels: string[];
}

export interface LabelScore {
  label: string;
  /** Pictures in which it was told, and of these those in which it was there. */
  told: number;
  right: number;
  /** Pictures in which it was there, not only a part of it, and of these those in which it was told. */
  there: number;
  found: number;
}

export interface ClipsReport {
  clips: ClipReport[];
  /** Names of those whose pictures could not be had. */
  missing: string[];
  /** That the model looked at. */
  pictures: number;
  inParts: LabelScore[];
  inWhole: LabelScore[];
  /** Of the footage that PetLog ships: from the first movement to the event with its label, and how far off its begin and end are. */
  timing: { toldSeconds: number; beginSeconds: number; endSeconds: number } | null;
}

export interface DetectorReport {
  inferenceMilliseconds: number;
  pictureMilliseconds: number;
  residentMegabytes: number;
  peakMegabytes: number;
  goneAfterSeconds: number | null;
}

/** What can be measured on its own. */
export interface DetectionParts {
  sequences?: SequencesReport;
  /** The same with other seeds, of PetLog alone. */
  otherSequences?: SequencesReport[];
  clips?: ClipsReport;
  detector?: DetectorReport;
}

export interface DetectionReport extends DetectionParts {
  /** On which each part was measured. */
  machines: Partial<Record<keyof DetectionParts, string>>;
  date: string;
  /** Programs that wanted a processor meanwhile, on average of a minute, at begin and end of each part that was measured on its own. */
  loads: number[];
}

const lookedAtPerSecond = 5;
const own = (sequences: SequencesReport | undefined, name: string): MethodReport | undefined =>
  sequences?.methods.find(({ method }) => method === name);
const withDetector = 'PetLog, with its detector';
const alone = 'PetLog, movement alone';

export function detectionTargets({ sequences, clips, detector }: DetectionReport): Target[] {
  const ours = own(sequences, withDetector);
  const timing = clips?.timing;
  const sumOf = (of: (clip: ClipReport) => number): number | undefined => clips?.clips.reduce((total, clip) => total + of(clip), 0);
  const rest = sequences?.restMilliseconds ?? null;
  const ofSequences =
    sequences === undefined
      ? []
      : [
          target(`missed of ${sequences.visits} visits`, ours?.missedIn.length, 1, true, '', 0),
          target(`false events in ${sequences.quiet} quiet sequences and between visits`, ours?.falseIn.length, 5, true, '', 0),
          target('look for movement, of the processor for a picture', own(sequences, alone)?.milliseconds, 3, true, ' ms', 2),
          target('the same at rest, of one core', rest === null ? null : (rest * lookedAtPerSecond) / 10, 1.8, true, ' %', 2),
        ];
  return [
    ...ofSequences,
    target('clips', clips?.clips.length, 15, false, '', 0),
    target(
      'visits of the clips that were missed',
      sumOf(({ missed }) => missed),
      0,
      true,
      '',
      0,
    ),
    target(
      'false events in them',
      sumOf(({ falseLabels }) => falseLabels.length),
      0,
      true,
      '',
      0,
    ),
    target('first movement to the event, which has its label, by the times of the pictures', timing?.toldSeconds, 1, true, ' s', 2),
    target('begin of the visit, off by', timing?.beginSeconds, 0.6, true, ' s', 2),
    target('end of the visit, off by', timing?.endSeconds, 1, true, ' s', 2),
    target('inference, of the processor', detector?.inferenceMilliseconds, 35, true, ' ms', 1),
    target('picture and crop, of the processor', detector?.pictureMilliseconds, 10, true, ' ms', 1),
    target('detection process, resident at most', detector?.peakMegabytes, 170, true, ' MB', 0),
    target('detection process gone without work after', detector?.goneAfterSeconds, 62, true, ' s', 1),
  ];
}

const share = (part: number, of: number): string => (of === 0 ? '–' : `${digits((100 * part) / of, 0)} %`);

function labelTable({ inParts, inWhole }: ClipsReport): string {
  return markdownTable(
    [
      'label',
      'pictures with it',
      'recall, parts',
      'recall, whole',
      'told in parts',
      'precision, parts',
      'told in whole',
      'precision, whole',
    ],
    inParts.map(({ label, there, found, told, right }, index) => {
      const whole = inWhole[index]!;
      return [
        label,
        String(there),
        share(found, there),
        share(whole.found, whole.there),
        String(told),
        share(right, told),
        String(whole.told),
        share(whole.right, whole.told),
      ];
    }),
  );
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

function sequencesSection(sequences: SequencesReport, otherSequences: readonly SequencesReport[]): string {
  const methodTable = markdownTable(
    ['method', `missed of ${sequences.visits}`, 'false', 'ms of CPU a picture'],
    sequences.methods.map(({ method, missedIn, falseIn, milliseconds }) => [
      method,
      String(missedIn.length),
      String(falseIn.length),
      digits(milliseconds, 2) + (method === withDetector ? ' a look' : ''),
    ]),
  );
  const ours = own(sequences, withDetector);
  const otherRows = otherSequences.map((other) => {
    const { missedIn = [], falseIn = [] } = own(other, withDetector) ?? {};
    const kinds = other.kinds.length === 0 ? 'all' : other.kinds.join(' ');
    return [`${other.otherSeeds}, ${kinds}`, String(other.visits), list(missedIn), String(other.quiet), list(falseIn), looksOf(other)];
  });
  return `### Beside other methods

Sequences of our own making (\`tests/support/moving-scenes\`), 40 s each at 5 pictures a second of 320x180: ${sequences.quiet} in which nobody comes (noise, lamps, infrared, exposure, compression, shadow, shake, a clock, headlights) and 51 with ${sequences.visits} visits (dashes, walks, rests, far away, faint, at night; the faint cat's contrast is 35 % of what it is). A visit counts as missed when no event is of its time, and an event as false when it is of no visit. The others' methods are written anew from their sources, with an event from two of three pictures on.

${methodTable}

With its detector PetLog missed: ${list(ours?.missedIn ?? [])}; false: ${list(ours?.falseIn ?? [])}. Looks of the detector: ${looksOf(sequences)}. ${otherRows.length === 0 ? '' : 'The same kinds with other seeds, of which nothing was known when the thresholds were chosen:'}

${otherRows.length === 0 ? '' : markdownTable(['seeds further on by, kinds', 'visits', 'missed', 'quiet sequences', 'false', 'looks'], otherRows)}
`;
}

const looksOf = ({ looks, quietLooks }: SequencesReport): string => `${looks}, ${quietLooks} of them in quiet sequences`;

function clipsSection(clips: ClipsReport): string {
  const clipTable = markdownTable(
    ['clip', 'pictures', 'visits', 'missed', 'false'],
    clips.clips.map(({ name, pictures, visits, missed, falseLabels }) => [
      name,
      String(pictures),
      String(visits),
      String(missed),
      list(falseLabels),
    ]),
  );
  return `### Clips of different kinds

The footage that PetLog ships, scenes that are drawn, and pictures and videos of Debian's packages \`darknet\` (MIT), \`gcompris-qt-data\` (GPL-3), \`opencv-doc\` (Apache 2.0, BSD), \`python3-skimage\` (BSD, its cat CC0) and \`tuxpaint-stamps-default\` (GPL-2), which the bench takes from there and does not keep.${clips.missing.length === 0 ? '' : ` Without: ${list(clips.missing)}.`} No video of pets and none of infrared that one may use was found.

${clipTable}

Which labels the model tells with at least 0.5 in the ${clips.pictures} pictures of these clips that it was asked about, in the parts around what moves as PetLog asks it, and in the whole picture. A visit is decided by several of them.

${labelTable(clips)}
`;
}

const partNames: Readonly<Record<keyof DetectionParts, string>> = {
  sequences: 'sequences',
  otherSequences: 'sequences with other seeds',
  clips: 'clips',
  detector: 'costs of the detector',
};

/** One after the other, with what was measured there where there are several. */
function machinesOf({ machines }: DetectionReport): string {
  const all = [...new Set(Object.values(machines))];
  const partsOn = (machine: string): string =>
    (Object.keys(partNames) as (keyof DetectionParts)[])
      .filter((part) => machines[part] === machine)
      .map((part) => partNames[part])
      .join(', ');
  return all.length === 1 ? all.join('') : all.map((machine) => `${machine} (${partsOn(machine)})`).join('; ');
}

export function detectionSection(report: DetectionReport): string {
  const { sequences, otherSequences, clips, detector, loads } = report;
  const [least, most] = [Math.min(...loads), Math.max(...loads)];
  return `## What is noticed

\`npm run bench:detection\`. ${machinesOf(report)}; ${report.date}. Other programs wanted the processors meanwhile (load ${digits(least, 1)} to ${digits(most, 1)}); times are those of the processor, medians.

${targetTable(detectionTargets(report))}
${detector === undefined ? '' : `\nThe detection process has ${digits(detector.residentMegabytes, 0)} MB after 40 looks.\n`}
${sequences === undefined ? '' : sequencesSection(sequences, otherSequences ?? [])}
${clips === undefined ? '' : clipsSection(clips)}`;
}
