import { afterEach, beforeEach, expect, it } from 'vitest';
import { openOutboxDatabase } from '../../../main/alerts/alert-databases.ts';
import { AlertTargets } from '../../../main/alerts/alert-targets.ts';
import { Alerter } from '../../../main/alerts/alerter.ts';
import type { StoredChannel } from '../../../main/alerts/channel-store.ts';
import type { Occurrence } from '../../../main/alerts/delivery.ts';
import { Outbox } from '../../../main/alerts/outbox.ts';
import type { StoredRule } from '../../../main/alerts/rule-store.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { RuleInput } from '../../../shared/alerts-rules.ts';
import { alerts } from '../../../shared/config/alerts-section.ts';
import { occurrence } from '../../support/alert-delivery.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const minute = 60_000;
const channel = (kind: 'webhook' | 'ntfy'): StoredChannel =>
  ({ channelId: kind, name: kind, isEnabled: true, settings: { kind } }) as StoredChannel;
const channels = [channel('webhook'), channel('ntfy')];

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let clock: ManualClock;
let outbox: Outbox;
let rules: StoredRule[];
let watched: string[];
let limits: object;
let alerter: Alerter;

beforeEach(async () => {
  directory = await temporaryDirectory();
  clock = new ManualClock();
  outbox = new Outbox(openOutboxDatabase(directory.path, silentLogger), clock);
  [rules, watched, limits] = [[], [], {}];
  alerter = new Alerter({
    limits: () => alerts.parse(limits),
    rules: { list: () => rules },
    snoozes: { list: () => [] },
    targets: new AlertTargets({
      channels: { list: () => channels, find: (id) => channels.find(({ channelId }) => channelId === id) ?? null },
      subscriptions: { list: () => [], find: () => null },
      maySee: () => true,
    }),
    outbox,
    dispatcher: { wake: () => {}, isInFlight: () => true },
    isHome: () => true,
    isWatched: (cameraId) => watched.includes(cameraId),
    titleOf: ({ subject }) => subject,
    clock,
  });
});

afterEach(async () => {
  outbox.close();
  await directory[Symbol.asyncDispose]();
});

function rule(id: string, values: object = {}): void {
  rules.push({ rule_id: id, ...RuleInput.parse({ name: id, channels: ['webhook'], ...values }) });
}

let count = 0;

/** Something new happens now. @returns by which rules it is told */
function happens(values: Partial<Occurrence> = {}): string[] {
  const subject = `event:${(count += 1)}`;
  alerter.consider(occurrence({ subject, startedAtMilliseconds: clock.nowMicroseconds() / 1000, ...values }));
  return told(subject).map(({ ruleId }) => ruleId);
}

const told = (subject: string) =>
  outbox
    .list({ page: 1, page_size: 100 })
    .deliveries.filter((delivery) => delivery.occurrence.subject === subject)
    .reverse();

it('tells nothing of a camera that somebody watches, where a rule says so', () => {
  rule('muted', { muted_while_watched: true });
  watched = ['main'];
  expect([happens({ cameraId: 'main' }), happens({ cameraId: 'garden' })]).toEqual([[], ['muted']]);
  watched = [];
  expect(happens({ cameraId: 'main' })).toEqual(['muted']);
});

it('tells nothing of a visit that somebody watched once they look away, but of a camera that stays lost', () => {
  rule('muted', { muted_while_watched: true });
  const startedAtMilliseconds = clock.nowMicroseconds() / 1000;
  const visit = occurrence({ subject: 'event:visit', startedAtMilliseconds });
  const loss = occurrence({ subject: 'event:loss', eventType: 'camera_lost', label: null, startedAtMilliseconds });
  watched = ['main'];
  [visit, loss].forEach((one) => alerter.consider(one));
  watched = [];
  [visit, loss].forEach((one) => alerter.consider({ ...one, durationSeconds: 20, isOver: true }));
  expect([told(visit.subject).length, told(loss.subject).length]).toEqual([0, 1]);
});

it('tells at most so often by a rule, of a camera, and over all', async () => {
  rule('seldom', { at_most_every_minutes: 30 });
  expect([happens(), happens()]).toEqual([['seldom'], []]);
  await clock.advance(31 * minute);
  expect(happens()).toEqual(['seldom']);

  rules = [];
  rule('any');
  limits = { camera_at_most_every_minutes: 10 };
  await clock.advance(11 * minute);
  expect([happens(), happens(), happens({ cameraId: 'garden' })]).toEqual([['any'], [], ['any']]);
  limits = { at_most_every_minutes: 20 };
  await clock.advance(11 * minute);
  expect([happens(), happens({ cameraId: 'hall' })]).toEqual([[], []]);
  await clock.advance(10 * minute);
  expect([happens(), happens({ cameraId: 'hall' })]).toEqual([['any'], []]);
  // What is wrong is told all the same.
  expect(happens({ eventType: 'camera_lost', label: null })).toEqual(['any']);
});

it('makes one notification of a visit, whatever the number of rules, and a new one of it where that replaces the first', () => {
  rule('cats', { labels: ['cat'], channels: ['webhook', 'ntfy'] });
  rule('everyone');
  const visit = occurrence({ subject: 'event:visit', startedAtMilliseconds: clock.nowMicroseconds() / 1000 });
  alerter.consider(visit);
  expect(told(visit.subject).map(({ channelId, isUpdate }) => [channelId, isUpdate])).toEqual([
    ['webhook', false],
    ['ntfy', false],
  ]);
  alerter.consider({ ...visit, durationSeconds: 5 }); // nothing that one would read
  expect(told(visit.subject)).toHaveLength(2);
  alerter.consider({ ...visit, durationSeconds: 9, petId: 1 });
  expect(told(visit.subject).map(({ channelId, isUpdate }) => [channelId, isUpdate])).toEqual([
    ['webhook', false],
    ['ntfy', false],
    ['webhook', true],
  ]);
});

it('tells nothing while alerts are off, and nothing of what was over long ago', async () => {
  rule('any');
  limits = { enabled: false };
  expect(happens()).toEqual([]);
  limits = {};
  const startedAtMilliseconds = clock.nowMicroseconds() / 1000;
  await clock.advance(16 * minute);
  expect(happens({ startedAtMilliseconds, isOver: true })).toEqual([]);
  expect(happens({ startedAtMilliseconds, isOver: false })).toEqual(['any']);
});
