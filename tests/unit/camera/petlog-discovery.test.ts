import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { CameraSourceOffer } from '../../../shared/cameras.ts';
import { dnsAnswer } from '../../support/dns-answers.ts';
import type { FakeNetwork } from '../../support/fake-network.ts';
import { discoveryIn, firstQuestion, offersAfter } from '../../support/discovery-surroundings.ts';

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
