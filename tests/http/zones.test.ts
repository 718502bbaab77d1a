/** Zones in the pictures of cameras, as clients draw and change them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Zone, ZoneList } from '../../shared/zones.ts';
import { EventLogClient } from '../support/event-log-client.ts';

let client: EventLogClient;

beforeAll(async () => {
  client = await EventLogClient.open();
});

afterAll(() => client[Symbol.asyncDispose]());

describe('zones', () => {
  const polygon = [
    [0.1, 0.1],
    [0.5, 0.1],
    [0.5, 0.5],
  ];

  it('are drawn, changed and removed, and whoever watches is told', async () => {
    client.notices.length = 0;
    const answer = await client.ask('/zones', 'POST', { name: 'Bowl', place: 'bowl', polygon });
    const zone = Zone.parse(answer.body);
    expect([answer.status, zone]).toMatchObject([201, { camera_id: 'main', kind: 'place', place: 'bowl', polygon }]);
    expect(Zone.parse((await client.ask(`/zones/${zone.zone_id}`, 'PATCH', { kind: 'ignore' })).body)).toMatchObject({
      kind: 'ignore',
      name: 'Bowl',
    });
    expect(ZoneList.parse((await client.ask('/zones?camera=main')).body).zones).toHaveLength(1);
    await client.stop();
    await client.start();
    expect(ZoneList.parse((await client.ask('/zones')).body).zones).toMatchObject([{ kind: 'ignore', polygon }]);
    expect((await client.ask(`/zones/${zone.zone_id}`, 'DELETE')).status).toBe(200);
    expect(await client.codeOf(`/zones/${zone.zone_id}`, 'PATCH', { name: '' })).toEqual([404, 'zone_not_found']);
    expect(client.notices.filter((name) => name === 'zones.changed')).toHaveLength(3);
  });

  it('stay as they are when what is said of them is wrong', async () => {
    const zone = await client.addZone({ name: 'Bed', place: 'bed', polygon });
    const shrunk = polygon.map(([x, y]) => [x! / 2, y! / 2]);
    expect(Zone.parse((await client.ask(`/zones/${zone.zone_id}`, 'PATCH', { polygon: shrunk, place: 'door' })).body)).toMatchObject({
      polygon: shrunk,
      place: 'door',
      name: 'Bed',
    });
    for (const refused of [
      { polygon: polygon.slice(1) },
      { place: 'roof' },
      { kind: 'secret' },
      { name: 'x'.repeat(61) },
      { camera_id: 'main' },
    ]) {
      expect([refused, ...(await client.codeOf(`/zones/${zone.zone_id}`, 'PATCH', refused))]).toEqual([refused, 422, 'invalid_input']);
    }
    expect(ZoneList.parse((await client.ask('/zones')).body).zones).toMatchObject([{ polygon: shrunk, place: 'door' }]);
    expect(await client.codeOf('/zones', 'POST', { polygon, camera_id: 'nowhere' })).toEqual([404, 'camera_not_found']);
    expect(await client.codeOf('/zones?camera=nowhere')).toEqual([404, 'camera_not_found']);
    expect((await client.ask(`/zones/${zone.zone_id}`, 'DELETE')).body).toMatchObject({ zone_id: zone.zone_id });
    expect(await client.codeOf(`/zones/${zone.zone_id}`, 'DELETE')).toEqual([404, 'zone_not_found']);
  });

  it('ignore what is taken for a label alone where that is said, and a place cannot', async () => {
    const { body } = await client.ask('/zones', 'POST', { kind: 'ignore', polygon, labels: ['dog'] });
    const zone = Zone.parse(body);
    expect(zone).toMatchObject({ kind: 'ignore', labels: ['dog'] });
    expect(ZoneList.parse((await client.ask('/zones')).body).zones).toEqual([zone]);
    expect(await client.codeOf(`/zones/${zone.zone_id}`, 'PATCH', { kind: 'place' })).toEqual([422, 'invalid_input']);
    expect(await client.codeOf('/zones', 'POST', { kind: 'place', polygon, labels: ['dog'] })).toEqual([422, 'invalid_input']);
    expect(await client.codeOf('/zones', 'POST', { kind: 'ignore', polygon, labels: ['A dog!'] })).toEqual([422, 'invalid_input']);
    expect(Zone.parse((await client.ask(`/zones/${zone.zone_id}`, 'PATCH', { kind: 'place', labels: [] })).body)).toMatchObject({
      kind: 'place',
      labels: [],
    });
    expect((await client.ask(`/zones/${zone.zone_id}`, 'DELETE')).status).toBe(200);
    expect(ZoneList.parse((await client.ask('/zones')).body).zones).toEqual([]);
  });

  it.each([
    [
      'crosses itself',
      [
        [0.1, 0.1],
        [0.9, 0.9],
        [0.9, 0.1],
        [0.1, 0.9],
      ],
    ],
    [
      'lies outside',
      [
        [0, 0],
        [1.5, 0],
        [1, 1],
      ],
    ],
    [
      'has two points',
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [
      'has 21 points',
      Array.from({ length: 21 }, (_, index) => [
        0.5 + 0.4 * Math.cos((index * Math.PI * 2) / 21),
        0.5 + 0.4 * Math.sin((index * Math.PI * 2) / 21),
      ]),
    ],
  ])('one that %s is refused', async (_what, points) => {
    expect(await client.codeOf('/zones', 'POST', { polygon: points })).toEqual([422, 'invalid_input']);
  });
});
