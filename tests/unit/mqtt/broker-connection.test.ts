import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { queryObjects } from 'node:v8';
import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../main/alerts/delivery.ts';
import { mqtt } from '../../../main/alerts/channels/mqtt.ts';
import { connectToBroker } from '../../../main/mqtt/broker-connection.ts';
import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import { alertMessage } from '../../support/alert-message.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import { Mosquitto } from '../../support/mosquitto.ts';

const brokers: AsyncDisposable[] = [];
const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  await Promise.all(brokers.splice(0).map((broker) => broker[Symbol.asyncDispose]()));
  sockets.splice(0).forEach((socket) => socket.destroy());
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function brokerWith(options: Parameters<typeof Mosquitto.open>[0] = {}): Promise<Mosquitto> {
  const broker = await Mosquitto.open(options);
  brokers.push(broker);
  return broker;
}

const settings = (values: Partial<ChannelSettings<'mqtt'>>): ChannelSettings<'mqtt'> => ({
  kind: 'mqtt',
  broker_url: 'mqtt://broker.test',
  username: '',
  password: '',
  topic_prefix: 'petlog',
  home_assistant: true,
  discovery_prefix: 'homeassistant',
  commands: true,
  certificate_fingerprint: '',
  ...values,
});

const addresses = loopbackAddresses({ 'broker.test': '127.0.0.1' });
const send = (values: Partial<ChannelSettings<'mqtt'>>, signal = new AbortController().signal): Promise<unknown> =>
  mqtt(settings(values), addresses)(alertMessage(), signal);

async function refused(sent: Promise<unknown>): Promise<DeliveryError> {
  const error: unknown = await sent.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}

/** A server that is no broker: does something with each connection. */
async function serving(act: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    act(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `mqtt://broker.test:${(server.address() as AddressInfo).port}`;
}

describe('an alert by MQTT', () => {
  it('is heard with its picture, with name and password', async () => {
    const account = { username: 'petlog', password: 'hunter22' };
    const broker = await brokerWith({ account });
    const listener = await broker.listener(['petlog/#'], account);
    await send({ broker_url: `mqtt://broker.test:${broker.port}`, ...account });
    await listener.until(() => listener.now.has('petlog/alerts'));
    expect(listener.json('petlog/alerts')).toMatchObject({ type: 'new', title: 'Luna am Napf · ごはん', pet: 'Luna', event_id: 7 });
    expect(listener.now.get('petlog/alert_picture')).toEqual(Buffer.from('a picture'));
  });

  it('names the step that failed, and never the password', async () => {
    const broker = await brokerWith({ account: { username: 'petlog', password: 'hunter22' } });
    const url = `mqtt://broker.test:${broker.port}`;
    const wrong = await refused(send({ broker_url: url, username: 'petlog', password: 'hunter23' }));
    expect([wrong.step, wrong.message]).toEqual(['sign_in', expect.stringMatching(/^broker\.test does not/)]);
    expect(wrong.message).not.toContain('hunter');
    const unknown = await refused(send({ broker_url: 'mqtt://nowhere.test' }));
    expect([unknown.step, unknown.message]).toEqual(['name', 'there is no nowhere.test on the network.']);
    await broker.stop();
    const gone = await refused(send({ broker_url: url }));
    expect([gone.step, gone.message]).toEqual(['connection', 'broker.test refuses the connection: nothing listens at that port.']);
  });

  it('says which topic this user may not use', async () => {
    const account = { username: 'petlog', password: 'hunter22' };
    const broker = await brokerWith({ account, rights: ['user petlog', 'topic readwrite house/#'] });
    const fault = await refused(send({ broker_url: `mqtt://broker.test:${broker.port}`, ...account }));
    expect([fault.step, fault.message]).toEqual(['answer', 'broker.test does not let this user use the topic petlog/alert_picture.']);
  });

  it('wants a certificate that somebody signed or a person confirmed', async () => {
    const broker = await brokerWith({ isEncrypted: true });
    const url = `mqtts://broker.test:${broker.port}`;
    const fault = await refused(send({ broker_url: url }));
    expect(fault.step).toBe('certificate');
    expect(fault.certificateFingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    await send({ broker_url: url, certificate_fingerprint: fault.certificateFingerprint ?? '' });
    const plain = await refused(send({ broker_url: `mqtt://broker.test:${broker.port}` }));
    expect(plain.message).toMatch(/^broker\.test (ends the connection without a word|broke the connection off)/);
  });

  it('is not fooled by servers that are no brokers, or say nothing', async () => {
    const web = await refused(send({ broker_url: await serving((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')) }));
    expect([web.step, web.message]).toEqual(['answer', 'broker.test does not speak MQTT at that port, or nothing that is understood.']);
    const mute = await refused(send({ broker_url: await serving((socket) => socket.end()) }));
    expect([mute.step, mute.message]).toEqual(['answer', 'broker.test ends the connection without a word; is it an MQTT broker?']);
    const controller = new AbortController();
    const silent = refused(send({ broker_url: await serving(() => controller.abort()) }, controller.signal));
    expect((await silent).message).toBe('broker.test does not answer in time.');
  });

  it('is given up when its time is over: a broker that lets PetLog in, and says of no message that it took it', async () => {
    const controller = new AbortController();
    const url = await serving((socket) =>
      socket.once('data', () => {
        socket.write(Buffer.from([0x20, 3, 0, 0, 0])); // CONNACK
        socket.once('data', () => controller.abort());
      }),
    );
    const fault = await refused(send({ broker_url: url }, controller.signal));
    expect([fault.step, fault.isPermanent, fault.message]).toEqual(['connection', false, 'broker.test does not answer in time.']);
  });

  it('speaks MQTT 3.1.1 to a broker that knows nothing newer', async () => {
    const versions: number[] = [];
    const url = await serving((socket) =>
      socket.once('data', (connect: Buffer) => {
        const version = connect[8] ?? 0; // behind the length and the name of the protocol
        versions.push(version);
        socket.write(Buffer.from([0x20, 2, 0, version === 4 ? 0 : 1]));
        socket.on('data', () => socket.end());
      }),
    );
    const signal = new AbortController().signal;
    const connection = await connectToBroker({ access: settings({ broker_url: url }), clientId: 'petlog', addresses, signal });
    expect(versions).toEqual([5, 4]);
    await connection.end();
    expect(await connection.closed).toBe(null);
  });
});

it('the broker says that a PetLog is offline which was lost', async () => {
  const broker = await brokerWith();
  const listener = await broker.listener(['petlog/available']);
  const connection = await connectToBroker({
    access: settings({ broker_url: `mqtt://broker.test:${broker.port}` }),
    clientId: 'petlog',
    lastWillTopic: 'petlog/available',
    addresses,
    signal: new AbortController().signal,
  });
  await connection.publish('petlog/available', 'online', true);
  await listener.until(() => listener.text('petlog/available') === 'online');
  connection.giveUp(new DeliveryError('connection', 'The cable was pulled.'));
  await listener.until(() => listener.text('petlog/available') === 'offline');
  expect((await connection.closed)?.message).toBe('The cable was pulled.');
});

it('keeps nothing of what it has sent, however long it lasts', async () => {
  const broker = await brokerWith();
  const { username, password, certificate_fingerprint } = settings({});
  const connection = await connectToBroker({
    access: { broker_url: `mqtt://broker.test:${broker.port}`, username, password, certificate_fingerprint },
    clientId: 'petlog',
    addresses,
    signal: new AbortController().signal,
  });
  await connection.publish('petlog/state', 'first', true);
  const before = queryObjects(Promise, { format: 'count' });
  for (let count = 0; count < 300; count += 1) {
    await connection.publish('petlog/state', String(count), true);
  }
  expect(queryObjects(Promise, { format: 'count' }) - before).toBeLessThan(100);
  await connection.end();
});
