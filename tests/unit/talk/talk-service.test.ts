import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../../shared/routes/route.ts';
import { Config } from '../../../shared/config.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import type { VoicePacket } from '../../../main/media/sound/speaker-protocol.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { SpeakerError } from '../../../main/talk/speaker-process-client.ts';
import { TalkService } from '../../../main/talk/talk-service.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const caller = (name: string): Caller => ({ kind: 'device', id: name, name, role: 'viewer', address: '127.0.0.1', canTalk: true });
const packet: VoicePacket = { sequenceNumber: 1, timestamp: 0, data: Buffer.from('voice') };
let clock: ManualClock;
let talk: TalkService;
let speaker: 'off' | 'default';
/** Who may. */
let allowed: Set<string>;
let events: string[];
let played: VoicePacket[];
let listeners: Map<string, (packet: VoicePacket) => void>;
let opening: () => Promise<void>;

beforeEach(() => {
  clock = new ManualClock();
  speaker = 'default';
  allowed = new Set(['Anna', 'Ben']);
  events = [];
  played = [];
  listeners = new Map();
  opening = async () => {};
  const bus = new EventBus(clock);
  bus.on('talk.started', ({ by }) => events.push(`${by} begins`));
  bus.on('talk.ended', ({ by, reason }) => events.push(`${by} ends: ${reason}`));
  talk = new TalkService({
    config: () => ({ camera: Config.parse({ server: {}, camera: { speaker }, recording: {}, security: {}, limits: {} }).camera }),
    listSpeakers: async () => [],
    findSpeaker: async () => speaker,
    speaker: {
      open: () => opening(),
      play: (each) => played.push(each),
      finish: () => events.push('silent'),
    },
    sessions: {
      listen(sessionId, take) {
        if (take === null) {
          listeners.delete(sessionId);
        } else {
          listeners.set(sessionId, take);
        }
      },
    },
    mayTalk: ({ name }) => allowed.has(name),
    bus,
    clock,
    logger: silentLogger,
  });
});

test('who is first talks until he lets go, and nobody else meanwhile', async () => {
  await talk.begin('one', caller('Anna'));
  expect(talk.talking?.by).toBe('Anna');
  listeners.get('one')?.(packet);
  expect(played).toEqual([packet]);
  await expect(talk.begin('two', caller('Ben'))).rejects.toMatchObject({ code: 'talk_busy', message: expect.stringContaining('Anna') });
  talk.end('two');
  expect(talk.isBy('one')).toBe(true);
  talk.end('one');
  expect([talk.talking, listeners.size]).toEqual([null, 0]);
  await talk.begin('two', caller('Ben'));
  expect(events).toEqual(['Anna begins', 'silent', 'Anna ends: asked', 'Ben begins']);
  talk.close();
  expect(clock.pendingTimers).toBe(0);
});

test('who says nothing of it for a minute talks no more', async () => {
  await talk.begin('one', caller('Anna'));
  await clock.advance(50_000);
  await talk.begin('one', caller('Anna'));
  await clock.advance(59_000);
  expect(talk.isBy('one')).toBe(true);
  await clock.advance(1000);
  expect(events.at(-1)).toBe('Anna ends: silence');
  expect(clock.pendingTimers).toBe(0);
});

test('it ends with the permission, the session, the speaker, and the setting', async () => {
  const begin = (): Promise<void> => talk.begin('one', caller('Anna'));
  await begin();
  talk.accessChanged();
  expect(talk.isBy('one')).toBe(true);
  allowed.delete('Anna');
  talk.accessChanged();
  expect(events.at(-1)).toBe('Anna ends: permission');
  await expect(begin()).rejects.toMatchObject({ code: 'talk_not_allowed' });
  allowed.add('Anna');
  await begin();
  talk.end('one', 'session');
  expect(events.at(-1)).toBe('Anna ends: session');
  await begin();
  talk.speakerEnded('it is unplugged');
  expect(events.at(-1)).toBe('Anna ends: speaker');
  await begin();
  talk.settingsChanged(['camera.rotation']);
  expect(talk.isBy('one')).toBe(true);
  speaker = 'off';
  talk.settingsChanged(['camera.speaker']);
  expect(events.at(-1)).toBe('Anna ends: settings');
  await expect(begin()).rejects.toMatchObject({ code: 'speaker_unavailable' });
  expect(clock.pendingTimers).toBe(0);
});

test('a speaker that does not open is said to whoever wanted to talk, and is free again', async () => {
  opening = () => Promise.reject(new SpeakerError('there is no speaker default'));
  const begun = talk.begin('one', caller('Anna'));
  await expect(begun).rejects.toMatchObject({
    code: 'speaker_unavailable',
    message: expect.stringContaining('there is no speaker default'),
  });
  expect([talk.talking, listeners.size]).toEqual([null, 0]);
});

test('who lets go before the speaker is open is not heard, and it does not stay open', async () => {
  const open = Promise.withResolvers<void>();
  opening = () => open.promise;
  const begun = talk.begin('one', caller('Anna'));
  talk.end('one');
  open.resolve();
  await begun;
  expect([talk.talking, listeners.size, events.at(-1)]).toEqual([null, 0, 'silent']);
});
