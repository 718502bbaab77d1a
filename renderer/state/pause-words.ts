import type { Pause } from '../../shared/api.ts';
import type { Text } from '../text/en.ts';
import { formatMoment } from './format.ts';

/** "Paused by Anna at 14:02 until 15:02"; with the day where it is another one. */
export function describePause(
  { by, on_own_screen: isOnOwnScreen, since, until }: Pause,
  now: Date,
  { pause }: Text,
  locale: string,
): string {
  const say = (time: string): string => formatMoment(new Date(time), now, locale);
  return pause.sentence(isOnOwnScreen ? pause.ownScreen : by, say(since), until === null ? null : say(until));
}
