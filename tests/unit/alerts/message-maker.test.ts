import { describe, expect, it } from 'vitest';
import { type AlertSurroundings, MessageMaker } from '../../../main/alerts/message-maker.ts';
import { TimeZone } from '../../../main/system/time-zone.ts';
import { alertWords } from '../../../main/alerts/text/words.ts';
import { alertEventTypes } from '../../../shared/alerts.ts';
import { languageTags } from '../../../shared/languages.ts';
import type { LogEvent } from '../../../shared/log-events.ts';
import { newDelivery, occurrence } from '../../support/alert-delivery.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const event = (values: Partial<LogEvent> = {}): LogEvent => ({
  event_id: 1,
  timestamp: '2027-01-15T08:00:00.000Z',
  ended_at: null,
  duration: 3,
  event_type: 'visit',
  camera_id: 'main',
  label: 'cat',
  pet_id: 1,
  pet_name: 'Luna',
  confidence: 0.9,
  zones: ['bowl'],
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

function maker(values: Partial<AlertSurroundings> = {}): { maker: MessageMaker; clock: ManualClock } {
  const clock = new ManualClock();
  const surroundings: AlertSurroundings = {
    event: () => event(),
    pictureOf: async () => Buffer.from('a picture'),
    unwrittenPictureOf: () => null,
    zones: () => [{ zone_id: 'bowl', camera_id: 'main', name: '', kind: 'place', place: 'bowl', polygon: [], labels: [] }],
    petName: () => 'Luna',
    cameraName: () => 'Kitchen',
    reachableUrl: () => 'https://petlog.local:8443',
    ...values,
  };
  return { maker: new MessageMaker(surroundings, clock), clock };
}

const luna = occurrence({ petId: 1, zoneIds: ['bowl'] });

describe('what is said', () => {
  it('has the time of the place where PetLog is, also once that has changed', () => {
    const zone = new TimeZone();
    try {
      const one = maker().maker;
      const at = { ...luna, startedAtMilliseconds: Date.parse('2027-07-15T22:30:00.000Z') };
      const times = ['Europe/Berlin', 'Asia/Kolkata', 'America/New_York'].map((name) => {
        zone.set(name);
        return one.text(at, 'de').body.split(' · ')[1];
      });
      expect(times).toEqual(['00:30', '04:00', '18:30']);
    } finally {
      zone.close();
    }
  });

  it('is who, where, when and how long, in the language of the reader', () => {
    const over = { ...luna, isOver: true, durationSeconds: 130 };
    const said = languageTags.map((language) => maker().maker.text(over, language));
    expect(said.map(({ title }) => title)).toEqual([
      'Luna at the bowl',
      'Luna am Napf',
      'Luna à la gamelle',
      'Luna en el comedero',
      'Luna alla ciotola',
      'Luna・ごはんのところ',
    ]);
    expect(said[1]!.body).toMatch(/^Kitchen · \d\d:\d\d · 2 Minuten$/);
    expect(maker({ cameraName: () => null }).maker.text(luna, 'en').body).toMatch(/^\d\d:\d\d( [AP]M)?$/);
  });

  it('has words for everything in every language, and none of them English but where they are', () => {
    for (const eventType of alertEventTypes) {
      const titles = languageTags.map(
        (language) => maker({ petName: () => null }).maker.text(occurrence({ eventType, label: null }), language).title,
      );
      expect(titles.every((title) => title.length > 1)).toBe(true);
      expect(new Set(titles).size, eventType).toBe(languageTags.length);
    }
  });

  it('says for how long nothing was seen, and what is wrong with a disk', () => {
    const quiet = occurrence({ eventType: 'no_activity', petId: 1, durationSeconds: 12 * 3600 });
    expect(maker().maker.text(quiet, 'en').title).toBe('Luna: not seen for 12 hours');
    const disk = occurrence({ eventType: 'disk_problem', cameraId: null, eventId: null, label: null, reason: 'The disk is full.' });
    expect(maker().maker.text(disk, 'en').body).toMatch(/\nThe disk is full\.$/);
    expect(maker().maker.text(disk, 'de').body).toContain(alertWords.de.seeApp);
  });
});

describe('a message', () => {
  it('is made of what is known when it is sent', async () => {
    const { maker: made } = maker({ event: () => event({ ended_at: '2027-01-15T08:01:00.000Z', duration: 60, picture_url: '/x' }) });
    const delivery = { ...newDelivery({ hasPicture: true }), ...waiting };
    expect(await made.make(delivery, 'en', () => true)).toMatchObject({
      title: 'Luna at the bowl',
      petName: 'Luna',
      isOver: true,
      durationSeconds: 60,
      path: 'app/activity?event=1',
      url: 'https://petlog.local:8443/app/activity?event=1',
      snooze: { label: 'Snooze alerts', url: 'https://petlog.local:8443/app/more/alerts' },
      picture: Buffer.from('a picture'),
      picturePath: 'events/1/picture',
    });
  });

  it('does not wait for a disk that is slow to take the picture', async () => {
    const { maker: made, clock } = maker({ unwrittenPictureOf: () => Buffer.from('not there yet') });
    const { picture, picturePath } = await made.make({ ...newDelivery({ hasPicture: true }), ...waiting }, 'en', () => true);
    expect([picture?.toString(), picturePath, clock.monotonicMilliseconds()]).toEqual(['not there yet', 'events/1/picture', 0]);
  });

  it('waits a moment for a picture that is still to come, and no longer', async () => {
    let pictureUrl: string | null = null;
    const { maker: made, clock } = maker({ event: () => event({ picture_url: pictureUrl }) });
    const delivery = { ...newDelivery({ hasPicture: true }), ...waiting };
    const soon = made.make(delivery, 'en', () => true);
    await clock.advance(300);
    pictureUrl = '/x';
    await clock.advance(100);
    expect((await soon).picture).not.toBeNull();
    pictureUrl = null;
    const never = made.make(delivery, 'en', () => true);
    await clock.advance(1600);
    expect((await never).picture).toBeNull();
    expect(clock.monotonicMilliseconds()).toBe(2000);
  });

  it('has the picture at once that the disk has not taken yet', async () => {
    const asked: number[] = [];
    const { maker: made, clock } = maker({
      pictureOf: async () => null,
      unwrittenPictureOf(eventId) {
        asked.push(eventId);
        return Buffer.from('on its way');
      },
    });
    const message = await made.make({ ...newDelivery({ hasPicture: true }), ...waiting }, 'en', () => true);
    expect(message).toMatchObject({ picture: Buffer.from('on its way'), picturePath: 'events/1/picture' });
    expect([asked, clock.monotonicMilliseconds()]).toEqual([[1], 0]);
  });

  it('about something that was removed says what was known of it, and leads to no event', async () => {
    const { maker: made } = maker({ event: () => null });
    expect(await made.make({ ...newDelivery({ hasPicture: true }), ...waiting }, 'en', () => true)).toMatchObject({
      title: 'A cat',
      picture: null,
      path: 'app/activity',
    });
  });
});

const waiting = {
  number: 1,
  state: 'waiting',
  finishedAtMilliseconds: null,
  attempts: 0,
  nextAttemptAtMilliseconds: null,
  lastError: null,
  remoteId: null,
} as const;
