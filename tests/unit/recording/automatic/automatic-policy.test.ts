import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AutomaticPolicy,
  type Decision,
  type PolicySettings,
  type Situation,
} from '../../../../main/recording/automatic/automatic-policy.ts';

const settings: PolicySettings = { mode: 'visits', preRollMilliseconds: 5000, postRollMilliseconds: 10_000, longestMilliseconds: 600_000 };
const own = (startedMilliseconds: number) => ({ isOwn: true, startedMilliseconds });

const at = (nowMilliseconds: number, values: Partial<Situation> = {}): Situation => ({
  nowMilliseconds,
  isLive: true,
  mayRecord: true,
  running: null,
  activeMilliseconds: null,
  ageMilliseconds: 0,
  ...values,
});

test('nothing is recorded while nothing moves', () => {
  expect(new AutomaticPolicy().decide(settings, at(0))).toEqual({ do: 'wait', untilMilliseconds: null });
});

test('what begins is recorded with what was before it, and before that it was noticed', () => {
  const decision = new AutomaticPolicy().decide(settings, at(60_000, { activeMilliseconds: 60_000, ageMilliseconds: 2500 }));
  expect(decision).toEqual({ do: 'start', preRollMilliseconds: 7500 });
});

test('it goes on until nothing has moved for the time after, and then ends', () => {
  const policy = new AutomaticPolicy();
  const running = own(60_000);
  expect(policy.decide(settings, at(69_000, { running, activeMilliseconds: 65_000 }))).toEqual({ do: 'wait', untilMilliseconds: 75_000 });
  expect(policy.decide(settings, at(75_000, { running, activeMilliseconds: 65_000 }))).toEqual({ do: 'stop', why: 'quiet' });
});

test('what was recorded to its end is not recorded again, and what begins then repeats nothing of it', () => {
  const policy = new AutomaticPolicy();
  policy.ended(75_000);
  expect(policy.decide(settings, at(75_000, { activeMilliseconds: 65_000 })).do).toBe('wait');
  expect(policy.decide(settings, at(77_000, { activeMilliseconds: 77_000 }))).toEqual({ do: 'start', preRollMilliseconds: 2000 });
});

test('at its longest length it ends, and what goes on is in the next one', () => {
  const policy = new AutomaticPolicy();
  const running = own(0);
  expect(policy.decide(settings, at(600_000, { running, activeMilliseconds: 599_500 }))).toEqual({ do: 'stop', why: 'longest' });
  policy.ended(600_000);
  expect(policy.decide(settings, at(600_000, { activeMilliseconds: 599_500 })).do).toBe('wait');
  expect(policy.decide(settings, at(600_500, { activeMilliseconds: 600_500 }))).toEqual({ do: 'start', preRollMilliseconds: 500 });
});

test("a person's own recording is as good, and never ended", () => {
  const running = { isOwn: false, startedMilliseconds: 0 };
  for (const activeMilliseconds of [null, 0, 5_000_000]) {
    const decision = new AutomaticPolicy().decide(settings, at(5_000_000, { running, activeMilliseconds }));
    expect(decision).toEqual({ do: 'wait', untilMilliseconds: null });
  }
});

test('where nothing may be recorded, what runs by itself ends at once and nothing begins', () => {
  const policy = new AutomaticPolicy();
  const now = { mayRecord: false, activeMilliseconds: 1000 };
  expect(policy.decide(settings, at(1000, { ...now, running: own(0) }))).toEqual({ do: 'stop', why: 'quiet' });
  expect(policy.decide(settings, at(1000, now)).do).toBe('wait');
});

test('a camera that is lost for a moment does not end a recording, and begins none', () => {
  const policy = new AutomaticPolicy();
  const lost = { isLive: false, activeMilliseconds: 1000 };
  expect(policy.decide(settings, at(1000, { ...lost, running: own(0) })).do).toBe('wait');
  expect(policy.decide(settings, at(1000, lost)).do).toBe('wait');
});

test('after a failure nothing is tried for a while, unless something is another way', () => {
  const policy = new AutomaticPolicy();
  policy.failed(1000);
  expect(policy.decide(settings, at(2000, { activeMilliseconds: 2000 }))).toEqual({ do: 'wait', untilMilliseconds: 31_000 });
  expect(policy.decide(settings, at(31_000, { activeMilliseconds: 30_500 })).do).toBe('start');
  policy.renew();
  expect(policy.decide(settings, at(2000, { activeMilliseconds: 2000 })).do).toBe('start');
});

test('all the time is recorded in pieces of the longest length, and not again after somebody stopped it', () => {
  const policy = new AutomaticPolicy();
  const always = { ...settings, mode: 'always' } as const;
  expect(policy.decide(always, at(0))).toEqual({ do: 'start', preRollMilliseconds: 5000 });
  expect(policy.decide(always, at(1, { running: own(0) }))).toEqual({ do: 'wait', untilMilliseconds: 600_000 });
  expect(policy.decide(always, at(600_000, { running: own(0) }))).toEqual({ do: 'stop', why: 'longest' });
  policy.ended(600_000);
  expect(policy.decide(always, at(600_000))).toEqual({ do: 'start', preRollMilliseconds: 0 });
  policy.decline();
  expect(policy.decide(always, at(700_000)).do).toBe('wait');
  policy.renew();
  expect(policy.decide(always, at(700_000)).do).toBe('start');
});

test('never is never, and ends what ran', () => {
  const policy = new AutomaticPolicy();
  const never = { ...settings, mode: 'never' } as const;
  expect(policy.decide(never, at(0, { activeMilliseconds: 0 })).do).toBe('wait');
  expect(policy.decide(never, at(0, { activeMilliseconds: 0, running: own(0) })).do).toBe('stop');
});

test('whatever happens: recordings are no longer than the longest, none ends before the time after, none lasts for nothing', () => {
  const moves = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(moves, fc.integer({ min: 20_000, max: 120_000 }), (gaps, longestMilliseconds) => {
      const policy = new AutomaticPolicy();
      const short = { ...settings, longestMilliseconds };
      const times = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));
      let running: Situation['running'] = null;
      for (let now = 0; now <= times.at(-1)! + 20_000; now += 100) {
        const activeMilliseconds = times.findLast((time) => time <= now) ?? null;
        const decision: Decision = policy.decide(short, at(now, { running, activeMilliseconds }));
        if (decision.do === 'start') {
          running = own(now);
        } else if (decision.do === 'stop') {
          expect(now - running!.startedMilliseconds).toBeLessThan(longestMilliseconds + 100);
          expect(decision.why === 'longest' || now - activeMilliseconds! >= settings.postRollMilliseconds).toBe(true);
          policy.ended(now);
          running = null;
        } else if (running !== null) {
          expect(now - activeMilliseconds!).toBeLessThan(settings.postRollMilliseconds);
        }
        const isFresh = activeMilliseconds !== null && now - activeMilliseconds < 100;
        expect(!isFresh || running !== null || decision.do === 'stop').toBe(true);
      }
      expect(running).toBeNull();
    }),
    { numRuns: 50 },
  );
});
