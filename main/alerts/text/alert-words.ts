import type { AlertEventType } from '../../../shared/alerts.ts';
import type { ZonePlace } from '../../../shared/zones.ts';

/** What messages are made of, for those who read them anywhere but in the app. */
export interface AlertWords {
  readonly somebody: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What somebody did, or what happened. */
  readonly types: Readonly<Record<Exclude<AlertEventType, 'visit'>, string>>;
  /** Who did something. */
  did(who: string, what: string): string;
  readonly places: Readonly<Record<Exclude<ZonePlace, 'other'>, string>>;
  at(who: string, place: string): string;
  /** Nothing was seen of somebody for so long. */
  quiet(who: string | null, duration: string): string;
  duration(seconds: number): string;
  /** Where what is wrong is said. */
  readonly seeApp: string;
  readonly testTitle: string;
  readonly testBody: string;
  snooze(minutes: number): string;
  readonly untilMorning: string;
  /** Of a link to where that is chosen. */
  readonly snoozeAlerts: string;
  readonly ruleNames: { readonly seen: string; readonly trouble: string };
  readonly pushName: string;
}
