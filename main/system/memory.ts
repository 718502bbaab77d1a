import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's space for young objects at 1 MB a half. Pictures live outside of
 * it, but are let go of only when it is collected: the larger it grows, the more
 * dead pictures wait (measured at 1280x720, 15 a second: 140 MB or less resident
 * instead of 190).
 */
export function collectPicturesEarly(): void {
  setFlagsFromString('--max-semi-space-size=1');
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Has V8 look for what is dead whenever its heap has grown by a quarter. Left to itself it lets it double: of each alert some 45 kB
 * outlive the space for young objects, and a thousand of them in a minute were 40 MB before it found none of it alive (now: flat, for
 * a search of some 30 ms every eight seconds meanwhile).
 */
export function collectOldEarly(): void {
  setFlagsFromString('--heap-growing-percent=25');
}

/**
 * Has V8 compile what runs often in two steps, not in three: Maglev, which would be between them, has many functions at once in work
 * when the first hundreds of alerts or requests have made them warm, in 14 MB of the C heap that are not given back. What runs for
 * long is compiled by TurboFan all the same.
 */
export function compileFrugally(): void {
  setFlagsFromString('--no-maglev');
}
