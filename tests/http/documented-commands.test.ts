/** Every `curl` line of the documentation that PetLog follows, run by the real curl; only the address is another. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const run = promisify(execFile);
let running: RunningPetLog;

beforeAll(async () => {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240' });
});

afterAll(() => running.stop());

const commands: readonly [command: string, answer: Record<string, unknown>][] = [
  ['curl -X POST http://192.168.1.74:8000/live/start', { status: 'streaming', stream_url: '/live/stream' }],
  ['curl http://192.168.1.74:8000/live/status', { streaming: true, recording: false }],
  ['curl -X POST http://192.168.1.74:8000/live/record/start', { status: 'recording' }],
  ['curl -X POST http://192.168.1.74:8000/live/record/stop', { status: 'stopped' }],
  ['curl http://192.168.1.74:8000/camera/status', { streaming: 'active', resolution: '320x240' }],
  ['curl http://192.168.1.74:8000/health', { service: 'petlog-api', status: 'healthy' }],
  ['curl -X POST http://192.168.1.74:8000/live/stop', { status: 'stopped' }],
];

describe('the documented commands', () => {
  it.each(commands)('%s', async (command, answer) => {
    const [program = '', ...words] = command.split(' ');
    const { stdout } = await run(program, [
      '--silent',
      '--show-error',
      '--fail',
      ...words.map((word) => word.replace('192.168.1.74:8000', `127.0.0.1:${running.port}`)),
    ]);
    expect(JSON.parse(stdout)).toMatchObject(answer);
  });
});
