import type { Detector } from '../../main/detection-process/detector.ts';
import { type Clip, type ExpectedVisit, labelsAt } from './detection-clips.ts';
import type { ClipReport, ClipsReport, LabelScore } from './detection-results.ts';
import { isOf } from './detection-sequences.ts';
import { labels, model, type ToldSpan, watched } from './watched-pictures.ts';

const wholePicture = [{ x: 0, y: 0, width: 1, height: 1 }] as const;
/** A hit, as votes count them. */
const hitScore = 0.5;

/** Of pictures in which something moved: which labels were told, and who was there. */
class LabelCounts {
  readonly #counts = new Map(labels.map((label) => [label, { told: 0, right: 0, there: 0, found: 0 }]));

  add(told: ReadonlySet<string>, { present, whole }: ReturnType<typeof labelsAt>): void {
    for (const [label, counts] of this.#counts) {
      counts.told += told.has(label) ? 1 : 0;
      counts.right += told.has(label) && present.has(label) ? 1 : 0;
      counts.there += whole.has(label) ? 1 : 0;
      counts.found += told.has(label) && whole.has(label) ? 1 : 0;
    }
  }

  scores(): LabelScore[] {
    return [...this.#counts].map(([label, counts]) => ({ label, ...counts }));
  }
}

const matches = ({ label, from, until }: ToldSpan, visit: ExpectedVisit): boolean => label === visit.label && isOf({ from, until }, visit);

/** Two visits of one label at the same time need two events. */
function reportOf({ name, visits, isCrowd, count }: Clip, spans: readonly ToldSpan[]): ClipReport {
  const free = [...spans];
  let missed = 0;
  for (const visit of visits) {
    const at = free.findIndex((span) => matches(span, visit));
    if (at < 0) {
      missed += 1;
    } else if (isCrowd !== true) {
      free.splice(at, 1);
    }
  }
  const falseEvents = isCrowd === true ? free.filter((span) => !visits.some((visit) => matches(span, visit))) : free;
  return { name, pictures: count, visits: visits.length, missed, falseLabels: falseEvents.map(({ label }) => label ?? 'movement') };
}

/** What PetLog tells of each clip, and how sure it is of single pictures, beside the model on whole ones. */
export async function measureClips(clips: readonly Clip[], missing: readonly string[], detector: Detector): Promise<ClipsReport> {
  const parts = new LabelCounts();
  const whole = new LabelCounts();
  let pictures = 0;
  let timing: ClipsReport['timing'] = null;
  const reports: ClipReport[] = [];
  for (const clip of clips) {
    const looks: { index: number; told: Set<string>; jpeg: Buffer }[] = [];
    const spans = await watched(clip, detector, {
      isUnlabelledTold: clip.visits.some(({ label }) => label === null),
      onLook: ({ index, detections, jpeg }) =>
        looks.push({ index, jpeg, told: new Set(detections.filter(({ score }) => score >= hitScore).map(({ label }) => label)) }),
    });
    for (const { index, told, jpeg } of looks) {
      const there = labelsAt(clip, index);
      const { detections } = await detector.detect({ model, jpeg, parts: [...wholePicture], labels: [...labels] });
      parts.add(told, there);
      whole.add(new Set(detections.filter(({ score }) => score >= hitScore).map(({ label }) => label)), there);
    }
    pictures += looks.length;
    reports.push(reportOf(clip, spans));
    const [visit] = clip.visits;
    const [span] = spans;
    if (timing === null && visit !== undefined && span !== undefined) {
      timing = {
        toldSeconds: span.toldAt - visit.fromSeconds,
        beginSeconds: Math.abs(span.from - visit.fromSeconds),
        endSeconds: Math.abs(span.until - visit.untilSeconds),
      };
    }
    process.stderr.write(`\r${reports.length} of ${clips.length} clips`);
  }
  process.stderr.write('\n');
  return { clips: reports, missing: [...missing], pictures, inParts: parts.scores(), inWhole: whole.scores(), timing };
}
