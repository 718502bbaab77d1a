import { once } from 'node:events';
import { request } from 'node:https';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ConfigPatch } from '../../shared/config.ts';
import { ask, type AskOptions } from '../support/ask.ts';
import { StreamReader } from '../support/http-client.ts';
import { exampleOf, type Nginx, startNginx } from '../support/nginx.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';

/** Configuration of the documentation, which the test's own flags for address and port win over. */
async function exampleConfiguration(security: ConfigPatch['security'] = {}): Promise<ConfigPatch> {
  const example = parse(await exampleOf('yaml')) as ConfigPatch;
  return { ...example, security: { ...example.security, ...security } };
}

const portOf = (petlog: PetLogProcess): number => Number(new URL(petlog.url).port);

describe.each([
  ['passes the path on', false],
  ['takes the path off', true],
])('nginx that %s', (_what, takesPathOff) => {
  let petlog: PetLogProcess;
  let nginx: Nginx;

  beforeAll(async () => {
    // Large pictures, of which not many fit into the buffers on their way.
    petlog = await startPetLog({ config: { ...(await exampleConfiguration()), camera: { quality: 100 } } });
    nginx = await startNginx(portOf(petlog), { takesPathOff });
  });

  afterAll(async () => {
    await nginx[Symbol.asyncDispose]();
    await petlog[Symbol.asyncDispose]();
  });

  const through = (path: string, options: AskOptions = {}) => ask(nginx.url + path, { ca: nginx.ca, ...options });

  it('serves everything under /camera/, and every address in answers leads there', async () => {
    expect((await through('/camera/health')).json).toMatchObject({ service: 'petlog-api' });
    expect((await through('/camera')).status).toBe(301);
    expect((await through('/live/status')).status).toBe(404);
    const started = await through('/camera/live/start', { method: 'POST', body: { record_duration: 1 } });
    expect(started.json['stream_url']).toBe('/camera/live/stream');
    let recording: Record<string, unknown> | undefined;
    while (recording?.['thumbnail_url'] === undefined || recording['thumbnail_url'] === null) {
      recording = ((await through('/camera/recordings')).json['recordings'] as Record<string, unknown>[])[0];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await through(recording['url'] as string, { headers: { Range: 'bytes=0-99' } })).status).toBe(206);
    let thumbnail = await through(recording['thumbnail_url'] as string);
    while (thumbnail.status === 404) {
      thumbnail = await through(recording['thumbnail_url'] as string);
    }
    expect([thumbnail.status, thumbnail.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const documentation = await through((await through('/camera/api')).json['documentation'] as string);
    expect(documentation.text).toContain('href="docs/swagger-ui.css"');
    expect((await through('/camera/docs/swagger-ui.css')).status).toBe(200);
    const description = await through('/camera/openapi.json');
    expect(description.json['servers']).toEqual([{ url: '.' }]);
  });

  it('sends the stream on as it comes, and the camera learns when nobody watches any more', async () => {
    const stream = request(`${nginx.url}/camera/live/stream`, { ca: nginx.ca, agent: false }).end();
    const [response] = (await once(stream, 'response')) as [NodeJS.ReadableStream & { headers: Record<string, string> }];
    expect(response.headers['content-type']).toBe('multipart/x-mixed-replace; boundary=frame');
    let newest = 0;
    response.on('data', (chunk: Buffer) => {
      for (const [, seconds] of chunk.toString('latin1').matchAll(/X-Timestamp: ([\d.]+)/g)) {
        newest = Number(seconds);
      }
    });
    while (newest === 0) {
      await once(response, 'data');
    }
    for (let picture = 0; picture < 3; picture += 1) {
      const taken = Date.parse((await through('/camera/live/status')).json['latest_frame_time'] as string) / 1000;
      while (!(newest >= taken)) {
        await once(response, 'data');
      }
    }
    expect((await through('/camera/live/status')).json['active_streams']).toBe(1);
    stream.destroy();
    while ((await through('/camera/live/status')).json['active_streams'] !== 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('shows a slow reader nothing stale: what it left unread is skipped, not piled up in nginx', async () => {
    const watch = async (): Promise<StreamReader> => {
      const { port, hostname } = new URL(nginx.url);
      const socket = connect({ port: Number(port), host: hostname, ca: nginx.ca });
      await once(socket, 'secureConnect');
      const reader = new StreamReader(Number(port), '/camera/live/stream', hostname, {}, socket, 'HTTP/1.0');
      await reader.next();
      return reader;
    };
    const slow = await watch();
    slow.socket.pause();
    const quick = await watch();
    await quick.next(90);
    const newest = Number(quick.parts.at(-1)?.headers['X-Timestamp']);
    slow.socket.resume();
    const before = slow.parts.length;
    await slow.until(({ parts }) => Number(parts.at(-1)?.headers['X-Timestamp']) >= newest);
    expect(slow.parts.length - before).toBeLessThan(30);
    slow.close();
    quick.close();
  });

  it('sends events on at once', async () => {
    const events = request(`${nginx.url}/camera/live/events`, { ca: nginx.ca, agent: false }).end();
    const [response] = (await once(events, 'response')) as [NodeJS.ReadableStream];
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString()));
    while (!text.includes('event: heartbeat')) {
      await once(response, 'data');
    }
    expect(text).toContain('"active_streams"');
    events.destroy();
  });

  it('may be asked by the name in the configuration, and by no other', async () => {
    expect((await through('/camera/health', { headers: { Host: 'home.example' } })).status).toBe(200);
    const stranger = await through('/camera/health', { headers: { Host: 'evil.example', 'X-Forwarded-Host': 'home.example' } });
    expect([stranger.status, stranger.json['code']]).toEqual([421, 'host_not_allowed']);
    const start = (origin: string) => through('/camera/live/stop', { method: 'POST', headers: { Host: 'home.example', Origin: origin } });
    expect((await start('https://home.example')).status).toBe(200);
    expect((await start('https://evil.example')).status).toBe(403);
  });
});

describe('a client of nginx', () => {
  const client = '127.0.0.2';

  it('is known by its own address, whatever it claims, in limits and in the audit', async () => {
    const config = await exampleConfiguration({ access: 'accounts', https: true });
    await using petlog = await startPetLog({ config, environment: { PETLOG_SERVER_HTTPS_PORT: '0' } });
    await using nginx = await startNginx(portOf(petlog));
    const guess = (claim: string, localAddress = client) =>
      ask(`${nginx.url}/camera/auth/pair`, {
        ca: nginx.ca,
        localAddress,
        method: 'POST',
        headers: { 'X-Forwarded-For': claim, Host: 'home.example', Origin: 'https://home.example' },
        body: { code: '000000', device_name: 'stranger' },
      }).then(({ json }) => json['code']);
    let code = await guess('203.0.113.1');
    expect(code).toBe('wrong_code');
    for (let attempt = 2; attempt < 30 && code === 'wrong_code'; attempt += 1) {
      code = await guess(`203.0.113.${attempt}`);
    }
    expect(code).toBe('too_many_attempts');
    expect(await guess('127.0.0.1', '127.0.0.3')).toBe('wrong_code');
  });

  it('is written down by its own address', async () => {
    await using petlog = await startPetLog({ config: await exampleConfiguration() });
    await using nginx = await startNginx(portOf(petlog));
    const from = (claim: string) =>
      ask(`${nginx.url}/camera/live/status`, { ca: nginx.ca, localAddress: client, headers: { 'X-Forwarded-For': claim } });
    expect((await from('8.8.8.8')).status).toBe(200);
    await ask(`${nginx.url}/camera/health`, {
      ca: nginx.ca,
      localAddress: client,
      headers: { Host: 'evil.example', 'X-Forwarded-For': '8.8.8.8' },
    });
    const audit = await ask(`${nginx.url}/camera/audit`, { ca: nginx.ca, localAddress: client });
    expect(audit.json['entries']).toContainEqual(expect.objectContaining({ address: client, detail: 'host_not_allowed' }));
  });

  it('that is no proxy itself is believed nothing', async () => {
    await using petlog = await startPetLog({
      config: { ...(await exampleConfiguration()), server: { trusted_proxies: ['192.0.2.1'], base_path: '/camera' } },
    });
    const headers = {
      'X-Forwarded-For': '8.8.8.8',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Prefix': '/forged',
      'X-Forwarded-Host': 'evil.example',
    };
    const answer = await ask(`${petlog.url}/api`, { headers });
    expect([answer.status, answer.json['documentation']]).toEqual([200, '/docs']);
  });
});
