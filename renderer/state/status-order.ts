import type { LiveStatus } from '../../shared/api.ts';

/** More than this back in time is no overtaking but a clock that was set. */
const mostOvertakingMilliseconds = 5_000;

/** Pushed and requested statuses take different ways; one that a newer one has overtaken says nothing any more. */
export function isOvertaken(status: Pick<LiveStatus, 'server_time'>, latest: Pick<LiveStatus, 'server_time'>): boolean {
  const behind = Date.parse(latest.server_time) - Date.parse(status.server_time);
  return behind > 0 && behind < mostOvertakingMilliseconds;
}
