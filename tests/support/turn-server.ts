import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';

/** A server of STUN and TURN by somebody else (coturn), at one address of this machine. */
export interface TurnServer extends AsyncDisposable {
  readonly port: number;
  readonly username: string;
  readonly credential: string;
}

const bindingRequest = 0x0001;
const magicCookie = 0x2112a442;

export async function startTurnServer(address: string): Promise<TurnServer> {
  const port = await freePort(address);
  const [username, credential] = ['petlog', 'so "secret"'];
  const places = ['--listening-ip', address, '--relay-ip', address, '--listening-port', String(port)];
  const access = ['--lt-cred-mech', '--realm', 'petlog.test', '--user', `${username}:${credential}`, '--allow-loopback-peers'];
  const frugal = ['--no-tls', '--no-dtls', '--no-cli', '--no-multicast-peers', '--no-software-attribute', '--relay-threads', '1'];
  const files = ['-n', '--log-file', 'stdout', '--pidfile', '/dev/null'];
  const server = spawn('turnserver', [...places, ...access, ...frugal, ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(server, 'exit');
  let log = '';
  server.stdout.on('data', (text: Buffer) => (log += text.toString()));
  server.stderr.on('data', (text: Buffer) => (log += text.toString()));
  await Promise.race([untilItAnswers(address, port), ended.then(() => Promise.reject(new Error(`coturn ended: ${log}`)))]);
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
