import { afterEach, beforeEach, expect, it } from 'vitest';
import { call, type JsonAnswer } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { WebReceiver } from '../support/web-receiver.ts';

let running: RunningPetLog;
let receiver: WebReceiver;

beforeEach(async () => {
  receiver = await WebReceiver.start();
  receiver.answer = (_request, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"1"}');
  running = await runPetLog({ PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1,127.0.0.2' });
});

afterEach(async () => {
  await running.stop();
  await receiver.close();
});

const ask = (path: string, method: string, body?: object): Promise<JsonAnswer> => call(running.url + path, method, body);

/** By ntfy at a server at which nobody listens. */
async function channelAt(address: string): Promise<string> {
  const answer = await ask('/alerts/channels', 'POST', { kind: 'ntfy', name: 'x', topic: 'cats', server_url: address, token: 'tk_secret' });
  expect(answer.status).toBe(201);
  return `/alerts/channels/${String(answer.body['channel_id'])}`;
}

/** What whoever is there now is told of who asks. */
async function toldBy(channel: string): Promise<string | undefined> {
  expect((await ask(`${channel}/test`, 'POST')).body).toMatchObject({ ok: true });
  return receiver.requests.at(-1)?.headers.authorization;
}

it('a secret that was given for one server goes to no other', async () => {
  const channel = await channelAt('http://127.0.0.2:9');
  const refused = await ask(channel, 'PATCH', { server_url: receiver.url, token: '<redacted>' });
  expect([refused.status, refused.body['detail']]).toEqual([
    422,
    'token: what is set is for another address; give it anew, or leave it out.',
  ]);
  const moved = await ask(channel, 'PATCH', { server_url: receiver.url });
  expect(moved.body).toMatchObject({ server_url: receiver.url, topic: 'cats', token: '' });
  expect(await toldBy(channel)).toBeUndefined();
  await ask(channel, 'PATCH', { server_url: 'http://127.0.0.2:9', token: 'tk_other' });
  await ask(channel, 'PATCH', { server_url: receiver.url, token: 'tk_new' });
  expect(await toldBy(channel)).toBe('Bearer tk_new');
});

it('a server that has another port now keeps what was given for it', async () => {
  const channel = await channelAt('http://127.0.0.1:9');
  const moved = await ask(channel, 'PATCH', { server_url: receiver.url, token: '<redacted>' });
  expect(moved.body).toMatchObject({ token: '<redacted>' });
  expect(await toldBy(channel)).toBe('Bearer tk_secret');
});
