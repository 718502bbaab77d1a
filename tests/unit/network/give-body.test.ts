import { once } from 'node:events';
import { Agent, type ClientRequest, createServer, type IncomingMessage, request, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { giveBody } from '../../../main/network/give-body.ts';

const pieceBytes = 65_536;
const pieceCount = 4;

/** One connection at a time, of which what was taken last is known only once the answer is there, as it happens with TLS. */
class LateAgent extends Agent {
  readonly connections: Socket[] = [];
  isLate = false;

  constructor() {
    super({ keepAlive: true, maxSockets: 1 });
  }

  override createConnection({ port }: { port?: number | string | null | undefined }): Socket {
    const socket = connect(Number(port), '127.0.0.1');
    const write = socket._write.bind(socket);
    socket._write = (chunk, encoding, callback): void =>
      write(chunk, encoding, (error) =>
        this.isLate ? void socket.once('data', () => setImmediate(() => callback(error ?? null))) : callback(error ?? null),
      );
    this.connections.push(socket);
    return socket;
  }
}

let server: Server;
let agent: LateAgent;
let closedCount = 0;

async function serve(answer: RequestListener): Promise<void> {
  agent = new LateAgent();
  closedCount = 0;
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
}

afterEach(async () => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const send = (sizeBytes: number): ClientRequest =>
  request({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    method: 'PUT',
    agent,
    headers: { 'Content-Length': sizeBytes },
  });

async function* pieces(count: number): AsyncGenerator<Buffer> {
  try {
    for (let index = 0; index < count; index += 1) {
      agent.isLate = index === pieceCount - 1;
      yield Buffer.alloc(pieceBytes, index);
    }
  } finally {
    agent.isLate = false;
    closedCount += 1;
  }
}

async function answerTo(sent: ClientRequest): Promise<number | undefined> {
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  await once(answer.resume(), 'end');
  return answer.statusCode;
}

it('ends a request whose answer comes before it is known that the last of it was taken, and its connection serves the next', async () => {
  let receivedBytes = 0;
  await serve((asked, answer) => {
    asked.on('data', (bytes: Buffer) => (receivedBytes += bytes.length)).on('end', () => answer.writeHead(201).end('Created'));
  });
  for (let round = 1; round <= 3; round += 1) {
    const sent = send(pieceCount * pieceBytes);
    const [status] = await Promise.all([answerTo(sent), giveBody(sent, pieces(pieceCount))]);
    expect([status, receivedBytes]).toEqual([201, round * pieceCount * pieceBytes]);
  }
  expect([agent.connections.length, closedCount]).toEqual([1, 3]);
});

it('gives nothing more to whoever refuses it, and holds up no other request', async () => {
  await serve((asked, answer) => {
    answer.writeHead(413).end('too large');
    asked.resume();
  });
  for (let round = 1; round <= 2; round += 1) {
    const sent = send(1e12);
    const [status] = await Promise.all([answerTo(sent), giveBody(sent, pieces(Infinity))]);
    expect([status, closedCount]).toEqual([413, round]);
  }
});

it('breaks a request off whose body cannot be read, and says why', async () => {
  await serve(() => {});
  const sent = send(1e6);
  const broken = new Promise((resolve) => sent.once('close', resolve));
  const reason = new Error('the disk is gone');
  async function* failing(): AsyncGenerator<Buffer> {
    yield* pieces(1);
    throw reason;
  }
  sent.on('error', () => {}); // told to whoever asked
  await expect(giveBody(sent, failing())).rejects.toBe(reason);
  await broken;
});
