import type { Detection } from '../detection/detector-protocol.ts';
import { labelOf } from '../detection/noticed-labels.ts';
import { overlapOf, withoutRepeats } from '../detection/overlap.ts';

interface Output {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Of TensorFlow's `ssd_anchor_generator`: distances of the anchors of each layer in pixels, and how their sizes grow. */
const strides = [16, 32, 64, 128, 256, 512] as const;
const scales = { least: 0.2, most: 0.95, lowestLayer: 0.1 } as const;
const aspectRatios = [1, 2, 0.5, 3, 0.3333] as const;
/** Of its `faster_rcnn_box_coder`. */
const coder = { center: 10, size: 5 } as const;
const sameBox = 0.5;

/** Centre and size of each anchor, as shares of the picture, four numbers each: x, y, width, height. */
export function ssdAnchors(sizePixels: number): Float32Array {
  const last = strides.length - 1;
  const scale = (layer: number): number => scales.least + ((scales.most - scales.least) * layer) / last;
  const anchors: number[] = [];
  strides.forEach((stride, layer) => {
    const shapes: readonly (readonly [ratio: number, scale: number])[] =
      layer === 0
        ? [
            [1, scales.lowestLayer],
            [2, scale(0)],
            [0.5, scale(0)],
          ]
        : [
            ...aspectRatios.map((ratio) => [ratio, scale(layer)] as const),
            [1, Math.sqrt(scale(layer) * (layer === last ? 1 : scale(layer + 1)))],
          ];
    const cells = Math.ceil(sizePixels / stride);
    for (let row = 0; row < cells; row += 1) {
      for (let column = 0; column < cells; column += 1) {
        for (const [ratio, size] of shapes) {
          const root = Math.sqrt(ratio);
          anchors.push((column + 0.5) / cells, (row + 0.5) / cells, size * root, size / root);
        }
      }
    }
  });
  return Float32Array.from(anchors);
}

/** Reads what an SSD model says: boxes as differences from anchors, scores as logits. */
export class SsdDecoder {
  readonly #anchors: Float32Array;
  /** As PetLog calls them. */
  readonly #labels: readonly string[];

  /** @param labels lines of a labels file; the first stands for nothing */
  constructor(sizePixels: number, labels: readonly string[]) {
    this.#anchors = ssdAnchors(sizePixels);
    this.#labels = labels.map(labelOf);
  }

  get anchorCount(): number {
    return this.#anchors.length / 4;
  }

  /** Whether outputs of these shapes can be read. */
  fits(shapes: readonly (readonly number[])[]): boolean {
    const [boxes, scores, ...more] = inOrder(shapes.map((dims) => ({ dims })));
    return (
      more.length === 0 &&
      isShape(boxes?.dims, [1, this.anchorCount, 4]) &&
      isShape(scores?.dims, [1, this.anchorCount, this.#labels.length])
    );
  }

  /**
   * @param labels as PetLog calls them; others are left out
   * @returns boxes as shares of what the model saw, best first
   */
  decode(outputs: readonly Output[], { labels, leastScore }: { labels: readonly string[]; leastScore: number }): Detection[] {
    const [boxes, scores] = inOrder(outputs);
    if (boxes === undefined || scores === undefined) {
      return [];
    }
    const leastLogit = Math.log(leastScore / (1 - leastScore));
    const found: Detection[] = [];
    this.#labels.forEach((name, label) => {
      if (label === 0 || !labels.includes(name)) {
        return;
      }
      const ofLabel: Detection[] = [];
      for (let anchor = 0; anchor < this.anchorCount; anchor += 1) {
        const logit = scores.data[anchor * this.#labels.length + label]!;
        if (logit >= leastLogit) {
          ofLabel.push({ label: name, score: 1 / (1 + Math.exp(-logit)), box: this.#box(boxes.data, anchor) });
        }
      }
      found.push(...withoutRepeats(ofLabel, (a, b) => overlapOf(a.box, b.box) > sameBox));
    });
    return found.sort((a, b) => b.score - a.score);
  }

  #box(boxes: Float32Array, anchor: number): Detection['box'] {
    const at = anchor * 4;
    const anchors = this.#anchors;
    const width = Math.exp(boxes[at + 3]! / coder.size) * anchors[at + 2]!;
    const height = Math.exp(boxes[at + 2]! / coder.size) * anchors[at + 3]!;
    const x = (boxes[at + 1]! / coder.center) * anchors[at + 2]! + anchors[at]!;
    const y = (boxes[at]! / coder.center) * anchors[at + 3]! + anchors[at + 1]!;
    return { x: x - width / 2, y: y - height / 2, width, height };
  }
}

/** Boxes first: they have four numbers an anchor. */
function inOrder<Shaped extends { readonly dims: readonly number[] }>(outputs: readonly Shaped[]): Shaped[] {
  return outputs.toSorted((a, b) => (a.dims.at(-1) ?? 0) - (b.dims.at(-1) ?? 0));
}

const isShape = (dims: readonly number[] | undefined, wanted: readonly number[]): boolean =>
  dims?.length === wanted.length && wanted.every((length, index) => dims[index] === length);
