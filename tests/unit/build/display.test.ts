import { expect, test } from 'vitest';
import { hasDisplay } from '../../../build/display.ts';

const sockets = ['/tmp/.X11-unix/X0', '/run/user/1000/wayland-1'];

test.each<[object, boolean]>([
  [{}, false],
  [{ DISPLAY: '' }, false],
  [{ DISPLAY: ':0' }, true],
  [{ DISPLAY: ':0.0' }, true],
  [{ DISPLAY: 'unix:0' }, true],
  [{ DISPLAY: ':7' }, false],
  [{ DISPLAY: 'localhost:10.0' }, true],
  [{ WAYLAND_DISPLAY: 'wayland-1', XDG_RUNTIME_DIR: '/run/user/1000' }, true],
  [{ WAYLAND_DISPLAY: 'wayland-9', XDG_RUNTIME_DIR: '/run/user/1000' }, false],
  [{ WAYLAND_DISPLAY: 'wayland-9', XDG_RUNTIME_DIR: '/run/user/1000', DISPLAY: ':0' }, true],
  [{ WAYLAND_DISPLAY: '/run/user/1000/wayland-1' }, true],
])('%j has a display: %s', (environment, expected) => {
  expect(hasDisplay(environment as NodeJS.ProcessEnv, (path) => sockets.includes(path))).toBe(expected);
});
