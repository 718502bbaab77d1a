import type { LookedAtPicture } from '../motion/motion-detector.ts';
import { maskOutside, type Polygon } from '../motion/polygon-mask.ts';
import { type SceneStructure, similarity, StructureFinder } from './scene-structure.ts';

/** How the camera was kept from seeing: something lies before it, with or without light behind it, it is blinded, or it looks elsewhere. */
export type Tampering = 'black' | 'white' | 'covered' | 'turned';

/** Mean edges of a cell that shows something. */
const visibleEdges = 5;
/** Share of cells that show something: below the first a picture is plain; a scene needs the second to be known by it. */
const shares = { plain: 0.05, known: 0.1 } as const;
/** Correlation of edges: above the first it is the known scene, below the second another one; in between nobody can say. */
const sameScene = 0.4;
const otherScene = 0.25;
/** Mean brightness, of 255. Below `dark` nobody can say where a camera looks. */
const brightnesses = { dark: 32, seeing: 45, white: 215 } as const;
/** A picture is wrong for so long before that is told: lamps, infrared and exposure are done with by then. */
const wrongMilliseconds = 10_000;
/** And so long in the same way. */
const steadyMilliseconds = 5000;
/** Before it went dark, a part was covered while another one was as light as ever. */
const partly = { lost: 0.2, kept: 0.2, edgesLost: 0.3, edgesKept: 0.6, brightnessKept: 0.7, withinMilliseconds: 3000 } as const;
/** A new view that lasts is how the camera stands from now on. */
const acceptedMilliseconds = 600_000;
/** By day, by lamp, in infrared. */
const mostKnown = 3;
/** Pictures until the first scene is known. */
const firstPictures = 10;
/** Share of the difference that is learnt with each picture. */
const rates = { first: 0.2, later: 0.004 } as const;

interface KnownScene {
  readonly edges: Float32Array;
  readonly brightness: Float32Array;
}

type Judgement = 'scene' | 'unsure' | 'plain dark' | Exclude<Tampering, 'black'>;

/**
 * Tells when a camera was covered, blinded or turned away, by where the edges in
 * its picture are: furniture keeps its edges in sunlight, lamplight and
 * infrared. Light alone is no tampering:
 *
 * - a picture that lost its edges and is **dark** is a dark room, unless just before a part of it was covered while
 *   another part was as light as ever: a lamp goes out everywhere at once, a hand or a cloth comes from a side. What
 *   covers a lens within a fifth of a second cannot be told from a lamp;
 * - one that lost its edges and is **neither dark nor white** is covered, one that is **white** blinded, once exposure
 *   has had its time; fog comes slowly, and is learnt;
 * - one with other edges than any that are known is **turned away**, unless it is dark. After ten minutes the new view
 *   is how the camera stands.
 *
 * A scene that is plain anyway, as a bare wall, is never told of. Give it each looked-at picture.
 */
export class TamperWatch {
  readonly #width: number;
  readonly #height: number;
  readonly #finder: StructureFinder;
  readonly #mask: Uint8Array | null;
  /** The one that was seen last comes first. */
  #known: KnownScene[] = [];
  #pictures = 0;
  /** Since when it is not the scene. */
  #wrongSince: number | null = null;
  #judgement: Judgement = 'scene';
  #judgementSince = 0;
  #partlyCoveredAt = -Infinity;
  #wentDarkByCover = false;
  #told: Tampering | null | undefined;

  constructor(widthPixels: number, heightPixels: number, ignored: readonly Polygon[]) {
    this.#width = widthPixels;
    this.#height = heightPixels;
    this.#finder = new StructureFinder(widthPixels, heightPixels);
    const { columns, rows } = this.#finder.structure;
    this.#mask = maskOutside(ignored, columns, rows);
  }

  fits({ widthPixels, heightPixels }: LookedAtPicture): boolean {
    return widthPixels === this.#width && heightPixels === this.#height;
  }

  /**
   * The next picture, at monotonic milliseconds.
   *
   * @returns what is told from now on, and since when it is so; null while nothing changed. The first answer says what is so
   */
  look(
    picture: LookedAtPicture,
    atMilliseconds: number,
  ): { readonly tampering: Tampering | null; readonly sinceMilliseconds: number } | null {
    const structure = this.#finder.find(picture);
    this.#pictures += 1;
    const [scene] = this.#known;
    if (scene === undefined || this.#pictures <= firstPictures || this.#visibleShare(scene.edges) < shares.known) {
      this.#learn(structure, rates.first);
      return this.#tell(null, atMilliseconds);
    }
    const judgement = this.#judge(structure, scene);
    if (judgement !== 'plain dark' && this.#isPartlyCovered(structure, scene)) {
      this.#partlyCoveredAt = atMilliseconds;
    }
    this.#follow(judgement, atMilliseconds);
    if (judgement === 'scene') {
      this.#learn(structure, rates.later);
      return this.#tell(null, atMilliseconds);
    }
    if (judgement === 'turned' && atMilliseconds - this.#judgementSince >= acceptedMilliseconds) {
      this.#accept(structure);
      return this.#tell(null, atMilliseconds);
    }
    const told = this.#isLongEnough(atMilliseconds) ? this.#tamperingOf(judgement) : null;
    return told === null ? null : this.#tell(told, this.#wrongSince ?? atMilliseconds);
  }

  #judge(structure: SceneStructure, scene: KnownScene): Judgement {
    const brightness = this.#meanOf(structure.brightness);
    if (this.#visibleShare(structure.edges) < shares.plain) {
      return brightness < brightnesses.dark ? 'plain dark' : brightness > brightnesses.white ? 'white' : 'covered';
    }
    const best = this.#recognize(structure, scene);
    if (best >= sameScene) {
      return 'scene';
    }
    const isVisible = this.#visibleShare(structure.edges) >= Math.max(shares.known, this.#visibleShare(scene.edges) / 3);
    return best < otherScene && isVisible && brightness >= brightnesses.seeing ? 'turned' : 'unsure';
  }

  /** How well the best of the known scenes fits, which is the first one from then on. */
  #recognize(structure: SceneStructure, scene: KnownScene): number {
    let best = similarity(structure, scene.edges, this.#mask, sameScene);
    for (const known of best >= sameScene ? [] : this.#known.slice(1)) {
      const other = similarity(structure, known.edges, this.#mask, sameScene);
      if (other >= sameScene) {
        this.#known = [known, ...this.#known.filter((each) => each !== known)];
        return other;
      }
      best = Math.max(best, other);
    }
    return best;
  }

  #follow(judgement: Judgement, atMilliseconds: number): void {
    if (judgement === 'scene') {
      this.#wrongSince = null;
      this.#wentDarkByCover = false;
    } else {
      this.#wrongSince ??= atMilliseconds;
    }
    if (judgement !== this.#judgement) {
      if (judgement === 'plain dark') {
        this.#wentDarkByCover ||= atMilliseconds - this.#partlyCoveredAt <= partly.withinMilliseconds;
      }
      this.#judgement = judgement;
      this.#judgementSince = atMilliseconds;
    }
  }

  #isLongEnough(atMilliseconds: number): boolean {
    return (
      this.#wrongSince !== null &&
      atMilliseconds - this.#wrongSince >= wrongMilliseconds &&
      atMilliseconds - this.#judgementSince >= steadyMilliseconds
    );
  }

  #tamperingOf(judgement: Exclude<Judgement, 'scene'>): Tampering | null {
    switch (judgement) {
      case 'unsure':
        return null;
      case 'plain dark':
        return this.#wentDarkByCover ? 'black' : null;
      case 'white':
      case 'covered':
      case 'turned':
        return judgement;
    }
  }

  /** One that goes on in another way is still the same. */
  #tell(tampering: Tampering | null, sinceMilliseconds: number): ReturnType<TamperWatch['look']> {
    if (this.#told !== undefined && (tampering === null) === (this.#told === null)) {
      return null;
    }
    this.#told = tampering;
    return { tampering, sinceMilliseconds };
  }

  #isPartlyCovered({ edges, brightness }: SceneStructure, scene: KnownScene): boolean {
    let visible = 0;
    let lost = 0;
    let kept = 0;
    for (let at = 0; at < edges.length; at += 1) {
      const known = scene.edges[at]!;
      if (known >= visibleEdges && this.#mask?.[at] !== 0) {
        visible += 1;
        lost += edges[at]! < known * partly.edgesLost ? 1 : 0;
        kept += edges[at]! > known * partly.edgesKept && brightness[at]! > scene.brightness[at]! * partly.brightnessKept ? 1 : 0;
      }
    }
    return lost >= visible * partly.lost && kept >= visible * partly.kept;
  }

  #learn({ edges, brightness }: SceneStructure, rate: number): void {
    const [scene] = this.#known;
    if (scene === undefined) {
      this.#known = [{ edges: Float32Array.from(edges), brightness: Float32Array.from(brightness) }];
      return;
    }
    for (let at = 0; at < edges.length; at += 1) {
      scene.edges[at] = scene.edges[at]! + (edges[at]! - scene.edges[at]!) * rate;
      scene.brightness[at] = scene.brightness[at]! + (brightness[at]! - scene.brightness[at]!) * rate;
    }
  }

  #accept({ edges, brightness }: SceneStructure): void {
    const scene = { edges: Float32Array.from(edges), brightness: Float32Array.from(brightness) };
    this.#known = [scene, ...this.#known].slice(0, mostKnown);
    this.#wrongSince = null;
    this.#judgement = 'scene';
  }

  #visibleShare(edges: Float32Array): number {
    let count = 0;
    let visible = 0;
    for (let at = 0; at < edges.length; at += 1) {
      if (this.#mask?.[at] !== 0) {
        count += 1;
        visible += edges[at]! >= visibleEdges ? 1 : 0;
      }
    }
    return count === 0 ? 0 : visible / count;
  }

  #meanOf(values: Float32Array): number {
    let count = 0;
    let sum = 0;
    for (let at = 0; at < values.length; at += 1) {
      if (this.#mask?.[at] !== 0) {
        count += 1;
        sum += values[at]!;
      }
    }
    return count === 0 ? 0 : sum / count;
  }
}
