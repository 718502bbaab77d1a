import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Channel, ChannelList } from '../../shared/alerts-channels.ts';
import type { Visit } from '../../main/detection/visit.ts';
import { call, type JsonAnswer } from '../support/http-client.ts';
import { Mosquitto, type TopicListener } from '../support/mosquitto.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

let running: RunningPetLog;
let broker: Mosquitto;

beforeEach(async () => {
  broker = await Mosquitto.open();
  running = await runPetLog({ PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1' });
});

afterEach(async () => {
  await running.stop();
  await broker[Symbol.asyncDispose]();
});

const ask = (path: string, method = 'GET', body?: object): Promise<JsonAnswer> => call(running.url + path, method, body);

async function made(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await ask(path, 'POST', body);
  expect([answer.status, answer.body['detail']]).toEqual([201, undefined]);
  return answer.body;
}

const home = async (fields: object = {}): Promise<Channel> =>
  Channel.parse(await made('/alerts/channels', { kind: 'mqtt', name: 'Home', broker_url: broker.url, ...fields }));

async function channel(isSo: (channel: Channel) => boolean): Promise<Channel> {
  for (;;) {
    const { channels } = ChannelList.parse((await ask('/alerts/channels')).body);
    const found = channels.find(({ kind }) => kind === 'mqtt');
    if (found !== undefined && isSo(found)) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const discoveryOf = ({ channel_id: id }: Channel, camera = ''): string =>
  `homeassistant/device/petlog_${id.slice(0, 12)}${camera === '' ? '' : `_${camera}`}/config`;

const components = (listener: TopicListener, topic: string): Record<string, Record<string, unknown>> =>
  (listener.json(topic)?.['components'] ?? {}) as Record<string, Record<string, unknown>>;

const visit = (values: Partial<Visit> = {}): Visit => ({
  visitKey: 'visit-1',
  cameraId: 'main',
  eventType: 'visit',
  label: 'cat',
  confidence: 0.9,
  startedAtMs: Date.now(),
  durationSeconds: 0,
  ended: false,
  box: null,
  picture: null,
  zones: [],
  ...values,
});

describe('a broker that is added', () => {
  it('gets a device for PetLog and each camera, with all that there is', async () => {
    const listener = await broker.listener(['#']);
    const pet = await made('/pets', { name: 'Luna', species: 'cat' });
    const zone = await made('/zones', { place: 'bowl', polygon: [[0, 0], [1, 0], [1, 1]] }); // prettier-ignore
    const added = await home();
    // The last of all.
    await listener.until(() => listener.now.has(`petlog/places/${String(zone['zone_id'])}`));
    const whole = components(listener, discoveryOf(added));
    const camera = components(listener, discoveryOf(added, 'main'));
    expect(Object.keys(whole)).toEqual([
      'presence',
      'snooze_15',
      'snooze_30',
      'snooze_60',
      'snooze_morning',
      'snooze_end',
      'snoozed_until',
      'problem',
      'free_space',
      'hours_left',
      ...['in_view', 'place', 'last_seen', 'visits'].map((what) => `pet_${String(pet['pet_id'])}_${what}`),
    ]);
    expect(Object.entries(camera).map(([key, { platform }]) => [key, platform])).toEqual([
      ['picture', 'camera'],
      ['take_picture', 'button'],
      ['last_event', 'image'],
      ['motion', 'binary_sensor'],
      ['cat', 'binary_sensor'],
      ['dog', 'binary_sensor'],
      ['person', 'binary_sensor'],
      ['recording', 'switch'],
      ['privacy', 'switch'],
      ['problem', 'binary_sensor'],
      [`place_${String(zone['zone_id'])}`, 'binary_sensor'],
      [`place_${String(zone['zone_id'])}_visits`, 'sensor'],
    ]);
    // Every topic that a component reads holds something, but pictures that there are none of yet.
    for (const { state_topic: topic } of [...Object.values(whole), ...Object.values(camera)]) {
      expect(topic === undefined || listener.now.has(topic as string)).toBe(true);
    }
    expect(listener.text('petlog/available')).toBe('online');
    expect(listener.json('petlog/status')).toMatchObject({ name: 'PetLog', problem: 'OFF', snoozed_until: null });
    expect(listener.json('petlog/main/status')).toMatchObject({ problem: 'OFF', reason: null });
    expect(await channel(({ is_connected: isConnected }) => isConnected === true)).toMatchObject({
      last_error: null,
      topic_prefix: 'petlog',
    });
  });

  it('hears who comes and goes, with a picture, and of nobody whom a person took away', async () => {
    const listener = await broker.listener(['petlog/#']);
    const pet = await made('/pets', { name: 'Luna', species: 'cat' });
    await home();
    await listener.until(() => listener.text('petlog/main/cat') === '0');
    const picture = await tinyJpeg();
    running.petlog.visits.record(visit({ picture }));
    await listener.until(() => listener.text('petlog/main/cat') === '1' && listener.now.has('petlog/main/cat/snapshot'));
    await listener.until(() => listener.json(`petlog/pets/${String(pet['pet_id'])}`)?.['in_view'] === 'ON');
    expect(listener.text('petlog/main/motion')).toBe('ON');
    expect(listener.now.get('petlog/main/snapshot')).toEqual(Buffer.from(picture));
    running.petlog.visits.record(visit({ ended: true, durationSeconds: 4 }));
    await listener.until(() => listener.text('petlog/main/cat') === '0' && listener.text('petlog/main/motion') === 'OFF');
    const events = listener.heard.filter(({ topic }) => topic === 'petlog/events').map(({ text }) => JSON.parse(text) as EventMessage);
    expect(events[0]).toMatchObject({
      type: 'new',
      after: { camera: 'main', label: 'cat', sub_label: 'Luna', end_time: null, has_snapshot: true },
    });
    expect(events.at(-1)).toMatchObject({ type: 'end', after: { label: 'cat', active: false, has_snapshot: true } });
    await ask(`/events/${events[0]!.after.id}`, 'DELETE');
    await listener.until(() => !listener.now.has('petlog/main/snapshot') && !listener.now.has('petlog/main/cat/snapshot'));
  });
});

interface EventMessage {
  readonly type: string;
  readonly after: { readonly id: string };
}

describe('what is gone', () => {
  it('goes from Home Assistant and from the broker too, also when it went while PetLog was not there', async () => {
    const listener = await broker.listener(['#']);
    const pet = String((await made('/pets', { name: 'Luna', species: 'cat' }))['pet_id']);
    const added = await home();
    const topic = discoveryOf(added);
    await listener.until(() => listener.now.has(`petlog/pets/${pet}`));
    listener.heard.length = 0;
    await ask(`/pets/${pet}`, 'DELETE');
    await listener.until(() => !listener.now.has(`petlog/pets/${pet}`) && !(`pet_${pet}_place` in components(listener, topic)));
    // First that they go, then the device without them.
    const told = listener.heard.filter((each) => each.topic === topic).map(({ text }) => JSON.parse(text) as DeviceMessage);
    expect(told.map(({ components: all }) => all[`pet_${pet}_place`])).toEqual([{ platform: 'sensor' }, undefined]);

    const other = String((await made('/pets', { name: 'Miez', species: 'cat' }))['pet_id']);
    await listener.until(() => `pet_${other}_place` in components(listener, topic));
    await made('/cameras', { camera_id: 'garden', name: 'Garden', source: 'mock' });
    await listener.until(() => listener.now.has('petlog/garden/status'));
    await ask(`/alerts/channels/${added.channel_id}`, 'PATCH', { enabled: false });
    await listener.until(() => listener.text('petlog/available') === 'offline');
    expect(listener.now.has('petlog/garden/status')).toBe(true);
    await ask('/cameras/garden', 'DELETE');
    await ask(`/pets/${other}`, 'DELETE');
    listener.heard.length = 0;
    await ask(`/alerts/channels/${added.channel_id}`, 'PATCH', { enabled: true });
    await listener.until(() => !listener.now.has(discoveryOf(added, 'garden')) && !listener.now.has('petlog/garden/status'));
    await listener.until(() => listener.text('petlog/available') === 'online');
    const toldLater = listener.heard.filter((each) => each.topic === topic).map(({ text }) => JSON.parse(text) as DeviceMessage);
    expect(toldLater.slice(-2).map(({ components: all }) => all[`pet_${other}_place`])).toEqual([{ platform: 'sensor' }, undefined]);

    await listener.say('somebody/else', 'stays', true);
    await ask(`/alerts/channels/${added.channel_id}`, 'PATCH', { topic_prefix: 'house/cats' });
    await listener.until(() => !listener.now.has('petlog/status') && listener.now.has('house/cats/main/status'));
    await ask(`/alerts/channels/${added.channel_id}`, 'PATCH', { home_assistant: false });
    await listener.until(() => !listener.now.has(topic) && !listener.now.has(discoveryOf(added, 'main')));
    await channel(({ is_connected: isConnected }) => isConnected === true);
    await ask(`/alerts/channels/${added.channel_id}`, 'DELETE');
    await listener.until(() => [...listener.now.keys()].every((one) => !one.startsWith('house/') || one.endsWith('/echo')));
    expect(listener.text('somebody/else')).toBe('stays');
  });
});

interface DeviceMessage {
  readonly components: Readonly<Record<string, unknown>>;
}

describe('commands', () => {
  it('record, switch privacy, say who is at home, snooze and take pictures, and are written down', async () => {
    const listener = await broker.listener(['petlog/#']);
    await home();
    await listener.until(() => listener.now.has('petlog/main/privacy/state'));
    await listener.say('petlog/main/picture/set', 'PRESS');
    await listener.until(() => listener.now.has('petlog/main/picture'));
    await listener.say('petlog/main/recordings/set', 'ON');
    await listener.until(() => listener.text('petlog/main/recordings/state') === 'ON');
    await listener.say('petlog/main/recordings/set', 'OFF');
    await listener.until(() => listener.text('petlog/main/recordings/state') === 'OFF');
    await listener.say('petlog/presence/set', 'OFF');
    await listener.until(() => listener.text('petlog/presence/state') === 'OFF');
    expect((await ask('/presence')).body).toMatchObject({ home: false });
    await listener.say('petlog/snooze/set', '30');
    await listener.until(() => Date.parse(listener.text('petlog/snooze/state') ?? '') > Date.now());
    await listener.say('petlog/main/privacy/set', 'ON');
    await listener.until(() => listener.text('petlog/main/privacy/state') === 'ON');
    // What was taken live is not shown any more.
    await listener.until(() => !listener.now.has('petlog/main/picture'));
    const wanted = ['alert_snooze.set', 'presence.set', 'privacy.set', 'record.start', 'record.stop'];
    for (let actions: string[] = []; actions.join() !== wanted.join();) {
      const { body } = await ask('/audit?page_size=50');
      const entries = body['entries'] as { action: string; actor: string; address: string }[];
      actions = entries
        .filter(({ actor, address }) => actor === 'Home' && address === '127.0.0.1')
        .map(({ action }) => action)
        .sort();
    }
  });

  it('that cannot be carried out are answered with a sentence, and change nothing', async () => {
    const listener = await broker.listener(['petlog/#']);
    const added = await home();
    await listener.until(() => listener.now.has('petlog/main/privacy/state'));
    const refusal = async (topic: string, text: string, retain = false): Promise<unknown> => {
      listener.now.delete('petlog/command_error');
      await listener.say(topic, text, retain);
      await listener.until(() => listener.now.has('petlog/command_error'));
      return listener.json('petlog/command_error')?.['message'];
    };
    expect(await refusal('petlog/main/privacy/set', 'perhaps')).toBe('"perhaps" is not understood; ON and OFF are.');
    expect(await refusal('petlog/garden/privacy/set', 'ON')).toMatch(/garden/);
    expect(await refusal('petlog/snooze/set', '99999')).toMatch(/minutes up to 10080/);
    expect(await refusal('petlog/main/recordings/set', 'x'.repeat(100))).toMatch(/at most 64 bytes/);
    // One that is retained comes again with each connection.
    await listener.say('petlog/presence/set', 'OFF', true);
    await ask(`/alerts/channels/${added.channel_id}`, 'PATCH', { name: 'House' });
    await listener.until(() => (listener.text('petlog/command_error') ?? '').includes('must not be retained'));
    expect((await ask('/presence')).body).toMatchObject({ home: false }); // it was carried out when it was new, and once
    await ask('/presence', 'PUT', { home: true });
    await ask(`/alerts/channels/${added.channel_id}`, 'PATCH', { name: 'Home' });
    await channel(({ is_connected: isConnected }) => isConnected === true);
    expect((await ask('/presence')).body).toMatchObject({ home: true });
    await listener.say('petlog/main/privacy/set', 'ON');
    await listener.until(() => listener.text('petlog/main/privacy/state') === 'ON');
    expect(await refusal('petlog/main/recordings/set', 'ON')).toMatch(/privacy/i);
    expect(await refusal('petlog/main/picture/set', 'PRESS')).toMatch(/privacy/i);
  });

  it('are not taken where one does not want it, and there are no switches', async () => {
    const listener = await broker.listener(['#']);
    const added = await home({ commands: false });
    await listener.until(() => listener.now.has('petlog/main/privacy/state'));
    const camera = components(listener, discoveryOf(added, 'main'));
    expect(Object.values(camera).filter((component) => 'command_topic' in component)).toEqual([]);
    expect(camera['is_privacy']).toMatchObject({ platform: 'binary_sensor' });
    await listener.say('petlog/main/privacy/set', 'ON');
    await ask('/presence', 'PUT', { home: false });
    await listener.until(() => listener.text('petlog/presence/state') === 'OFF');
    expect((await ask('/live/status')).body).toMatchObject({ privacy: false });
  });
});

describe('a broker or a Home Assistant that was away', () => {
  it('knows everything again within five seconds after the broker is back', async () => {
    const added = await home();
    await channel(({ is_connected: isConnected }) => isConnected === true);
    await broker.stop('SIGKILL'); // what it retained is lost
    await channel(({ is_connected: isConnected }) => isConnected === false);
    expect(await channel(({ last_error: error }) => error !== null)).toMatchObject({ last_error: { step: 'connection' } });
    await broker.start();
    const listener = await broker.listener(['#']);
    await listener.until(() => listener.now.has('petlog/main/status') && listener.now.has(discoveryOf(added, 'main')));
    expect(listener.text('petlog/available')).toBe('online');
    expect(await channel(({ is_connected: isConnected }) => isConnected === true)).toMatchObject({ last_error: null });
  });

  it('is told everything again when Home Assistant says that it has begun', async () => {
    const listener = await broker.listener(['#']);
    const added = await home();
    await channel(({ is_connected: isConnected }) => isConnected === true);
    await listener.until(() => listener.now.has('petlog/main/status'));
    listener.now.clear();
    await listener.say('homeassistant/status', 'online');
    await listener.until(() => listener.now.has(discoveryOf(added)) && listener.now.has(discoveryOf(added, 'main')));
    await listener.until(() => listener.now.has('petlog/main/privacy/state') && listener.text('petlog/available') === 'online');
  });

  it('hears from PetLog when it ends', async () => {
    const listener = await broker.listener(['petlog/available']);
    await home();
    await listener.until(() => listener.text('petlog/available') === 'online');
    await running.stop();
    await listener.until(() => listener.text('petlog/available') === 'offline');
    running = await runPetLog({ PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1' });
  });
});

describe('two PetLogs at one broker', () => {
  it('do not write over each other: the second one says that it needs another prefix', async () => {
    const listener = await broker.listener(['petlog/#']);
    await home();
    await listener.until(() => listener.text('petlog/available') === 'online');
    const other = await runPetLog({ PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1' });
    try {
      await call(`${other.url}/alerts/channels`, 'POST', { kind: 'mqtt', name: 'Home', broker_url: broker.url });
      for (;;) {
        const { channels } = ChannelList.parse((await call(`${other.url}/alerts/channels`)).body);
        const fault = channels.find(({ kind }) => kind === 'mqtt')?.last_error;
        if (fault !== null && fault !== undefined) {
          expect(fault).toMatchObject({
            step: 'answer',
            message: expect.stringMatching(/^Another PetLog .*enter another topic prefix\.$/),
          });
          break;
        }
      }
    } finally {
      await other.stop();
    }
    expect(listener.text('petlog/available')).toBe('online');
  });
});
