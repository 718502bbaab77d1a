import type { Detection } from '../../main/detection/detector-protocol.ts';
import { modelOf } from '../../main/detection/chosen-model.ts';
import { MotionDetector } from '../../main/detection/motion/motion-detector.ts';
import { VisitTracker } from '../../main/detection/visit-tracker.ts';
import type { PictureBox } from '../../main/detection/visit.ts';
import type { Detector } from '../../main/detection-process/detector.ts';
import { Config } from '../../shared/config.ts';
import { picturesPerSecond, small } from '../support/moving-scenes/scene.ts';

/** A sequence of pictures, five a second. */
export interface WatchedPictures {
  readonly count: number;
  /** Of 320x180, as the media process would make it. */
  grey(index: number): Uint8Array;
  jpeg(index: number): Promise<Buffer>;
}

/** What PetLog said of it: a visit, or a movement without a label. */
export interface ToldSpan {
  /** In seconds of the sequence. */
  readonly from: number;
  readonly until: number;
  readonly label: string | null;
  /** When it was told of first, in seconds of the sequence, with what the look took of the processor. */
  readonly toldAt: number;
}

export interface Look {
  readonly index: number;
  readonly parts: readonly PictureBox[];
  readonly detections: readonly Detection[];
  readonly jpeg: Buffer;
  readonly processorMilliseconds: number;
}

export const model = modelOf(Config.parse({}));
export const labels = ['cat', 'dog', 'person'] as const;

/** Movement, detector and visits as they work together in PetLog, on all pictures of a sequence. */
export async function watched(
  pictures: WatchedPictures,
  detector: Detector,
  { isUnlabelledTold = false, onLook = () => {} }: { isUnlabelledTold?: boolean; onLook?: (look: Look) => void } = {},
): Promise<ToldSpan[]> {
  const spans = new Map<string, ToldSpan>();
  const motion = new MotionDetector(small.widthPixels, small.heightPixels, { sensitivity: 50, ignored: [] });
  let keys = 0;
  let nowSeconds = 0;
  const tracker = new VisitTracker({
    holdMilliseconds: () => 10_000,
    zones: () => [],
    canTell: () => true,
    isUnlabelledTold: () => isUnlabelledTold,
    isTold: () => true,
    withdraw: () => {},
    newKey: () => String((keys += 1)),
    record: ({ visitKey, label, startMilliseconds, durationSeconds }) => {
      const from = startMilliseconds / 1000;
      const toldAt = spans.get(visitKey)?.toldAt ?? nowSeconds;
      spans.set(visitKey, { from, until: from + durationSeconds, label, toldAt });
    },
  });
  for (let index = 0; index < pictures.count; index += 1) {
    nowSeconds = index / picturesPerSecond;
    const { regions, faintRegions } = motion.look({ ...small, samples: pictures.grey(index) });
    const parts = tracker.sight(nowSeconds * 1000, regions, null, faintRegions);
    if (parts.length > 0) {
      const jpeg = await pictures.jpeg(index);
      const { detections, processorMilliseconds } = await detector.detect({ model, jpeg, parts, labels: [...labels] });
      const atSeconds = nowSeconds;
      nowSeconds += processorMilliseconds / 1000;
      onLook({ index, parts, detections, jpeg, processorMilliseconds });
      tracker.looked(atSeconds * 1000, parts, detections, jpeg);
    } else if (tracker.wantsLook(nowSeconds * 1000)) {
      const jpeg = await pictures.jpeg(index);
      const again = tracker.sight(nowSeconds * 1000, [], jpeg);
      const { detections } = await detector.detect({ model, jpeg, parts: again, labels: [...labels] });
      tracker.looked(nowSeconds * 1000, again, detections, jpeg);
    }
  }
  tracker.endAll();
  return [...spans.values()];
}
