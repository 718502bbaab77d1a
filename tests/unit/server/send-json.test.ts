import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import express from 'express';
import { expect, test } from 'vitest';
import { sendJson } from '../../../main/server/send-json.ts';

/** What is answered to somebody who takes gzip. */
async function answerOf(value: object): Promise<IncomingMessage> {
  const app = express();
  app.get('/', (asked, response) => sendJson(asked, response, value));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: '127.0.0.1', port, headers: { 'Accept-Encoding': 'gzip' } }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  server.close();
  return answer;
}

test('a long answer is compressed', async () => {
  const value = { cats: Array.from({ length: 500 }, () => 'Mimi') };
  const answer = await answerOf(value);
  expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/json; charset=utf-8' });
  expect(await json(answer.pipe(createGunzip()))).toEqual(value);
});

test('a short one is sent as it is', async () => {
  const answer = await answerOf({ cat: 'Mimi' });
  expect(answer.headers).toMatchObject({ 'content-length': '14', 'content-type': 'application/json; charset=utf-8' });
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(await json(answer)).toEqual({ cat: 'Mimi' });
});
