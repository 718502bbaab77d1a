import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { EnteredAddresses } from '../../../main/network/entered-address.ts';
import { EnteredAgents } from '../../../main/network/entered-agents.ts';
import { requestEntered } from '../../../main/network/entered-request.ts';
import { makeCertificate, makePrivateKey } from '../../../main/network/make-certificate.ts';
import { fingerprintOf } from '../../../main/network/tls-identity.ts';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve).closeAllConnections())));
});

/** A server on loopback, and what it was asked. */
async function serve(answer: RequestListener): Promise<{ port: number; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, requests };
}

/** All names lead to this machine at first, and elsewhere when asked again, as with DNS rebinding. */
function addressesFor(...ports: number[]): EnteredAddresses {
  const asked = new Set<string>();
  return new EnteredAddresses({
    allowedTargets: () => ports.map((port) => `127.0.0.1:${port}`),
    ownPorts: () => [],
    ownAddresses: () => [],
    async lookup(name) {
      const isFirst = !asked.has(name);
      asked.add(name);
      return [isFirst ? '127.0.0.1' : '127.0.0.99'];
    },
  });
}

const signal = new AbortController().signal;
const credentials = { Authorization: 'Bearer secret' };
const redirectTo =
  (location: string, status = 302): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { Location: location }).end();

test('asks where the name led, with the name as it was entered', async () => {
  const server = await serve((_request, response) => void response.end('hello'));
  const answer = await requestEntered(addressesFor(server.port), {
    url: `http://cam.test:${server.port}/x?y=1`,
    credentials,
    headers: { 'X-A': 'b' },
    signal,
  });
  expect([answer.statusCode, await text(answer)]).toEqual([200, 'hello']);
  expect(server.requests[0]).toMatchObject({
    url: '/x?y=1',
    headers: { host: `cam.test:${server.port}`, authorization: 'Bearer secret', 'x-a': 'b' },
  });
});

test('does not ask where it may not', async () => {
  const server = await serve((_request, response) => void response.end());
  await expect(requestEntered(addressesFor(), { url: `http://cam.test:${server.port}/`, signal })).rejects.toThrow(/this machine itself/);
  await expect(requestEntered(addressesFor(), { url: 'file:///etc/passwd', signal })).rejects.toThrow(/is not an address|cannot be used/);
  expect(server.requests).toEqual([]);
});

test('a redirect is looked at like what was entered', async () => {
  const inner = await serve((_request, response) => void response.end('keys'));
  const addressOfInner = `http://inner.test:${inner.port}/`;
  const outer = await serve(redirectTo(addressOfInner));
  await expect(requestEntered(addressesFor(outer.port), { url: `http://cam.test:${outer.port}/`, signal })).rejects.toThrow(
    /this machine itself/,
  );
  const toFile = await serve(redirectTo('file:///etc/passwd'));
  await expect(requestEntered(addressesFor(toFile.port), { url: `http://cam.test:${toFile.port}/`, signal })).rejects.toThrow(
    /is not an address|cannot be used/,
  );
  expect(inner.requests).toEqual([]);
});

test('credentials follow a redirect on the same host, and none to another, not even back', async () => {
  const other = await serve((request, response) => redirectTo(`http://back.test:${first.port}/end`)(request, response));
  const first = await serve((request, response) => {
    if (request.url === '/start') {
      redirectTo('/second')(request, response);
    } else if (request.url === '/second') {
      redirectTo(`http://other.test:${other.port}/`)(request, response);
    } else {
      response.end();
    }
  });
  const answer = await requestEntered(
    new EnteredAddresses({
      allowedTargets: () => ['127.0.0.0/8'],
      ownPorts: () => [],
      ownAddresses: () => [],
      lookup: async () => ['127.0.0.1'],
    }),
    { url: `http://cam.test:${first.port}/start`, credentials, signal },
  );
  answer.resume();
  expect(first.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/start', 'Bearer secret'],
    ['/second', 'Bearer secret'],
    ['/end', undefined],
  ]);
  expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test('what stays on its host goes to no other, and from HTTPS not to HTTP of the same name', async () => {
  const other = await serve((_request, response) => void response.end());
  const first = await serve(redirectTo(`http://other.test:${other.port}/`, 307));
  const staying = { method: 'PUT', body: 'file', staysOnHost: true, signal };
  const addresses = addressesFor(first.port, other.port);
  const led = await requestEntered(addresses, { url: `http://cam.test:${first.port}/`, ...staying });
  expect([led.statusCode, other.requests]).toEqual([307, []]);
  led.resume();

  const identity = await makeCertificate(await makePrivateKey(), { names: ['nas.test'], addresses: [] }, Date.now());
  const secure = createHttpsServer({ cert: identity.certificate, key: identity.key }, (request, response) =>
    redirectTo(`http://${request.headers.host}/`, 307)(request, response),
  ).listen(0, '127.0.0.1');
  servers.push(secure);
  await once(secure, 'listening');
  const { port } = secure.address() as AddressInfo;
  const agents = new EnteredAgents({ keepAlive: false, certificateFingerprint: fingerprintOf(identity) });
  const answer = await requestEntered(addressesFor(port), { url: `https://nas.test:${port}/`, agents, ...staying });
  expect(answer.statusCode).toBe(307);
  answer.resume();
  agents.close();
});

test.each([
  [302, 'GET', ''],
  [303, 'GET', ''],
  [307, 'POST', 'body'],
  [308, 'POST', 'body'],
])('what is sent again after %i', async (status, method, body) => {
  const bodies: string[] = [];
  const server = await serve((request, response) => {
    void text(request).then((content) => {
      bodies.push(content);
      if (request.url === '/') {
        redirectTo('/next', status)(request, response);
      } else {
        response.end();
      }
    });
  });
  const url = `http://127.0.0.1:${server.port}/`;
  (await requestEntered(addressesFor(server.port), { url, method: 'POST', body: 'body', signal })).resume();
  expect(server.requests.map((request) => request.method)).toEqual(['POST', method]);
  expect(bodies).toEqual(['body', body]);
});

test('redirects have an end', async () => {
  const server = await serve(redirectTo('/again'));
  await expect(requestEntered(addressesFor(server.port), { url: `http://127.0.0.1:${server.port}/`, signal })).rejects.toThrow(
    /more than 5 times/,
  );
  expect(server.requests).toHaveLength(6);
});

test('is ended while a name server is silent, and while the other side is', async () => {
  const stop = new AbortController();
  const silent = new EnteredAddresses({
    allowedTargets: () => [],
    ownPorts: () => [],
    ownAddresses: () => [],
    lookup: () => new Promise(() => {}),
  });
  const waiting = requestEntered(silent, { url: 'http://cam.test/', signal: stop.signal });
  stop.abort();
  await expect(waiting).rejects.toThrow(/aborted/);
  const server = await serve(() => abort.abort());
  const abort = new AbortController();
  await expect(
    requestEntered(addressesFor(server.port), { url: `http://127.0.0.1:${server.port}/`, signal: abort.signal }),
  ).rejects.toThrow(/aborted/);
});
