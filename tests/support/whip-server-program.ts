/**
 * A media server that takes video by WHIP (RFC 9725), as others are: by node-datachannel, on 127.0.0.1. Prints a line of JSON for
 * what happens, and appends the H.264 that it receives to a file. Arguments: port (0 for any), file, token, a line that its answers
 * have too (or nothing). Ends with its standard input.
 */
import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { initLogger, PeerConnection, RtcpReceivingSession, type Track } from 'node-datachannel';
import { ReceivedH264 } from './rtp-h264.ts';

const [port = '0', file = '/dev/null', token = '', furtherLine = ''] = process.argv.slice(2);
const reportMilliseconds = 100;
const sessions = new Map<string, { readonly connection: PeerConnection; readonly tracks: Track[] }>();
const received = { pictures: 0, frames: 0, missing: 0 };
let lastTimestamp = -1;

const tell = (news: object): void => void process.stdout.write(`${JSON.stringify(news)}\n`);

const isControl = (packet: Buffer): boolean => (packet[1] ?? 0) >= 192 && (packet[1] ?? 0) <= 223;

function takePictures(track: Track): void {
  const h264 = new ReceivedH264();
  track.setMediaHandler(new RtcpReceivingSession());
  track.onMessage((packet) => {
    if (isControl(packet)) {
      return;
    }
    appendFileSync(file, h264.take(packet));
    const timestamp = packet.readUInt32BE(4);
    received.pictures += timestamp === lastTimestamp ? 0 : 1;
    received.missing = h264.missing;
    lastTimestamp = timestamp;
  });
}

/** The answer, with all that this side has. */
function answerTo(sessionId: string, offer: string): Promise<string> {
  const connection = new PeerConnection(sessionId, { iceServers: [], bindAddress: '127.0.0.1' });
  const tracks: Track[] = [];
  sessions.set(sessionId, { connection, tracks });
  return new Promise((resolve) => {
    connection.onTrack((track) => {
      tracks.push(track);
      if (track.type() === 'video') {
        takePictures(track);
      } else {
        track.setMediaHandler(new RtcpReceivingSession());
        track.onMessage((packet) => (received.frames += isControl(packet) ? 0 : 1));
      }
    });
    connection.onGatheringStateChange((state) => {
      const sdp = connection.localDescription()?.sdp;
      if (state === 'complete' && sdp !== undefined) {
        resolve(furtherLine === '' ? sdp : sdp.replace(/\r\na=candidate:/, `\r\n${furtherLine}\r\na=candidate:`));
      }
    });
    connection.setRemoteDescription(offer, 'offer');
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

initLogger('Fatal', () => {});
const server = createServer((request, response) => {
  void (async () => {
    const { method = '', url = '', headers } = request;
    const body = await bodyOf(request);
    tell({ method, url, contentType: headers['content-type'] ?? null });
    if (token !== '' && headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
    } else if (method === 'POST' && url === '/cat/whip') {
      const sessionId = String(sessions.size + 1);
      tell({ offer: body });
      const answer = await answerTo(sessionId, body);
      response.writeHead(201, { 'Content-Type': 'application/sdp', Location: `sessions/${sessionId}` }).end(answer);
    } else if (method === 'DELETE') {
      sessions.get(url.replace('/cat/sessions/', ''))?.connection.close();
      response.writeHead(200).end();
    } else {
      response.writeHead(404).end();
    }
  })();
});
server.listen(Number(port), '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));
setInterval(() => tell(received), reportMilliseconds);
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume();
