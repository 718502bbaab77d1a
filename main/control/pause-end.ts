import { mostPauseSeconds, type StopInput } from '../../shared/api.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import type { Stop } from '../camera/camera-manager.ts';
import type { Clock } from '../system/clock.ts';

/** When most people want to see again what their animals do. */
const morningHour = 7;

/**
 * When a stop ends by itself.
 *
 * @returns null where it does not
 * @throws PetLogError `invalid_input` for a time that is over, or too far away
 */
export function pauseEnd({ pause_seconds: seconds, until }: Pick<StopInput, 'pause_seconds' | 'until'>, clock: Clock): Stop['end'] {
  const nowMicroseconds = clock.nowMicroseconds();
  if (seconds !== undefined) {
    return { untilMicroseconds: nowMicroseconds + seconds * 1_000_000, counts: 'span' };
  }
  if (until === undefined) {
    return null;
  }
  const untilMicroseconds = until === 'morning' ? nextMorning(nowMicroseconds) : Date.parse(until) * 1000;
  if (untilMicroseconds <= nowMicroseconds || untilMicroseconds > nowMicroseconds + mostPauseSeconds * 1_000_000) {
    const now = new Date(nowMicroseconds / 1000).toISOString();
    throw invalidValue('until', `"${until}" is not allowed; it must be a time within the next 7 days; it is ${now} now.`);
  }
  return { untilMicroseconds, counts: 'hour' };
}

/** In the time zone of this process, which is the camera's. */
function nextMorning(nowMicroseconds: number): number {
  const morning = new Date(nowMicroseconds / 1000);
  morning.setHours(morningHour, 0, 0, 0);
  if (morning.getTime() * 1000 <= nowMicroseconds) {
    morning.setDate(morning.getDate() + 1);
  }
  return morning.getTime() * 1000;
}
