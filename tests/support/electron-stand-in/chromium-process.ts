import { spawn, type ChildProcess } from 'node:child_process';
import { chromiumFlags, findChromium } from '../chromium.ts';
import { DevToolsConnection } from './devtools-connection.ts';

export const screenSize = (() => {
  const [width = 800, height = 480] = (process.env['TEST_SCREEN'] ?? '800x480').split('x').map(Number);
  return { width, height };
})();

/** The one Chromium that all windows are in. */
export interface ChromiumProcess {
  readonly connection: DevToolsConnection;
  kill(): void;
}

/** Tests find its DevTools port in the file DevToolsActivePort of the profile. */
export async function startChromium(profileDirectory: string): Promise<ChromiumProcess> {
  const chromium = spawn(
    findChromium(),
    [
      ...chromiumFlags,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profileDirectory}`,
      `--window-size=${screenSize.width},${screenSize.height}`,
      '--no-first-run',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--mute-audio',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  process.once('exit', () => chromium.kill('SIGKILL'));
  const connection = await DevToolsConnection.connect(await devToolsUrl(chromium));
  return { connection, kill: () => void chromium.kill('SIGKILL') };
}

function devToolsUrl(chromium: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    chromium.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const url = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (url !== undefined) {
        resolve(url);
      }
    });
    chromium.once('error', reject);
    chromium.once('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${text}`)));
  });
}
