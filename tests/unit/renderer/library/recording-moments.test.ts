import { expect, test } from 'vitest';
import { recordingMoments } from '../../../../renderer/state/library/recording-moments.ts';
import type { LogEvent } from '../../../../shared/log-events.ts';

const event = (event_id: number, timestamp: string, more: Partial<LogEvent> = {}): LogEvent =>
  ({ event_id, timestamp, is_wrong: false, ...more }) as LogEvent;
const recording = { timestamp: '2026-05-01T12:00:10.000Z', pre_roll_seconds: 10, duration: 40 };

test('what was seen has its place in the video, which may begin before the recording was asked for', () => {
  const moments = recordingMoments(recording, [
    event(2, '2026-05-01T12:00:30Z'),
    event(1, '2026-05-01T12:00:04.500Z'),
    event(3, '2026-05-01T11:59:00Z'),
    event(4, '2026-05-01T12:00:20Z', { is_wrong: true }),
    event(5, '2026-05-01T12:01:00Z'),
  ]);
  expect(moments.map(({ event: { event_id }, seconds }) => [event_id, seconds])).toEqual([
    [3, 0],
    [1, 4.5],
    [2, 30],
    [5, 40],
  ]);
});
