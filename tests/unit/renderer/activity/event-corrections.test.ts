import { expect, test } from 'vitest';
import { EventCorrections } from '../../../../renderer/state/activity/event-corrections.ts';
import type { LogEvent } from '../../../../shared/log-events.ts';
import type { ZoneInput } from '../../../../shared/zones.ts';

const event = { event_id: 7, is_wrong: false } as LogEvent;
const zone: ZoneInput = {
  camera_id: 'main',
  name: '',
  kind: 'ignore',
  place: 'other',
  polygon: [
    [0, 0],
    [1, 0],
    [1, 1],
  ],
  labels: ['dog'],
};

/** What is asked of PetLog, which refuses some of it. */
function open(refused: readonly string[] = []) {
  const asked: [string, unknown][] = [];
  const failures: unknown[] = [];
  const corrections = new EventCorrections(
    {
      call: (async (name: string, input: { is_wrong?: boolean }) => {
        asked.push([name, input]);
        if (refused.includes(name)) {
          throw new Error(name);
        }
        return name === 'zones.create' ? { zone_id: 'zone' } : { ...event, is_wrong: input.is_wrong };
      }) as never,
    } as never,
    { onChanged: () => undefined, onFailed: (error) => failures.push(error), onUpdate: () => undefined },
  );
  return { corrections, asked, failures };
}

test('what is to be ignored gets a zone and leaves the list; taken back, both are as before', async () => {
  const { corrections, asked } = open();
  await corrections.ignore(event, zone, 'Ignored.');
  expect(asked).toEqual([
    ['zones.create', zone],
    ['events.change', { id: '7', is_wrong: true }],
  ]);
  expect([corrections.isLeaving(7), corrections.count, corrections.sentence]).toEqual([true, 1, 'Ignored.']);
  await corrections.undo();
  expect(asked.slice(2)).toEqual([
    ['zones.remove', { id: 'zone' }],
    ['events.change', { id: '7', is_wrong: false }],
  ]);
  expect([corrections.isLeaving(7), corrections.count]).toEqual([false, 0]);
});

test('where the event cannot be changed, no zone stays', async () => {
  const { corrections, asked, failures } = open(['events.change']);
  await corrections.ignore(event, zone, 'Ignored.');
  expect(asked.at(-1)).toEqual(['zones.remove', { id: 'zone' }]);
  expect([corrections.isLeaving(7), corrections.count, failures.length]).toEqual([false, 0, 1]);
});

test('where there can be no zone, the event stays as it is', async () => {
  const { corrections, asked, failures } = open(['zones.create']);
  await corrections.ignore(event, zone, 'Ignored.');
  expect(asked.map(([name]) => name)).toEqual(['zones.create']);
  expect([corrections.isLeaving(7), failures.length]).toEqual([false, 1]);
});
