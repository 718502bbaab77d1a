import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { makeCertificate, makePrivateKey } from '../../main/network/make-certificate.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const usualPlaces = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'];

export interface Nginx extends AsyncDisposable {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** Certificate to trust, PEM. */
  readonly ca: string;
}

/** The fenced block of that language in docs/reverse-proxy.md. */
export async function exampleOf(language: 'nginx' | 'yaml'): Promise<string> {
  const document = await readFile(new URL('../../docs/reverse-proxy.md', import.meta.url), 'utf8');
  const block = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(document)?.[1];
  if (block === undefined) {
    throw new Error(`docs/reverse-proxy.md has no example of ${language}`);
  }
  return block;
}

function findNginx(): string {
  const found = usualPlaces.find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`No nginx at ${usualPlaces.join(' or ')}: "sudo apt install nginx-light" brings one.`);
  }
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function replaceAll(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((result, [from, to]) => {
    if (!result.includes(from)) {
      throw new Error(`the example has no "${from}"`);
    }
    return result.replaceAll(from, to);
  }, text);
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/**
 * A real nginx with the example of the documentation, on a free port, before a PetLog.
 *
 * @param takesPathOff whether PetLog gets the path without `/camera`
 */
export async function startNginx(petlogPort: number, { takesPathOff = false } = {}): Promise<Nginx> {
  const directory = await temporaryDirectory();
  const port = await freePort();
  const identity = await makeCertificate(await makePrivateKey(), { names: ['home.example'], addresses: ['127.0.0.1'] }, Date.now());
  const inDirectory = (name: string): string => join(directory.path, name);
  await writeFile(inDirectory('certificate.pem'), identity.certificate);
  await writeFile(inDirectory('key.pem'), identity.key);
  const server = replaceAll(await exampleOf('nginx'), {
    'listen 443 ': `listen 127.0.0.1:${port} `,
    '/etc/letsencrypt/live/home.example/fullchain.pem': inDirectory('certificate.pem'),
    '/etc/letsencrypt/live/home.example/privkey.pem': inDirectory('key.pem'),
    'http://127.0.0.1:8000;': `http://127.0.0.1:${petlogPort}${takesPathOff ? '/' : ''};`,
  });
  const temporaryPaths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${inDirectory(name)};`)
    .join('\n');
  await writeFile(
    inDirectory('nginx.conf'),
    `daemon off;\nmaster_process off;\npid ${inDirectory('pid')};\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporaryPaths}\n${server}}\n`,
  );
  const child = spawn(findNginx(), ['-p', directory.path, '-c', inDirectory('nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const exited = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    await directory[Symbol.asyncDispose]();
  };
  while (!(await answers(port))) {
    if (child.exitCode !== null) {
      await stop();
      throw new Error(`nginx ended: ${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { url: `https://127.0.0.1:${port}`, ca: identity.certificate, [Symbol.asyncDispose]: stop };
}
