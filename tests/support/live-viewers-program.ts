/**
 * Watches in one way until it is ended: `node live-viewers-program.ts webrtc|mse|hls|mjpeg URL [COUNT] [QUERY]`. Says
 * `watching` when every viewer is given what it came for, and `counted` with the bytes that came since then for each `count` on
 * its standard input.
 */
import { initLogger } from 'node-datachannel';
import { setTimeout as delay } from 'node:timers/promises';
import { readPlaylist } from './playlist-reader.ts';
import { WebRtcClient } from './webrtc-client.ts';

interface Viewer {
  readonly bytes: number;
}

initLogger('Fatal', () => {});
const [, , kind = '', url = '', count = '1', query = ''] = process.argv;

async function watchByWebRtc(): Promise<Viewer> {
  const client = new WebRtcClient({ doesReport: true });
  const { status } = await client.watch(url, {}, query);
  if (status !== 201) {
    throw new Error(`no session: ${status}`);
  }
  return client;
}

/** Reads an answer without end. */
async function watchByHttp(path: string): Promise<Viewer> {
  const viewer = { bytes: 0 };
  const { status, body } = await fetch(`${url}${path}${query}`);
  if (status !== 200 || body === null) {
    throw new Error(`${path} is answered by ${status}`);
  }
  void (async () => {
    for await (const chunk of body) {
      viewer.bytes += (chunk as Uint8Array).length;
    }
  })();
  return viewer;
}

/** Each part as soon as it is there, as players with low latency do. */
function watchByHls(reader: number): Promise<Viewer> {
  const viewer = { bytes: 0 };
  const address = new URL(`${url}/live/hls/full/media.m3u8${query}`);
  address.searchParams.set('reader', `viewer${reader}`);
  const load = async (from: URL): Promise<Buffer> => {
    const bytes = Buffer.from(await (await fetch(from)).arrayBuffer());
    viewer.bytes += bytes.length;
    return bytes;
  };
  void (async () => {
    for (let playlist = readPlaylist((await load(address)).toString()); ;) {
      const { current, segments, hintUri } = playlist;
      const next = new URL(address);
      next.searchParams.set('_HLS_msn', String(current?.sequence ?? (segments.at(-1)?.sequence ?? -1) + 1));
      next.searchParams.set('_HLS_part', String(current?.parts.length ?? 0));
      next.searchParams.set('_HLS_skip', 'YES');
      const [text] = await Promise.all([load(next), load(new URL(hintUri, address))]);
      playlist = readPlaylist(text.toString());
    }
  })();
  return Promise.resolve(viewer);
}

const ways: Readonly<Record<string, (number: number) => Promise<Viewer>>> = {
  webrtc: watchByWebRtc,
  mse: () => watchByHttp('/live/video'),
  hls: watchByHls,
  mjpeg: () => watchByHttp('/live/stream'),
};
const watch = ways[kind];
if (watch === undefined) {
  throw new Error(`no such way to watch: ${kind}`);
}
const viewers: Viewer[] = [];
for (let number = 0; number < Number(count); number += 1) {
  viewers.push(await watch(number));
}
const enough = 10_000;
while (viewers.some(({ bytes }) => bytes < enough)) {
  await delay(50);
}
const sum = (): number => viewers.reduce((total, { bytes }) => total + bytes, 0);
const atFirst = sum();
process.stdout.write('watching\n');
process.stdin.on('data', () => process.stdout.write(`counted ${sum() - atFirst}\n`));
