/** The sound of a camera, published to media servers beside its pictures, and the microphone, which is open for nothing else. */
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { type Relay, RelayList } from '../../shared/relays.ts';
import { heardIn } from '../support/heard-in.ts';
import { freeTcpPort, startMediaServer } from '../support/media-server.ts';
import { childrenOf, commandLineOf } from '../support/process-life.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const patience = { timeout: 60_000, interval: 50 } as const;
let running: RunningPetLog | null = null;

afterEach(async () => {
  await running?.stop();
  running = null;
});

const start = async (): Promise<RunningPetLog> =>
  (running = await runPetLog({
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_CAMERA_SOUND: 'true',
    PETLOG_RECORDING_REWIND_MINUTES: '0',
    PETLOG_RECORDING_PRE_ROLL_SECONDS: '0',
    PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1',
  }));

async function ask(method: string, path: string, body?: unknown): Promise<string> {
  const sent = body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(`${running?.url}${path}`, { method, ...sent })).text();
}

const theRelays = async (): Promise<Relay[]> => RelayList.parse(JSON.parse(await ask('GET', '/relays'))).relays;
const soundProcesses = (): number => childrenOf(process.pid).filter((pid) => commandLineOf(pid).includes('sound-process')).length;

it.each(['rtsp', 'rtmp', 'srt'] as const)('by %s has AAC beside H.264, and silence once it is switched off', async (kind) => {
  await start();
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'received.mkv');
  const port = await freeTcpPort();
  await using server = startMediaServer(kind, port, file);
  const query = kind === 'srt' ? '?passphrase=a-long-enough-secret' : '/live/cat';
  await ask('POST', '/relays', { name: 'Server', url: `${kind}://127.0.0.1:${port}${query}` });
  await server.pictures(30);
  const heard = await vi.waitFor(async () => {
    const now = await heardIn(file, 60);
    expect(now.meanDecibels).toBeGreaterThan(-60); // the microphone opens once the server is there
    return now;
  }, patience);
  expect(heard.codecs).toEqual(['h264', 'aac']);
  expect(soundProcesses()).toBe(1);
  await ask('PATCH', '/settings', { camera: { sound: false } });
  await vi.waitFor(() => expect(soundProcesses()).toBe(0), patience);
  await server.pictures(90);
  expect(await theRelays()).toMatchObject([{ state: 'publishing', reconnects: 0 }]);
});

it('is not listened for while a server is gone, or where a relay has none', async () => {
  await start();
  const port = await freeTcpPort();
  await ask('POST', '/relays', { name: 'Gone', url: `rtsp://127.0.0.1:${port}/live/cat` });
  const silentPort = await freeTcpPort();
  await using silent = startMediaServer('rtsp', silentPort);
  await ask('POST', '/relays', { name: 'Silent', url: `rtsp://127.0.0.1:${silentPort}/live/cat`, sound: false });
  await silent.pictures(30);
  await vi.waitFor(async () => expect((await theRelays())[0]?.failed_step).toBe('connect'), patience);
  expect(soundProcesses()).toBe(0);
  await using server = startMediaServer('rtsp', port);
  await server.pictures(5);
  await vi.waitFor(() => expect(soundProcesses()).toBe(1), patience);
});
