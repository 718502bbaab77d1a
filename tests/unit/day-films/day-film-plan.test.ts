import { describe, expect, it } from 'vitest';
import { type FilmedEvent, planDayFilm } from '../../../main/day-films/day-film-plan.ts';

const hour = 3_600_000;

const event = (startedAtMilliseconds: number, values: Partial<FilmedEvent> = {}): FilmedEvent => ({
  startedAtMilliseconds,
  durationMilliseconds: 4000,
  confidence: 0.8,
  isKnown: false,
  clip: {
    recordingId: `recording-${startedAtMilliseconds}`,
    path: `/recordings/${startedAtMilliseconds}.mp4`,
    startMilliseconds: startedAtMilliseconds - 5000,
    durationMilliseconds: 20_000,
  },
  picturePath: `/pictures/${startedAtMilliseconds}.jpg`,
  ...values,
});

const lengthOf = (events: readonly FilmedEvent[]): number =>
  planDayFilm(events).parts.reduce(
    (sum, part) => sum + (part.kind === 'clip' ? part.untilMilliseconds - part.fromMilliseconds : part.durationMilliseconds),
    0,
  );

describe('a film of a day', () => {
  it('shows each event from just before its beginning, in their order', () => {
    const { parts, recordingIds, eventCount } = planDayFilm([event(2 * hour), event(hour)]);
    expect(parts).toEqual([
      { kind: 'clip', path: `/recordings/${hour}.mp4`, fromMilliseconds: 4500, untilMilliseconds: 9500 },
      { kind: 'clip', path: `/recordings/${2 * hour}.mp4`, fromMilliseconds: 4500, untilMilliseconds: 9500 },
    ]);
    expect([eventCount, recordingIds]).toEqual([2, [`recording-${hour}`, `recording-${2 * hour}`]]);
  });

  it('shows the beginning of a long visit, and never what the recording does not have', () => {
    const long = event(hour, { durationMilliseconds: 3 * hour });
    expect(lengthOf([long])).toBe(8000);
    const cut = event(hour, { clip: { recordingId: 'cut', path: '/cut.mp4', startMilliseconds: hour + 2000, durationMilliseconds: 3000 } });
    expect(planDayFilm([cut]).parts).toEqual([{ kind: 'clip', path: '/cut.mp4', fromMilliseconds: 0, untilMilliseconds: 2500 }]);
  });

  it('shows the picture of what was not recorded, and leaves out what nothing was kept of', () => {
    expect(planDayFilm([event(hour, { clip: null })]).parts).toEqual([
      { kind: 'picture', path: `/pictures/${hour}.jpg`, durationMilliseconds: 2000 },
    ]);
    const over = event(hour, { clip: { recordingId: 'over', path: '/over.mp4', startMilliseconds: 0, durationMilliseconds: hour - 1000 } });
    expect(planDayFilm([over]).parts).toMatchObject([{ kind: 'picture' }]);
    expect(planDayFilm([event(hour, { clip: null, picturePath: null })])).toEqual({ parts: [], recordingIds: [], eventCount: 0 });
  });

  it('lasts a minute at most, however much happened, and shows something of each part of the day', () => {
    const many = Array.from({ length: 500 }, (_, index) => event(index * 120_000, { durationMilliseconds: 60_000 }));
    expect(lengthOf(many)).toBeLessThanOrEqual(60_000.001);
    expect(lengthOf(many)).toBeGreaterThan(55_000);
    const { parts, eventCount } = planDayFilm(many);
    expect(eventCount).toBe(24);
    const times = parts.map(({ path }) => Number(/(\d+)\.mp4/.exec(path)?.[1]));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeLessThan(30 * 120_000);
    expect(times.at(-1)).toBeGreaterThan(470 * 120_000);
    expect(lengthOf(many.slice(0, 12))).toBeCloseTo(60_000, 0);
  });

  it('of more than fit chooses what is known and certain', () => {
    const many = Array.from({ length: 240 }, (_, index) =>
      event(index * 120_000, { isKnown: index % 10 === 3, confidence: index % 10 === 3 ? 0.9 : 0.6 }),
    );
    const times = planDayFilm(many).parts.map(({ path }) => Number(/(\d+)\.mp4/.exec(path)?.[1]) / 120_000);
    expect(times.every((index) => index % 10 === 3)).toBe(true);
  });

  it('shows two at the same time once', () => {
    const clip = { recordingId: 'both', path: '/both.mp4', startMilliseconds: hour - 5000, durationMilliseconds: 60_000 };
    expect(planDayFilm([event(hour, { clip }), event(hour + 1000, { clip }), event(hour + 20_000, { clip })]).eventCount).toBe(2);
  });
});
