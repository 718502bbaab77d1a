/** Where Electron begins: all else is loaded from here, so that an installation that lacks a part says so and ends. */
import { app } from 'electron';
import { loadOrEnd } from './load-or-end.ts';

await loadOrEnd(() => import('../index.ts'), { exit: (code) => app.exit(code), tell: (line) => void process.stderr.write(`${line}\n`) });
