import { describe, expect, it } from 'vitest';
import { CameraPictures } from '../../../main/mqtt/camera-pictures.ts';
import { Topics } from '../../../main/mqtt/topics.ts';
import { LogEvent } from '../../../shared/log-events.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const event = (values: Partial<LogEvent> = {}): LogEvent =>
  LogEvent.parse({
    event_id: 1,
    timestamp: '2027-01-15T08:00:00.000Z',
    ended_at: null,
    duration: 3,
    event_type: 'visit',
    camera_id: 'main',
    label: 'cat',
    pet_id: null,
    pet_name: null,
    confidence: 0.9,
    zones: [],
    recording_id: null,
    media_path: null,
    picture_url: null,
    clip_url: null,
    box: null,
    note: '',
    is_wrong: false,
    kept: false,
    metadata: {},
    created_at: '2027-01-15T08:00:00.000Z',
    ...values,
  });

/** A disk that gives what was put there when it is told to, and a log of one event. */
class Stage {
  readonly clock = new ManualClock();
  event: LogEvent | null = event();
  unwritten: Uint8Array | null = null;
  changes = 0;
  readonly #reads: ((text: string) => void)[] = [];
  readonly pictures = new CameraPictures({
    topics: new Topics('petlog', 'homeassistant'),
    newestEvents: async () => [],
    pictureOf: () => new Promise((resolve) => this.#reads.push((text) => resolve(Buffer.from(text)))),
    unwrittenPictureOf: () => this.unwritten,
    event: () => this.event,
    onChanged: () => (this.changes += 1),
    clock: this.clock,
  });

  /** What the broker is to hold, by topic. */
  get shown(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.pictures.messages(['main'], [])].map(([topic, jpeg]) => [topic, jpeg.toString()]));
  }

  read(text: string): void {
    this.#reads.shift()!(text);
  }
}

const both = (text: string) => ({ 'petlog/main/snapshot': text, 'petlog/main/cat/snapshot': text });

describe('the picture of an event', () => {
  it('is shown at once, also while the disk has not taken it', async () => {
    const stage = new Stage();
    stage.unwritten = Buffer.from('first');
    await stage.pictures.follow(event());
    expect([stage.shown, stage.clock.pendingTimers]).toEqual([both('first'), 0]);
    stage.unwritten = Buffer.from('better');
    await stage.pictures.follow(event({ ended_at: '2027-01-15T08:00:03.000Z', picture_url: '/events/1/picture?v=a' }));
    expect(stage.shown).toEqual(both('better'));
  });

  it('keeps no larger piece of memory alive', async () => {
    const stage = new Stage();
    stage.unwritten = new Uint8Array(new ArrayBuffer(1_000_000), 10, 5).fill(65);
    await stage.pictures.follow(event());
    const held = stage.pictures.messages(['main'], []).get('petlog/main/snapshot');
    expect([held?.toString(), held !== undefined && held.buffer.byteLength < 1_000_000]).toEqual(['AAAAA', true]);
  });

  it('that the disk gives late does not take the place of a newer one of the same event', async () => {
    const stage = new Stage();
    const late = stage.pictures.follow(event({ picture_url: '/events/1/picture?v=a' }));
    stage.unwritten = Buffer.from('newer');
    await stage.pictures.follow(event({ picture_url: '/events/1/picture?v=a' }));
    stage.read('older');
    await late;
    expect([stage.shown, stage.changes]).toEqual([both('newer'), 1]);
  });

  it('that the disk gives once nobody is to see the event any more is not shown', async () => {
    const stage = new Stage();
    for (const gone of [null, event({ is_wrong: true })]) {
      const late = stage.pictures.follow(event({ picture_url: '/events/1/picture?v=a' }));
      stage.event = gone;
      await stage.pictures.forget(1);
      stage.read('of nothing');
      await late;
      expect(stage.shown).toEqual({});
    }
  });

  it('is waited for while the event lasts, and not for ever', async () => {
    const stage = new Stage();
    await stage.pictures.follow(event());
    expect(stage.clock.pendingTimers).toBe(1);
    stage.unwritten = Buffer.from('came');
    await stage.clock.advance(200);
    expect([stage.shown, stage.clock.pendingTimers]).toEqual([both('came'), 0]);
    stage.unwritten = null;
    await stage.pictures.follow(event({ event_id: 2 }));
    await stage.clock.advance(60_000);
    expect([stage.shown, stage.clock.pendingTimers]).toEqual([both('came'), 0]);
    await stage.pictures.follow(event({ event_id: 3 }));
    stage.pictures.close();
    expect(stage.clock.pendingTimers).toBe(0);
  });
});
