import { readFileSync } from 'node:fs';

/** What the stand-in does; a test changes it at any time. */
export interface Behaviour {
  /**
   * `play`: pictures. `stall`: no more output. `die`: ends with `exitCode`.
   * `garbage-between`: rubbish between whole pictures. `garbage-inside`:
   * pictures with a damaged header or cut off. `only-garbage`: no picture.
   */
  mode: 'play' | 'stall' | 'die' | 'garbage-between' | 'garbage-inside' | 'only-garbage';
  exitCode: number;
  /** Said on standard error before it dies. */
  lastWords: string;
  startDelayMilliseconds: number;
  ignoresInterrupt: boolean;
  ignoresTerminate: boolean;
  /** What `--list-cameras` names; without any, captures fail. */
  cameras: readonly string[];
  /** A file of JPEGs back to back, which is played as it is; null for the test footage. */
  picturesFile: string | null;
  /** Starts a child of its own that would live on. */
  hasChild: boolean;
}

export const defaultBehaviour: Behaviour = {
  mode: 'play',
  exitCode: 255,
  lastWords: 'ERROR: *** device timeout detected ***',
  startDelayMilliseconds: 0,
  ignoresInterrupt: false,
  ignoresTerminate: false,
  cameras: ['imx708 [4608x2592 10-bit RGGB]'],
  picturesFile: null,
  hasChild: false,
};

export const BEHAVIOUR_FILE = 'behaviour.json';
export const STARTS_FILE = 'starts.jsonl';

export function readBehaviour(directory: string): Behaviour {
  const changes = JSON.parse(readFileSync(`${directory}/${BEHAVIOUR_FILE}`, 'utf8')) as Partial<Behaviour>;
  return { ...defaultBehaviour, ...changes };
}
