import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RoutesByPlace } from '../../../main/server/routes-by-place.ts';
import { routes } from '../../../shared/routes.ts';

describe('RoutesByPlace', () => {
  let server: Server;
  let url = '';
  beforeAll(async () => {
    const api = new RoutesByPlace();
    api.at('/pets').get('/pets', (_request, response) => void response.send('all'));
    api.at('/pets/{id}').get('/pets/:id', ({ params }, response) => void response.send(`one: ${params.id}`));
    api.at('/pets').all('/pets', (_request, response) => void response.status(405).send('no'));
    api.at('/live/stream').get('/live/stream', (_request, response) => void response.send('live'));
    const app = express();
    app.use(api.handler);
    app.use((request, response) => void response.status(404).send(`elsewhere: ${request.url}`));
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await once(server, 'close');
  });
  const ask = async (path: string, method = 'GET'): Promise<[number, string]> => {
    const response = await fetch(url + path, { method });
    return [response.status, await response.text()];
  };

  it('finds a route by the first part of its path, in the order in which they came', async () => {
    expect(await ask('/pets?sort=name')).toEqual([200, 'all']);
    expect(await ask('/pets/7')).toEqual([200, 'one: 7']);
    expect(await ask('/pets', 'POST')).toEqual([405, 'no']);
    expect(await ask('/live/stream')).toEqual([200, 'live']);
  });

  it.each(['/', '/petsy', '/Pets', '/pets/', '/live', '/live/stream/x', '/%70ets'])('leaves %s to whoever comes next', async (path) => {
    expect(await ask(path)).toEqual([404, `elsewhere: ${path}`]);
  });

  it('is enough for every route of PetLog: none begins with a parameter', () => {
    expect(Object.values(routes).filter(({ path }) => !/^\/[a-z][a-z.-]*(\/|$)/.test(path))).toEqual([]);
  });
});
