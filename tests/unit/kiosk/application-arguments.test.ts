import { expect, test } from 'vitest';
import { applicationArguments } from '../../../main/kiosk/application-arguments.ts';

test.each([
  ['behind the separator', ['electron', '--no-sandbox', '/app', '--', '--headless', '--port', '0'], true, ['--headless', '--port', '0']],
  ['behind the separator, installed', ['petlog', '--no-sandbox', '--', '--camera', 'mock'], false, ['--camera', 'mock']],
  ['behind the path, in development', ['electron', '--no-sandbox', '/app', '--camera', 'mock'], true, ['--camera', 'mock']],
  ['all of them, installed', ['petlog', '--camera', 'mock'], false, ['--camera', 'mock']],
  ['none', ['electron', '/app'], true, []],
  ['no path', ['electron'], true, []],
])('our own arguments: %s', (_name, argv, isDevelopment, expected) => {
  expect(applicationArguments(argv, isDevelopment)).toEqual(expected);
});
