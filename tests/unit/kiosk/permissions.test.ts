import { expect, test } from 'vitest';
import { denyPermissions } from '../../../main/kiosk/permissions.ts';

test('every permission is denied, asked for or checked', () => {
  const answers: unknown[] = [];
  denyPermissions({
    setPermissionRequestHandler: (handler) => handler?.({} as never, 'geolocation', (isGranted) => answers.push(isGranted), {} as never),
    setPermissionCheckHandler: (handler) => answers.push(handler?.(null, 'media', 'http://127.0.0.1', {} as never)),
    setDevicePermissionHandler: (handler) => answers.push(handler?.({} as never)),
  });
  expect(answers).toEqual([false, false, false]);
});
