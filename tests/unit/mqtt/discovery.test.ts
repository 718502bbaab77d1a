import { describe, expect, it } from 'vitest';
import { type Device, discoveryMessages, removalMessage } from '../../../main/mqtt/discovery.ts';
import type { HomeState } from '../../../main/mqtt/home-state.ts';
import { RetainedMirror } from '../../../main/mqtt/retained-mirror.ts';
import { stateMessages } from '../../../main/mqtt/state-messages.ts';
import { homeWords } from '../../../main/mqtt/text/words.ts';
import { Topics } from '../../../main/mqtt/topics.ts';
import { languageTags } from '../../../shared/languages.ts';
import { homeCamera, homeState } from '../../support/home-state.ts';

const topics = new Topics('petlog', 'homeassistant');
const id = 'petlog_0123456789ab';
const told = (state: HomeState, takesCommands = true): Map<string, string> =>
  discoveryMessages({ state, topics, id, words: homeWords.de, takesCommands });
const devices = (state: HomeState, takesCommands = true): Device[] =>
  [...told(state, takesCommands).values()].map((text) => JSON.parse(text) as Device);

/** Where an entity reads and writes. */
const topicsOf = (component: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(component).flatMap(([key, value]) => (key.endsWith('topic') ? [String(value)] : []));

describe('what Home Assistant is told', () => {
  it('is one device for PetLog and one for each camera, which hang together', () => {
    const state = homeState({ cameras: [homeCamera(), homeCamera({ cameraId: 'garden', name: 'PetLog' })] });
    expect([...told(state).keys()]).toEqual([id, `${id}_main`, `${id}_garden`].map((device) => `homeassistant/device/${device}/config`));
    expect(devices(state).map(({ device }) => device)).toMatchObject([
      { identifiers: [id], name: 'PetLog', sw_version: '1.2.3', configuration_url: 'https://petlog.local:8443' },
      { identifiers: [`${id}_main`], name: 'Küche', via_device: id },
      { identifiers: [`${id}_garden`], name: 'Kamera PetLog', via_device: id },
    ]);
  });

  it('names no entity twice, and no topic that PetLog does not know', () => {
    const state = homeState({ cameras: [homeCamera(), homeCamera({ cameraId: 'garden', name: 'Garten' })] });
    const states = stateMessages(state, topics, id);
    const all = devices(state).flatMap(({ components }) => Object.values(components));
    for (const key of ['unique_id', 'default_entity_id']) {
      const ids = all.map((component) => component[key]);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const pictures = ['petlog/main/snapshot', 'petlog/main/picture', 'petlog/garden/snapshot', 'petlog/garden/picture'];
    for (const topic of all.flatMap(topicsOf)) {
      expect(states.has(topic) || pictures.includes(topic) || topics.commandOf(topic) !== null, topic).toBe(true);
    }
    expect(devices(state).map((device) => device['availability_topic'])).toEqual(Array(3).fill('petlog/available'));
  });

  it('has switches only where commands are taken', () => {
    const platforms = (takesCommands: boolean): Set<string> =>
      new Set(devices(homeState(), takesCommands).flatMap(({ components }) => Object.values(components).map(({ platform }) => platform)));
    expect(platforms(true)).toEqual(new Set(['switch', 'button', 'sensor', 'binary_sensor', 'camera', 'image']));
    expect(platforms(false)).toEqual(new Set(['sensor', 'binary_sensor', 'camera', 'image']));
  });

  it('is in the language of its reader, with the same ids', () => {
    const ids = languageTags.map((tag) =>
      [...discoveryMessages({ state: homeState(), topics, id, words: homeWords[tag], takesCommands: true }).values()]
        .flatMap((text) => Object.values((JSON.parse(text) as Device).components))
        .map(({ unique_id: unique, default_entity_id: entity }) => [unique, entity]),
    );
    expect(new Set(ids.map((each) => JSON.stringify(each))).size).toBe(1);
    const names = languageTags.map((tag) => homeWords[tag].motion);
    expect(new Set(names).size).toBeGreaterThan(3);
  });
});

describe('states', () => {
  it('say what is known, and null for the rest', () => {
    const states = stateMessages(homeState({ storage: null, problems: ['The disk is full.'] }), topics, id);
    const json = (topic: string): unknown => JSON.parse(states.get(topic) ?? '');
    expect(json('petlog/status')).toMatchObject({ id, problem: 'ON', problems: ['The disk is full.'], free_gb: null, hours_left: null });
    expect(json('petlog/pets/1')).toMatchObject({ name: 'Luna', in_view: 'ON', place: 'bowl', camera_id: 'main', visits_today: 3 });
    expect(json('petlog/places/b0')).toMatchObject({ occupied: 'ON', minutes_today: 12 });
    expect(json('petlog/main/status')).toMatchObject({ problem: 'OFF', stream_url: 'https://petlog.local:8443/live/stream' });
    expect(json('petlog/status')).toMatchObject({ snoozed_until: null });
  });
});

describe('what the broker retains', () => {
  it('is sent when it changes, cleared when it is gone, and said to be gone first', async () => {
    const sent: [string, string][] = [];
    const mirror = new RetainedMirror({
      publish: async (topic, payload) => void sent.push([topic, payload.toString()]),
      between: (topic, before, after) => (topics.deviceOf(topic) === null ? null : removalMessage(before, after)),
    });
    mirror.found('petlog/garden/motion', null);
    const first = new Map<string, string | Buffer>([...told(homeState()), ['petlog/a', '1'], ['petlog/picture', Buffer.from('x')]]);
    await mirror.show(first);
    expect(sent.map(([topic]) => topic)).toEqual(['petlog/garden/motion', ...first.keys()]);
    sent.length = 0;
    await mirror.show(new Map([...first, ['petlog/picture', Buffer.from('x')]]));
    expect(sent).toEqual([]);
    await mirror.show(new Map([...first, ...told(homeState({ pets: [] }))]));
    const [, between, after] = ['', ...sent.map(([, text]) => JSON.parse(text) as Device)];
    expect((between as Device).components['pet_1_place']).toEqual({ platform: 'sensor' });
    expect((after as Device).components).not.toHaveProperty('pet_1_place');
    expect(sent).toHaveLength(2);
    sent.length = 0;
    mirror.sendAllAgain();
    await mirror.show(first);
    expect(new Set(sent.map(([topic]) => topic))).toEqual(new Set(first.keys()));
    sent.length = 0;
    await mirror.show(new Map());
    expect(sent.map(([, payload]) => payload)).toEqual(Array(first.size).fill(''));
  });

  it('is known as far as the broker took it', async () => {
    let isRefusing = true;
    const sent: string[] = [];
    const mirror = new RetainedMirror({
      async publish(topic) {
        if (isRefusing && topic === 'b') {
          throw new Error('lost');
        }
        sent.push(topic);
      },
      between: () => null,
    });
    const wanted = new Map([['a', '1'], ['b', '1'], ['c', '1']]); // prettier-ignore
    await expect(mirror.show(wanted)).rejects.toThrow('lost');
    isRefusing = false;
    await mirror.show(wanted);
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('survives a device that somebody else wrote', () => {
    expect(removalMessage('no json', JSON.stringify({ components: {} }))).toBe(null);
    expect(removalMessage('{"components":{"a":{}}}', JSON.stringify({ components: {} }))).toBe(null);
  });
});

describe('topics', () => {
  it('tell commands from everything else', () => {
    expect(topics.commandOf('petlog/garden/privacy/set')).toEqual({ name: 'privacy', cameraId: 'garden' });
    expect(topics.commandOf('petlog/snooze/set')).toEqual({ name: 'snooze', cameraId: null });
    for (const other of [
      'petlog/garden/presence/set',
      'petlog/privacy/set',
      'petlog/a/b/privacy/set',
      'else/main/privacy/set',
      'petlog/set',
    ]) {
      expect(topics.commandOf(other), other).toBe(null);
    }
    expect(topics.deviceOf('homeassistant/device/petlog_1/config')).toBe('petlog_1');
    expect(topics.deviceOf('petlog/status')).toBe(null);
  });
});
