import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freeTcpPort } from './media-server.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A server of STUN and TURN by somebody else (coturn), at one address of this machine. */
export interface TurnServer extends AsyncDisposable {
  readonly port: number;
  /** How it is asked for a relay, over each of these. */
  readonly urls: Readonly<Record<'udp' | 'tcp' | 'tls', string>>;
  readonly username: string;
  readonly credential: string;
}

const bindingRequest = 0x0001;
const magicCookie = 0x2112a442;

export async function startTurnServer(address: string): Promise<TurnServer> {
  const directory = await temporaryDirectory();
  const [port, tlsPort] = [await freePort(address), await freeTcpPort()];
  const [username, credential] = ['petlog', 'so "secret"'];
  const places = ['--listening-ip', address, '--relay-ip', address, '--listening-port', String(port)];
  const tls = ['--tls-listening-port', String(tlsPort), ...certificateOf(address, directory.path)];
  const access = ['--lt-cred-mech', '--realm', 'petlog.test', '--user', `${username}:${credential}`, '--allow-loopback-peers'];
  const frugal = ['--no-dtls', '--no-cli', '--no-multicast-peers', '--no-software-attribute', '--relay-threads', '1'];
  const files = ['-n', '--log-file', 'stdout', '--pidfile', '/dev/null'];
  const server = spawn('turnserver', [...places, ...tls, ...access, ...frugal, ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(server, 'exit');
  let log = '';
  server.stdout.on('data', (text: Buffer) => (log += text.toString()));
  server.stderr.on('data', (text: Buffer) => (log += text.toString()));
  await Promise.race([untilItAnswers(address, port), ended.then(() => Promise.reject(new Error(`coturn ended: ${log}`)))]);
  return {
    ...{ port, username, credential },
    urls: {
      udp: `turn:${address}:${port}?transport=udp`,
      tcp: `turn:${address}:${port}?transport=tcp`,
      tls: `turns:${address}:${tlsPort}`,
    },
    async [Symbol.asyncDispose]() {
      server.kill('SIGKILL');
      await ended;
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** One that nobody has signed, as arguments of coturn. */
function certificateOf(address: string, directory: string): string[] {
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=relay', '-addext', `subjectAltName=IP:${address}`];
  execFileSync('openssl', ['req', '-x509', ...kind, ...name, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return ['--cert', certificate, '--pkey', key];
}

async function freePort(address: string): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Asks again and again which address it sees (RFC 8489, 6). */
async function untilItAnswers(address: string, port: number): Promise<void> {
  const socket = createSocket('udp4');
  const request = Buffer.alloc(20);
  request.writeUInt16BE(bindingRequest, 0);
  request.writeUInt32BE(magicCookie, 4);
  randomBytes(12).copy(request, 8);
  const ask = (): void => socket.send(request, port, address, () => {}); // nobody may be there yet
  const timer = setInterval(ask, 50);
  ask();
  await once(socket, 'message');
  clearInterval(timer);
  socket.close();
}
