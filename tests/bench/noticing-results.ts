import { median } from './statistics.ts';
import { digits, markdownTable } from './table.ts';
import { type Target, target, targetTable } from './targets.ts';

/** Of one PetLog, in one scene; medians of the rounds where nothing else is said. */
export interface NoticingSide {
  /** From the camera to the last byte at a viewer of MJPEG. */
  p50Milliseconds: number;
  p99Milliseconds: number;
  /** Of those that the camera sent in all rounds, and of these those that came to no viewer. */
  pictures: number;
  lostPictures: number;
  /** Of the recordings of all rounds. */
  missingInRecordings: number;
  /** How far back one could look at the end, how many pictures are missing in the last part of that, and how soon one of them is there. */
  rewindSeconds: number;
  missingInRewind: number;
  rewindPictureMilliseconds: number;
  /** Of PetLog with all its processes, in percent of a core. */
  cpuPercent: number;
  /** In the log at the end. */
  events: number;
}

export interface NoticingScene {
  scene: string;
  rounds: number;
  /** Of the rounds, how much more the p99 is with detection than without in the same seconds: the median. */
  p99MoreMilliseconds: number;
  /** The same of the share of a core. */
  cpuMorePercent: number;
  plain: NoticingSide;
  noticing: NoticingSide;
}

/** Of visits one after the other, in seconds. */
export interface NoticedOnPage {
  /** From the first picture of the cat to the event with its label; the detection process starts for the first of them. */
  toLogSeconds: number[];
  /** From there to the entry on a page that is open. */
  toPageSeconds: number[];
}

export interface NoticingReport {
  machine: string;
  date: string;
  seconds: number;
  viewers: number;
  scenes: NoticingScene[];
  onPage: NoticedOnPage;
  /** Programs that wanted a processor, on average of a minute, at begin and end. */
  loads: number[];
}

export const stillRoom = 'still room';
export const somethingMoves = 'something moves';

export function noticingTargets({ scenes, onPage }: NoticingReport): Target[] {
  const find = (name: string): NoticingScene | undefined => scenes.find(({ scene }) => scene === name);
  const [still, moving] = [find(stillRoom), find(somethingMoves)];
  return [
    target('at rest: what noticing costs, of one core', still?.cpuMorePercent, 1.8, true, ' %', 2),
    target('events of it', still?.noticing.events, 0, true, '', 0),
    target('something moves: events of it', moving?.noticing.events, 1, false, '', 0),
    target('live MJPEG, p99, more than without', moving?.p99MoreMilliseconds, 2, true, ' ms', 2),
    target(
      'pictures that viewers lose, to as many as without',
      moving?.noticing.lostPictures,
      moving?.plain.lostPictures ?? 0,
      true,
      '',
      0,
    ),
    target(
      'pictures missing in the recordings, the same',
      moving?.noticing.missingInRecordings,
      moving?.plain.missingInRecordings ?? 0,
      true,
      '',
      0,
    ),
    target(
      'pictures missing in the last minutes, the same',
      moving?.noticing.missingInRewind,
      moving?.plain.missingInRewind ?? 0,
      true,
      '',
      0,
    ),
    target('less of the last minutes', moving && moving.plain.rewindSeconds - moving.noticing.rewindSeconds, 1, true, ' s', 1),
    target(
      'a picture of them, later than without',
      moving && moving.noticing.rewindPictureMilliseconds - moving.plain.rewindPictureMilliseconds,
      10,
      true,
      ' ms',
      1,
    ),
    target('first movement to the event with its label, median', median(onPage.toLogSeconds), 1, true, ' s', 2),
    target('the same when the detection process starts for it', onPage.toLogSeconds[0], 1.5, true, ' s', 2),
    target('from there to the entry in Activity, in Chromium', Math.max(...onPage.toPageSeconds), 2, true, ' s', 2),
  ];
}

export function noticingTable({ scenes }: NoticingReport): string {
  return markdownTable(
    [
      'scene',
      'noticing',
      'ms p50',
      'ms p99',
      'lost, of pictures',
      'missing in recordings',
      'missing in rewind',
      'rewind s',
      'its picture ms',
      'CPU %',
    ],
    scenes.flatMap(({ scene, plain, noticing }) =>
      [['off', plain] as const, ['on', noticing] as const].map(([name, side]) => [
        scene,
        name,
        digits(side.p50Milliseconds, 1),
        digits(side.p99Milliseconds, 1),
        `${side.lostPictures}, ${side.pictures}`,
        String(side.missingInRecordings),
        String(side.missingInRewind),
        digits(side.rewindSeconds, 1),
        digits(side.rewindPictureMilliseconds, 1),
        digits(side.cpuPercent, 1),
      ]),
    ),
  );
}

export function noticingSection(report: NoticingReport): string {
  const [least, most] = [Math.min(...report.loads), Math.max(...report.loads)];
  return `## Noticing, beside not noticing

\`npm run bench:noticing\`. ${report.machine}; ${report.date}; PetLog as built; load ${digits(least, 1)} to ${digits(most, 1)} of all programs. Two instances run at the same time, one with and one without \`detection.enabled\`, each before a camera that gives numbered JPEGs of 1280x720 at 15 frames a second:
the tests' footage, the part with an empty floor and the part with the cat, in a loop. Each has ${report.viewers} viewers of MJPEG, a recording and the default last minutes. ${report.scenes.map(({ scene, rounds }) => `${scene}: ${rounds} rounds of ${report.seconds} s`).join(', ')}; medians, and what is more is the median of the differences within a round. The last three rows are of ${report.onPage.toLogSeconds.length} visits of the footage as a camera, with Activity open in Chromium.

${targetTable(noticingTargets(report))}

${noticingTable(report)}
`;
}
