/** What detection tells, and what it asks: whoever keeps the log implements `VisitLog`, whoever has the zones `ZonesOf`. */

import type { VisitEventType } from '../../shared/visit-event-types.ts';

/** A rectangle in a picture: its upper left corner and its size, as shares of the picture's width and height, 0 to 1. */
export interface PictureBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type VisitType = VisitEventType | 'motion' | 'camera_tampered' | 'camera_lost';

/** Somebody's stay in front of a camera, as far as it is known. */
export interface Visit {
  /** The same each time that this visit is told of, and never of another one. */
  readonly visitKey: string;
  readonly cameraId: string;
  readonly eventType: VisitType;
  /** One of the detector's labels, such as `cat`; null where nobody knows what it was. */
  readonly label: string | null;
  /** From 0 to 1; null without a label. */
  readonly confidence: number | null;
  /** By the wall clock. */
  readonly startedAtMs: number;
  /** From the first sight to the last one so far, by the monotonic clock. */
  readonly durationSeconds: number;
  /** From the first sight to the last movement so far; left out where nobody knows whether it moved or rested. */
  readonly movedSeconds?: number;
  readonly ended: boolean;
  /** Where it was in the best picture. */
  readonly box: PictureBox | null;
  /** JPEG, the best so far; only when it changed, else null. */
  readonly picture: Uint8Array | null;
  /** Where it has been, and how long in all. */
  readonly zones: readonly { readonly zoneId: string; readonly seconds: number }[];
  /** What is kept with it, from its first moment on. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A visit by the clock of the pictures, in monotonic milliseconds. */
export type TrackedVisit = Omit<Visit, 'cameraId' | 'startedAtMs'> & { readonly startMilliseconds: number };

/** Is told of each visit at its first certain moment, at changes (at most once a second), and at its end. */
export interface VisitLog {
  /** Must be quick, and never throw: what cannot be saved now is its own affair. */
  record(visit: Visit): void;
}

/** The log, which can be told that it was told too much. */
export interface ToldVisits extends VisitLog {
  /** Takes back a visit that was told of, with what was recorded for it alone. Never rejects. */
  readonly withdraw: (cameraId: string, visitKey: string) => Promise<void>;
}

/** A part of a camera's picture that means something. */
export interface WatchedZone {
  readonly zoneId: string;
  /** In `ignore` nothing is noticed. */
  readonly kind: 'place' | 'ignore';
  /** Such as `bowl`; null for `ignore`. */
  readonly place: string | null;
  /** Corners, as shares of the picture's width and height. */
  readonly polygon: readonly (readonly [x: number, y: number])[];
  /** Of `ignore`: only what is taken for one of these is nothing there; none, or left out: whatever moves. */
  readonly labels?: readonly string[];
}

/** The zones that people drew. */
export interface ZonesOf {
  zonesOf(cameraId: string): readonly WatchedZone[];
  /** Calls back when the zones of a camera changed; returns the function that ends that. */
  onChange(listener: (cameraId: string) => void): () => void;
}
