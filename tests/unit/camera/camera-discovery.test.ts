import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { CameraDiscovery } from '../../../main/camera/camera-discovery.ts';
import { EnteredAddresses } from '../../../main/network/entered-address.ts';
import type { OwnLink } from '../../../main/network/own-networks.ts';
import { Machine } from '../../../main/system/machine.ts';
import { CameraSourceOffer } from '../../../shared/cameras.ts';
import { dnsAnswer } from '../../support/dns-answers.ts';
import { FakeCamera } from '../../support/fake-camera/fake-camera.ts';
import { FakeNetwork } from '../../support/fake-network.ts';
import { FakeOnvifCamera, probeMatch } from '../../support/fake-onvif.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

interface Surroundings {
  onProbe?(network: FakeNetwork, probe: Buffer): void;
  onQuestion?(network: FakeNetwork, question: Buffer): void;
  links?: OwnLink[];
  /** Names that are known, and their addresses. */
  names?: Record<string, string>;
  ownPorts?: number[];
  environment?: NodeJS.ProcessEnv;
  root?: string;
}

/** A discovery among these machines, with a clock that stands until it is moved. */
async function discoveryIn(surroundings: Surroundings = {}) {
  const { onProbe = () => {}, onQuestion = () => {}, links = [{ address: '127.0.0.1', network: '127.0.0.0/8' }] } = surroundings;
  const clock = new ManualClock();
  const onvif = await FakeNetwork.open('239.255.255.250', onProbe);
  const multicastDns = await FakeNetwork.open('224.0.0.251', onQuestion);
  const entered = new EnteredAddresses({
    allowedTargets: () => ['127.0.0.0/8'],
    ownPorts: () => surroundings.ownPorts ?? [],
    ownAddresses: () => ['127.0.0.1'],
    lookup: async (name) => {
      const address = surroundings.names?.[name];
      return address === undefined ? Promise.reject(new Error('ENOTFOUND')) : [address];
    },
  });
  const discovery = new CameraDiscovery({
    clock,
    machine: () => new Machine({ clock, environment: surroundings.environment ?? {}, root: surroundings.root ?? '/nowhere' }),
    addresses: entered,
    links: () => links,
    groups: { onvif: onvif.group, multicastDns: multicastDns.group },
  });
  return {
    discovery,
    clock,
    onvif,
    multicastDns,
    async [Symbol.asyncDispose]() {
      await discovery.close();
      await onvif[Symbol.asyncDispose]();
      await multicastDns[Symbol.asyncDispose]();
    },
  };
}

/** Everybody has answered what was asked once: now the time to listen passes. */
async function offersAfter(
  answered: Promise<unknown>,
  { discovery, clock }: Awaited<ReturnType<typeof discoveryIn>>,
): Promise<CameraSourceOffer[]> {
  const offers = discovery.discover();
  await answered;
  await clock.advance(2000);
  return CameraSourceOffer.array().parse(await offers);
}

/** Answers the first question only, and tells when that is done. */
function firstQuestion(answer: (network: FakeNetwork, question: Buffer) => Promise<void>) {
  const done = Promise.withResolvers<void>();
  let isFirst = true;
  return {
    done: done.promise,
    onQuestion(network: FakeNetwork, question: Buffer): void {
      if (isFirst) {
        isFirst = false;
        void answer(network, question).then(done.resolve, done.reject);
      }
    },
  };
}

describe('ONVIF cameras', () => {
  test('one that tells everybody where its video is: at its own address, whatever it says, and without credentials', async () => {
    await using camera = await FakeOnvifCamera.open('127.0.0.2', 'rtsp://admin:1234@192.168.0.64:8554/Streaming/101?a=1&amp;b=2');
    const scopes = 'onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/Yard%20Camera onvif://www.onvif.org/hardware/X1';
    const { done, onQuestion } = firstQuestion((network, probe) =>
      network.say('127.0.0.2', probeMatch(probe, { services: `http://[fe80::1]/onvif ${camera.service}`, scopes })),
    );
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    expect(await offersAfter(done, surroundings)).toEqual([
      { source: 'rtsp://127.0.0.2:8554/Streaming/101?a=1&b=2', name: 'Yard Camera', kind: 'onvif' },
    ]);
    expect(camera.calls).toEqual(['GetCapabilities', 'GetProfiles', 'GetStreamUri']);
    expect(surroundings.onvif.questions).toHaveLength(2);
  });

  test('one that tells only those it knows is offered with its name, for a person to complete', async () => {
    await using camera = await FakeOnvifCamera.open('127.0.0.2', null);
    const { done, onQuestion } = firstQuestion(async (network, probe) => {
      const answer = probeMatch(probe, { services: camera.service, scopes: 'onvif://www.onvif.org/hardware/DS-2CD%zz\u202e' });
      await network.say('127.0.0.2', answer);
      await network.say('127.0.0.2', answer);
      await network.say('127.0.0.3', probeMatch(probe, { services: 'http://192.168.7.7/onvif' }));
    });
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    expect(await offersAfter(done, surroundings)).toEqual([
      { source: 'rtsp://127.0.0.2:554/', name: 'DS-2CD%zz', kind: 'onvif' },
      { source: 'rtsp://127.0.0.3:554/', name: '127.0.0.3', kind: 'onvif' },
    ]);
    expect(camera.calls).toEqual(['GetCapabilities', 'GetProfiles']);
    expect(surroundings.discovery.onvifServiceOf('127.0.0.2')).toBe(camera.service);
    expect(surroundings.discovery.onvifServiceOf('127.0.0.3')).toBeUndefined();
  });

  test('nobody is asked on behalf of another', async () => {
    await using victim = await FakeOnvifCamera.open('127.0.0.4', 'rtsp://127.0.0.4/');
    await using liar = await FakeOnvifCamera.open('127.0.0.2', 'rtsp://127.0.0.2/', victim.service);
    const { done, onQuestion } = firstQuestion(async (network, probe) => {
      await network.say('127.0.0.2', probeMatch(probe, { services: liar.service }));
      await network.say('127.0.0.3', probeMatch(probe, { services: victim.service }));
    });
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    expect((await offersAfter(done, surroundings)).map(({ source }) => source)).toEqual(['rtsp://127.0.0.2:554/', 'rtsp://127.0.0.3:554/']);
    expect(liar.calls).toEqual(['GetCapabilities']);
    expect(victim.calls).toEqual([]);
  });

  test('garbage, other devices, answers to other questions and from other networks are ignored', async () => {
    const { done, onQuestion } = firstQuestion(async (network, probe) => {
      const good = probeMatch(probe, {}).toString();
      const bad = [
        '',
        '\xff\xfe\0garbage',
        '<a><b></a>',
        good.replace(/urn:uuid:[\w-]+/, 'urn:uuid:00000000-0000-0000-0000-000000000000'),
        good.replace('NetworkVideoTransmitter', 'PrintDeviceType'),
        good
          .replace('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "lol">]>')
          .replace('dn:Net', '&a;dn:Net'),
        '<a>'.repeat(15_000),
        `${'<a>'.repeat(8000)}${'</a>'.repeat(8000)}`,
      ];
      for (const message of bad) {
        await network.say('127.0.0.1', Buffer.from(message));
      }
      await network.say('127.0.1.1', Buffer.from(good));
      await network.say('127.0.0.2', Buffer.from(good));
    });
    await using surroundings = await discoveryIn({ onProbe: onQuestion, links: [{ address: '127.0.0.1', network: '127.0.0.0/24' }] });
    expect((await offersAfter(done, surroundings)).map(({ source }) => source)).toEqual(['rtsp://127.0.0.2:554/']);
  });

  test('a network that answers without end gets no more than a home has', async () => {
    const { done, onQuestion } = firstQuestion(async (network, probe) => {
      for (let number = 1; number <= 100; number += 1) {
        await network.say(`127.0.0.${number}`, probeMatch(probe, {}));
      }
    });
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    expect(await offersAfter(done, surroundings)).toHaveLength(64);
  });
});

describe('other PetLogs', () => {
  const petlog = ['_petlog', '_tcp', 'local'];
  const web = ['_http', '_tcp', 'local'];
  const instance = ['PetLog on kitchen', ...petlog];

  test('are found by what they announce, asked further where that is not all; this one is not among them', async () => {
    const old = ['PetLog on attic', ...web];
    const asked = Promise.withResolvers<void>();
    const onQuestion = (network: FakeNetwork, question: Buffer): void => {
      void (async () => {
        if (network.questions.length === 1) {
          await network.say('127.0.0.2', dnsAnswer([{ type: 'ptr', name: petlog, target: instance }]));
          await network.say(
            '127.0.0.3',
            dnsAnswer([
              { type: 'ptr', name: web, target: old },
              { type: 'srv', name: old, target: ['attic', 'local'], port: 8001 },
              { type: 'ptr', name: web, target: ['Printer', ...web] },
              { type: 'srv', name: ['Printer', ...web], target: ['printer', 'local'], port: 80 },
            ]),
          );
          const own = ['PetLog on here', ...petlog];
          await network.say(
            '127.0.0.1',
            dnsAnswer([
              { type: 'ptr', name: petlog, target: own },
              { type: 'srv', name: own, target: ['here', 'local'], port: 8002 },
            ]),
          );
        } else if (question.includes('kitchen')) {
          await network.say(
            '127.0.0.2',
            dnsAnswer([
              { type: 'srv', name: ['petlog ON kitchen', ...petlog], target: ['Kitchen', 'local'], port: 8000 },
              { type: 'txt', name: instance, entries: ['txtvers=1', 'path=/camera/'] },
            ]),
          );
          asked.resolve();
        }
      })();
    };
    await using surroundings = await discoveryIn({
      onQuestion,
      ownPorts: [8002],
      names: { 'kitchen.local': '127.0.0.9', 'attic.local': '127.0.0.3' },
    });
    // The name kitchen.local leads elsewhere.
    expect(await offersAfter(asked.promise, surroundings)).toEqual([
      { source: 'petlog+http://127.0.0.2:8000/camera', name: 'PetLog on kitchen', kind: 'petlog' },
      { source: 'petlog+http://attic.local:8001', name: 'PetLog on attic', kind: 'petlog' },
    ]);
  });

  test('a name is used where it leads to the machine that answered, with the path that it serves', async () => {
    const { done, onQuestion } = firstQuestion(async (network) =>
      network.say(
        '127.0.0.2',
        dnsAnswer([
          { type: 'ptr', name: petlog, target: instance },
          { type: 'srv', name: instance, target: ['Kitchen', 'local'], port: 8000 },
          { type: 'txt', name: instance, entries: ['path=/camera/'] },
        ]),
      ),
    );
    await using surroundings = await discoveryIn({ onQuestion, names: { 'kitchen.local': '127.0.0.2' } });
    expect(await offersAfter(done, surroundings)).toEqual([
      { source: 'petlog+http://kitchen.local:8000/camera', name: 'PetLog on kitchen', kind: 'petlog' },
    ]);
  });

  test('over HTTPS where one has it, and with its cameras where it lets one look; those that it has from others are not offered again', async () => {
    const camera = { source: 'mock', enabled: true };
    const open = createServer((request, response) => {
      const cameras = [
        { ...camera, camera_id: 'main', name: 'Kitchen' },
        { ...camera, camera_id: 'bowl', name: 'Bowl' },
        { ...camera, camera_id: 'ours', name: 'Ours', source: 'petlog' },
        { ...camera, camera_id: 'off', name: 'Off', enabled: false },
        { ...camera, camera_id: '../x', name: 'Odd' },
      ];
      response.writeHead(request.url === '/base/cameras' ? 200 : 404).end(JSON.stringify({ cameras }));
    });
    const closed = createServer((_request, response) => void response.writeHead(401).end());
    await Promise.all([open, closed].map((server) => once(server.listen(0, '127.0.0.1'), 'listening')));
    const portOf = (server: Server): number => (server.address() as AddressInfo).port;
    const announced = (name: string, port: number, entries: string[]): Buffer =>
      dnsAnswer([
        { type: 'ptr', name: petlog, target: [name, ...petlog] },
        { type: 'srv', name: [name, ...petlog], target: ['nowhere', 'local'], port },
        { type: 'txt', name: [name, ...petlog], entries },
      ]);
    const { done, onQuestion } = firstQuestion(async (network) => {
      await network.say('127.0.0.1', announced('PetLog on open', portOf(open), ['path=/base']));
      await network.say('127.0.0.1', announced('PetLog on closed', portOf(closed), ['path=/']));
      await network.say('127.0.0.5', announced('PetLog on safe', 8000, ['https=8443', 'path=/']));
    });
    await using surroundings = await discoveryIn({ onQuestion });
    const offers = await offersAfter(done, surroundings);
    const bySource = (a: CameraSourceOffer, b: CameraSourceOffer): number => a.source.localeCompare(b.source);
    expect(offers.toSorted(bySource)).toEqual(
      [
        { source: `petlog+http://127.0.0.1:${portOf(open)}/base`, name: 'Kitchen, PetLog on open', kind: 'petlog' as const },
        { source: `petlog+http://127.0.0.1:${portOf(open)}/base?camera=bowl`, name: 'Bowl, PetLog on open', kind: 'petlog' as const },
        { source: `petlog+http://127.0.0.1:${portOf(closed)}`, name: 'PetLog on closed', kind: 'petlog' as const },
        { source: 'petlog+https://127.0.0.5:8443', name: 'PetLog on safe', kind: 'petlog' as const },
      ].toSorted(bySource),
    );
    await Promise.all([open, closed].map((server) => new Promise((resolve) => server.close(resolve))));
  });

  test('garbage, and names that cannot be asked about, are ignored', async () => {
    const { done, onQuestion } = firstQuestion(async (network) => {
      const odd = dnsAnswer([{ type: 'ptr', name: petlog, target: ['PetLog'.padEnd(60, 'x'), ...petlog] }]);
      odd.fill(0xff, odd.indexOf('xxx'), odd.indexOf('xxx') + 40);
      const foreign = dnsAnswer([
        { type: 'ptr', name: petlog, target: ['router', 'example'] },
        { type: 'srv', name: ['router', 'example'], target: ['..%2f', 'x y', 'local'], port: 80 },
      ]);
      for (const message of [Buffer.alloc(0), Buffer.from('garbage'), odd, foreign]) {
        await network.say('127.0.0.2', message);
      }
    });
    await using surroundings = await discoveryIn({ onQuestion });
    expect(await offersAfter(done, surroundings)).toEqual([]);
  });
});

test("this machine's own: every module with its number, every USB camera with its name", async () => {
  await using programs = await FakeCamera.install(['rpicam-hello', 'rpicam-vid'], {
    cameras: ['imx708_wide [4608x2592 10-bit RGGB]', 'imx219 [3280x2464 10-bit RGGB]'],
  });
  await using directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'dev/v4l/by-id'), { recursive: true });
  for (const [number, name] of ['usb-Acme_Cam_1-video-index0', 'usb-Acme_Cam_2-video-index0', 'usb-Acme_Cam_2-video-index1'].entries()) {
    await mkdir(join(directory.path, `sys/class/video4linux/video${number}`), { recursive: true });
    await writeFile(join(directory.path, `sys/class/video4linux/video${number}/name`), 'Acme Cam\n');
    await writeFile(join(directory.path, `dev/video${number}`), '');
    await symlink(`../../video${number}`, join(directory.path, 'dev/v4l/by-id', name));
  }
  await using surroundings = await discoveryIn({ links: [], environment: programs.environment({ only: true }), root: directory.path });
  const offers = await offersAfter(Promise.resolve(), surroundings);
  expect(offers).toEqual([
    { source: 'rpicam', name: 'Camera Module 3 (imx708_wide)', kind: 'camera_module' },
    { source: 'rpicam:1', name: 'Camera Module 2 (imx219)', kind: 'camera_module' },
    { source: 'v4l2:/dev/v4l/by-id/usb-Acme_Cam_1-video-index0', name: 'Acme Cam', kind: 'usb' },
    { source: 'v4l2:/dev/v4l/by-id/usb-Acme_Cam_2-video-index0', name: 'Acme Cam 2', kind: 'usb' },
  ]);
});

test('a camera of the legacy stack is offered where there is no other', async () => {
  await using programs = await FakeCamera.install(['raspistill', 'vcgencmd']);
  await using surroundings = await discoveryIn({ links: [], environment: programs.environment({ only: true }) });
  expect(await offersAfter(Promise.resolve(), surroundings)).toEqual([
    { source: 'raspistill', name: 'Camera Module', kind: 'camera_module' },
  ]);
});

describe('a look', () => {
  /** Those that are closed are gone a turn later. */
  const openSockets = async (): Promise<number> => {
    await nextTurn();
    return process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;
  };

  test('is one for all who ask at the same time, and closes its sockets', async () => {
    const { done, onQuestion } = firstQuestion(async () => {});
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    const before = await openSockets();
    const both = [surroundings.discovery.discover(), surroundings.discovery.discover()];
    await done;
    expect(await openSockets()).toBe(before + 2);
    await surroundings.clock.advance(2000);
    expect(await Promise.all(both)).toEqual([[], []]);
    expect(surroundings.onvif.questions).toHaveLength(2);
    expect(await openSockets()).toBe(before);
    expect(surroundings.clock.pendingTimers).toBe(0);
  });

  test('ends when nobody wants it any more, and not before; the next one is new', async () => {
    const { done, onQuestion } = firstQuestion(async () => {});
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    const { discovery, clock, onvif } = surroundings;
    const before = await openSockets();
    const [first, second] = [new AbortController(), new AbortController()];
    const offers = [discovery.discover(first.signal), discovery.discover(second.signal)];
    await done;
    first.abort(new Error('gone'));
    await expect(offers[0]).rejects.toThrow('gone');
    expect(await openSockets()).toBe(before + 2);
    second.abort(new Error('gone too'));
    await expect(offers[1]).rejects.toThrow('gone too');
    await expect(discovery.discover(second.signal)).rejects.toThrow('gone too');
    const next = discovery.discover();
    await expect.poll(() => onvif.questions.length).toBe(2);
    await clock.advance(2000);
    expect(await next).toEqual([]);
    expect(await openSockets()).toBe(before);
  });

  test('that is closed gives what it has, and ends the programs that it asked', async () => {
    await using programs = await FakeCamera.install(['rpicam-hello']);
    await writeFile(join(programs.directory, 'rpicam-hello'), '#!/bin/sh\nexec sleep 600\n');
    const { done, onQuestion } = firstQuestion(async () => {});
    await using surroundings = await discoveryIn({ onProbe: onQuestion, environment: programs.environment({ only: true }) });
    const offers = surroundings.discovery.discover();
    await done;
    await surroundings.discovery.close();
    expect(await offers).toEqual([]);
    expect(surroundings.clock.pendingTimers).toBe(0);
  });
});
