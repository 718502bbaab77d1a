import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';

/** A server of STUN and TURN by somebody else (coturn), at one address of this machine. */
export interface TurnServer extends AsyncDisposable {
  readonly port: number;
  readonly username: string;
  readonly credential: string;
}

const bindingRequest = 0x0001;
const magicCookie = 0x2112a442;

/** How it is asked: STUN's messages over UDP, over TCP, or over TLS, and no other way. */
export type TurnTransport = 'udp' | 'tcp' | 'tls';

/** @param certificate of PEM files, for TLS */
export async function startTurnServer(
  address: string,
  transport: TurnTransport = 'udp',
  certificate: { readonly certificateFile: string; readonly keyFile: string } | null = null,
): Promise<TurnServer> {
  const port = await freePort(address);
  const otherPort = String(await freePort(address));
  const [username, credential] = ['petlog', 'so "secret"'];
  const ports = transport === 'tls' ? [otherPort, String(port)] : [String(port), otherPort];
  const places = ['--listening-ip', address, '--relay-ip', address, '--listening-port', ports[0]!, '--tls-listening-port', ports[1]!];
  const ways = {
    udp: ['--no-tls', '--no-dtls'],
    tcp: ['--no-udp', '--no-tls', '--no-dtls'],
    tls: ['--no-udp', '--no-tcp', '--no-dtls', '--cert', certificate?.certificateFile ?? '', '--pkey', certificate?.keyFile ?? ''],
  }[transport];
  const access = ['--lt-cred-mech', '--realm', 'petlog.test', '--user', `${username}:${credential}`, '--allow-loopback-peers'];
  const frugal = ['--no-cli', '--no-multicast-peers', '--no-software-attribute', '--relay-threads', '1'];
  const files = ['-n', '--log-file', 'stdout', '--pidfile', '/dev/null'];
  const server = spawn('turnserver', [...places, ...ways, ...access, ...frugal, ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(server, 'exit');
  let log = '';
  server.stdout.on('data', (text: Buffer) => (log += text.toString()));
  server.stderr.on('data', (text: Buffer) => (log += text.toString()));
  const answers = transport === 'udp' ? untilItAnswers(address, port) : untilItListens(address, port);
  await Promise.race([answers, ended.then(() => Promise.reject(new Error(`coturn ended: ${log}`)))]);
  return {
    ...{ port, username, credential },
    async [Symbol.asyncDispose]() {
      server.kill('SIGKILL');
      await ended;
    },
  };
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

/** Connects again and again. */
async function untilItListens(host: string, port: number): Promise<void> {
  for (;;) {
    const socket = connect({ host, port });
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) {
      return;
    }
  }
}
