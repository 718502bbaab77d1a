import { beforeEach, expect, test } from 'vitest';
import { TalkController } from '../../../../renderer/talk/talk-controller.ts';
import type { TalkOutput } from '../../../../shared/talk.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

const answer: TalkOutput = { talking: null, was_so: false, renew_within_seconds: 60 };
let delay: ManualDelay;
let happened: string[];
let talk: TalkController;
/** What the browser and PetLog answer. */
let microphone: () => Promise<MediaStreamTrack>;
let say: (on: boolean) => Promise<TalkOutput>;
let endVoice: () => void;

beforeEach(() => {
  delay = new ManualDelay();
  happened = [];
  microphone = async () => ({}) as MediaStreamTrack;
  say = async () => answer;
  talk = new TalkController({
    openMicrophone: () => {
      happened.push('microphone');
      return microphone();
    },
    openVoice: async (_track, onEnded) => {
      endVoice = onEnded;
      return {
        talk: (on) => {
          happened.push(on ? 'on' : 'off');
          return say(on);
        },
        close: () => happened.push('closed'),
      };
    },
    silenceRoom: () => {
      happened.push('room silent');
      return () => happened.push('room heard');
    },
    delay: delay.delay,
    onChange: () => {},
    onFailed: (error) => happened.push(`failed: ${String(error)}`),
    onEnded: () => happened.push('ended'),
  });
});

const until = (phase: TalkController['phase']): Promise<void> => expect.poll(() => talk.phase).toBe(phase);

test('the microphone is asked for once, the room is silent while one talks, and a while later all is closed', async () => {
  talk.begin();
  expect([talk.phase, talk.isActive]).toEqual(['microphone', true]);
  await until('talking');
  talk.end();
  expect(talk.phase).toBe('silent');
  talk.begin();
  await until('talking');
  talk.end();
  expect(happened).toEqual(['microphone', 'on', 'room silent', 'room heard', 'off', 'on', 'room silent', 'room heard', 'off']);
  delay.pass(20_000);
  expect(happened.at(-1)).toBe('closed');
});

test('who talks for long says so again, before a minute is over', async () => {
  talk.begin();
  await until('talking');
  delay.pass(20_000);
  delay.pass(20_000);
  expect(happened.filter((one) => one === 'on').length).toBe(3);
  say = () => Promise.reject(new Error('somebody else talks'));
  delay.pass(20_000);
  await until('silent');
  expect(happened.slice(-3)).toEqual(['room heard', 'closed', 'ended']);
});

test('who lets go while the browser still asks does not talk', async () => {
  const asked = Promise.withResolvers<MediaStreamTrack>();
  microphone = () => asked.promise;
  talk.begin();
  talk.end();
  asked.resolve({} as MediaStreamTrack);
  await expect.poll(() => happened).toEqual(['microphone', 'off']);
  expect(talk.phase).toBe('silent');
});

test('why one is not heard is told, and the next press tries anew', async () => {
  microphone = () => Promise.reject(new Error('no'));
  talk.begin();
  await until('silent');
  expect(happened).toEqual(['microphone', 'failed: Error: no']);
  microphone = async () => ({}) as MediaStreamTrack;
  say = () => Promise.reject(new Error('busy'));
  talk.begin();
  await expect.poll(() => happened.at(-1)).toBe('failed: Error: busy');
  expect([talk.phase, talk.isActive, happened.includes('closed')]).toEqual(['silent', false, true]);
});

test('what ends it elsewhere is told: the connection, or PetLog itself', async () => {
  talk.begin();
  await until('talking');
  talk.told(false); // what was told before one began
  expect(talk.phase).toBe('talking');
  talk.told(true);
  talk.told(false);
  expect([talk.phase, happened.at(-1)]).toEqual(['silent', 'ended']);
  talk.begin();
  await until('talking');
  endVoice();
  expect([talk.phase, happened.at(-1)]).toEqual(['silent', 'ended']);
  talk.begin();
  await until('talking');
  talk.close();
  expect(happened.slice(-2)).toEqual(['room heard', 'closed']);
});
