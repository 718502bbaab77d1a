import { expect, test } from 'vitest';
import { EventMarks } from '../../../../renderer/state/timeline/event-marks.ts';
import type { EventTimelineInput } from '../../../../shared/event-timeline.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 4, 1, 12);
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const hourAround = { start: noon - 30 * minute, end: noon + 30 * minute };

function open() {
  const asked: EventTimelineInput[] = [];
  const seen: { minutes: number; label: string | null }[] = [];
  let changes = 0;
  const marks = new EventMarks(
    async (input) => {
      asked.push(input);
      return {
        resolution_seconds: 0,
        marks: seen.map(({ minutes, label }, index) => ({
          start: iso(noon + minutes * minute),
          end: iso(noon + (minutes + 1) * minute),
          label,
          pet_id: null,
          events: 1,
          event_id: index,
        })),
      };
    },
    () => (changes += 1),
  );
  return { marks, asked, seen, changes: () => changes, settled: () => new Promise<void>((resolve) => setImmediate(resolve)) };
}

test('marks are loaded as coarse as the strip can show them, with their surroundings, and again after something happened', async () => {
  const { marks, asked, seen, settled, changes } = open();
  seen.push({ minutes: 0, label: 'cat' });
  marks.show(hourAround, 360);
  await settled();
  expect(asked).toEqual([{ start_date: iso(noon - 90 * minute), end_date: iso(noon + 90 * minute), resolution_seconds: 8 }]);
  expect([marks.shown.items, changes()]).toEqual([[{ start: noon, end: noon + minute, label: 'cat' }], 1]);
  marks.show(hourAround, 360);
  expect(asked).toHaveLength(1);
  seen.push({ minutes: 2, label: 'dog' });
  marks.forget();
  expect(marks.shown.items).toHaveLength(1); // until the answer is there
  marks.show(hourAround, 360);
  await settled();
  expect([asked.length, marks.shown.items.length]).toEqual([2, 2]);
});

test('the legend has those that are seen, each once, nobody known last', async () => {
  const { marks, seen, settled } = open();
  seen.push(
    { minutes: -50, label: 'bird' },
    { minutes: -5, label: null },
    { minutes: 0, label: 'person' },
    { minutes: 1, label: 'cat' },
    { minutes: 8, label: 'cat' },
    { minutes: 50, label: 'dog' },
  );
  marks.show(hourAround, 360);
  await settled();
  const labels = marks.labelsIn(hourAround);
  expect(labels).toEqual(['cat', 'person', null]);
  expect(marks.labelsIn({ ...hourAround })).toBe(labels); // asked for with each frame
  expect(marks.labelsIn({ start: noon + 45 * minute, end: noon + 60 * minute })).toEqual(['dog']);
});
