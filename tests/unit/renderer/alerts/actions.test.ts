import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AlertActions } from '../../../../renderer/state/alerts/alert-actions.ts';
import { newRule } from '../../../../renderer/state/alerts/rule-draft.ts';
import { alertWordTables } from '../../../../renderer/text/alert-word-tables.ts';
import { CallError, type PetLogClient } from '../../../../renderer/transport/petlog-client.ts';
import { type Channel, webPushChannelId } from '../../../../shared/alerts-channels.ts';
import type { Rule } from '../../../../shared/alerts-rules.ts';

const words = await alertWordTables.en();
const rule = (id: string, channels: string[]): Rule => ({ ...newRule(channels), name: id, rule_id: id, snoozed_until: null });
const channel = { channel_id: 'c', name: 'Cellar', last_error: null } as Channel;

function setUp(rules: readonly Rule[] = [], answer: (name: string) => unknown = () => ({})) {
  const calls: unknown[] = [];
  const put: unknown[] = [];
  const actions = new AlertActions({
    host: { addController: () => {}, removeController: () => {}, requestUpdate: () => {}, updateComplete: Promise.resolve(true) },
    client: {
      call: (async (name: string, input: object) => {
        calls.push([name, input]);
        return answer(name);
      }) as PetLogClient['call'],
    },
    alerts: {
      lists: { rules, channels: [], presence: { home: true, since: null }, deliveries: [], deliveryCount: 0 },
      putRule: (changed) => void put.push(changed),
      again: () => {},
    },
    words: () => words,
  });
  return { actions, calls, put };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first phone gets what the rules tell, where none names phones', async () => {
  const none = setUp([rule('a', []), rule('b', ['mail'])]);
  await none.actions.phoneChanged('phone');
  expect(none.calls).toEqual([
    ['alert_rules.change', { id: 'a', channels: [webPushChannelId] }],
    ['alert_rules.change', { id: 'b', channels: ['mail', webPushChannelId] }],
  ]);
  const named = setUp([rule('a', [webPushChannelId]), rule('b', [])]);
  await named.actions.phoneChanged('phone');
  await none.actions.phoneChanged(null);
  expect([named.calls.length, none.calls.length]).toEqual([0, 2]);
});

test('what is removed can be taken back, and is removed when that time is over', async () => {
  const { actions, calls } = setUp();
  const [first, second] = [rule('a', []), rule('b', [])];
  actions.remove(first);
  expect([actions.isLeaving(first), actions.sentence]).toEqual([true, 'a was removed.']);
  actions.undo();
  await vi.runAllTimersAsync();
  expect([actions.isLeaving(first), calls]).toEqual([false, []]);
  actions.remove(second);
  await vi.runAllTimersAsync();
  expect(calls).toEqual([['alert_rules.remove', { id: 'b' }]]);
});

test('a certificate that somebody compared is trusted from then on, and the channel tested again', async () => {
  let isTrusted = false;
  const { actions, calls } = setUp([], (name) => {
    isTrusted ||= name === 'alert_channels.change';
    return isTrusted
      ? { ok: true, step: null, message: 'Taken.', certificate_fingerprint: null }
      : { ok: false, step: 'certificate', message: 'Signed by nobody.', certificate_fingerprint: 'AB' };
  });
  await actions.trust(channel);
  expect(calls).toEqual([]);
  await actions.test(channel);
  expect(actions.trials.get('c')).toMatchObject({ ok: false, step: 'certificate' });
  await actions.trust(channel);
  expect(calls).toContainEqual(['alert_channels.change', { id: 'c', certificate_fingerprint: 'AB' }]);
  expect(actions.trials.get('c')).toMatchObject({ ok: true });
});

test('what fails is said, and leaves no test that goes on for ever', async () => {
  const { actions } = setUp([], () => {
    throw new CallError('unreachable', 'gone');
  });
  await actions.test(channel);
  expect(actions.trials.has('c')).toBe(false);
  expect(actions.messages.list.map(({ tone, text }) => [tone, text.startsWith('That did not work.')])).toEqual([['error', true]]);
  actions.messages.close();
});

test('a certificate for which the last message did not arrive can be trusted without a test before', async () => {
  const { actions, calls } = setUp([], () => ({ ok: true, step: null, message: 'Taken.', certificate_fingerprint: null }));
  const message = 'home has a certificate that nobody signed whom this system trusts; confirm its fingerprint to use it: AB:CD.';
  await actions.trust({ ...channel, last_error: { at: '2027-01-15T08:00:00.000Z', step: 'certificate', message } });
  expect(calls).toEqual([
    ['alert_channels.change', { id: 'c', certificate_fingerprint: 'AB:CD' }],
    ['alert_channels.test', { id: 'c' }],
  ]);
});
