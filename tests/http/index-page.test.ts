import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Answer, ask } from '../support/ask.ts';
import { runPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('pages carry the name and the language of the camera, as they are when they are opened', async () => {
  await using directory = await temporaryDirectory();
  const rendererDirectory = join(directory.path, 'site');
  await mkdir(rendererDirectory);
  await writeFile(join(rendererDirectory, 'index.html'), '<!doctype html><html><head><title>PetLog</title></head></html>');
  const running = await runPetLog({}, { rendererDirectory });
  try {
    const patch = (server: object): Promise<Response> =>
      fetch(`${running.url}/settings`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ server }),
      });
    const page = async (path = '/'): Promise<string> => (await fetch(running.url + path)).text();
    expect(await page()).toContain(
      '<title>PetLog</title><meta name="application-name" content="PetLog" /><meta name="petlog-language" content="auto" />',
    );
    expect((await patch({ name: 'Tom & "Jerry" <$&>', language: 'ja' })).status).toBe(200);
    const expected =
      '<title>Tom &amp; &quot;Jerry&quot; &lt;$&amp;&gt;</title><meta name="application-name" content="Tom &amp; &quot;Jerry&quot; &lt;$&amp;&gt;" /><meta name="petlog-language" content="ja" />';
    for (const [path, root] of [
      ['/', './'],
      ['/?view=library', './'],
      ['/index.html', './'],
      ['/app', './'],
      ['/app/activity', '../'],
      ['/app/more/cameras/front-door', '../../../'],
      ['/app/more/cameras/', '../../../'],
    ] as const) {
      expect(await page(path), path).toContain(`<base href="${root}" />${expected}`);
    }
    const { headers } = await fetch(running.url, { method: 'HEAD' });
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-type')).toMatch(/^text\/html/);

    for (const [server, sentence] of [
      [{ name: ' ' }, 'must be a name without spaces at its ends, on one line'],
      [{ name: 'a\nb' }, 'must be a name without spaces at its ends, on one line'],
      [{ time_zone: 'Mars/Olympus' }, 'must be empty, or the name of a time zone such as Europe/Berlin'],
      [{ time_zone: '+01:00' }, 'must be empty, or the name of a time zone such as Europe/Berlin'],
    ] as const) {
      const answer = await patch(server);
      expect(answer.status).toBe(422);
      expect(JSON.stringify(await answer.json())).toContain(sentence);
    }
    expect((await patch({ language: 'nl' })).status).toBe(422);
  } finally {
    await running.stop();
  }
});

test('an unknown address is a page for people, and a problem for programs and below the paths of the API', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, 'index.html'), '<!doctype html><html><head><title>PetLog</title></head></html>');
  const running = await runPetLog({}, { rendererDirectory: directory.path });
  const html = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
  const kindOf = async (path: string, accept: string, method = 'GET'): Promise<string> => {
    const { status, headers } = await ask(running.url + path, { method, headers: { accept } });
    return `${status} ${headers['content-type']?.split(';')[0] ?? 'none'}`;
  };
  try {
    for (const path of ['/nowhere', '/kitchen/picture.html', '/apps/more', '/%ZZ']) {
      expect(await kindOf(path, html), path).toBe('404 text/html');
      expect(await kindOf(path, html, 'HEAD'), path).toBe('404 text/html');
      for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.5']) {
        expect(await kindOf(path, accept), `${path} ${accept}`).toBe('404 application/problem+json');
      }
      expect(await kindOf(path, html, 'POST'), path).toBe('404 application/problem+json');
    }
    for (const path of [
      '/live/nowhere',
      '/recordings/unknown/what',
      '/cameras/a/b',
      '/events/1/nothing',
      '/pets/1/nothing',
      '/alerts',
      '/auth',
      '/openapi.json/x',
    ]) {
      expect(await kindOf(path, html), path).toBe('404 application/problem+json');
    }
    expect(await kindOf('/app/nowhere', html)).toBe('200 text/html');
    expect((await ask(`${running.url}/app/more`, { method: 'POST' })).headers.allow).toBe('GET, HEAD');
  } finally {
    await running.stop();
  }
});

test('pages and files are read and nothing else, and say so', async () => {
  await using directory = await temporaryDirectory();
  const rendererDirectory = join(directory.path, 'site');
  await mkdir(join(rendererDirectory, 'assets'), { recursive: true });
  for (const name of ['index.html', 'assets/a b.js', '.hidden', '../outside.txt']) {
    await writeFile(join(rendererDirectory, name), 'text');
  }
  const running = await runPetLog({}, { rendererDirectory });
  const answer = (method: string, path: string): Promise<Answer> => ask(running.url + path, { method });
  try {
    for (const path of ['/', '/index.html', '/assets/a%20b.js']) {
      expect((await answer('GET', path)).status, path).toBe(200);
      const { status, headers, json } = await answer('POST', path);
      expect([status, headers.allow, json['code']], path).toEqual([405, 'GET, HEAD', 'method_not_allowed']);
      const options = await answer('OPTIONS', path);
      expect([options.status, options.headers.allow], path).toEqual([204, 'GET, HEAD']);
    }
    for (const path of [
      '/assets',
      '/assets/b.js',
      '/.hidden',
      '/../outside.txt',
      '/..%2foutside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/%ZZ',
      '/%00',
    ]) {
      expect((await answer('POST', path)).status, path).toBe(404);
    }
  } finally {
    await running.stop();
  }
});

test('a time zone counts at once for the names of recordings', async () => {
  const running = await runPetLog({ PETLOG_SERVER_TIME_ZONE: 'Pacific/Kiritimati' });
  const environment = process.env['TZ'];
  try {
    expect(environment).toBe('Pacific/Kiritimati');
    await fetch(`${running.url}/settings`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ server: { time_zone: 'Asia/Kathmandu' } }),
    });
    const nameAt = (milliseconds: number): string =>
      new Date(milliseconds + 5.75 * 3600_000).toISOString().replace(/\..*/, '').replace(/[-:]/g, '').replace('T', '_');
    const before = nameAt(Date.now());
    const { recording_path: path } = (await (await fetch(`${running.url}/live/record/start`, { method: 'POST' })).json()) as {
      recording_path: string;
    };
    const after = nameAt(Date.now());
    const at = /\d{8}_\d{6}/.exec(path)?.[0] ?? '';
    expect(at >= before && at <= after, `${before} <= ${at} <= ${after}`).toBe(true);
  } finally {
    await running.stop();
  }
  expect(process.env['TZ']).not.toBe('Asia/Kathmandu');
});
