import { expect, test } from 'vitest';
import { hasSpeaker } from '../../../main/talk/has-speaker.ts';
import { Config } from '../../../shared/config.ts';
import { limitPermissions } from '../../../main/kiosk/permissions.ts';

const page = 'http://127.0.0.1:8000/kiosk?x';

type Handlers = Parameters<typeof limitPermissions>[0];

/** What the page of the kiosk is answered. */
function limited(hasSpeaker: () => boolean = () => true) {
  let request: Parameters<Handlers['setPermissionRequestHandler']>[0] = null;
  let check: Parameters<Handlers['setPermissionCheckHandler']>[0] = null;
  let device: Parameters<Handlers['setDevicePermissionHandler']>[0] = null;
  limitPermissions(
    {
      setPermissionRequestHandler: (handler) => (request = handler),
      setPermissionCheckHandler: (handler) => (check = handler),
      setDevicePermissionHandler: (handler) => (device = handler),
    },
    page,
    hasSpeaker,
  );
  return {
    asked(permission: string, details: object): boolean {
      const answers: boolean[] = [];
      const given = { isMainFrame: true, requestingUrl: 'http://127.0.0.1:8000/kiosk', ...details };
      request?.({} as never, permission as never, (isGranted) => answers.push(isGranted), given);
      expect(answers.length).toBe(1);
      return answers[0] === true;
    },
    checked: (permission: string, origin: string, details: object): boolean | undefined =>
      check?.(null, permission as never, origin, { isMainFrame: true, ...details }),
    device: (): boolean | undefined => device?.({} as never),
  };
}

test('the microphone is the own page’s alone', () => {
  const { asked, checked } = limited();
  expect(asked('media', { mediaTypes: ['audio'] })).toBe(true);
  expect(asked('media', { mediaTypes: ['audio'], isMainFrame: false })).toBe(false);
  expect(asked('media', { mediaTypes: ['audio'], requestingUrl: 'http://127.0.0.1:8000/docs' })).toBe(false);
  expect(asked('media', { mediaTypes: ['audio'], requestingUrl: 'http://127.0.0.1:8001/kiosk' })).toBe(false);
  expect(asked('media', { mediaTypes: ['audio'], requestingUrl: '' })).toBe(false);
  expect(checked('media', 'http://127.0.0.1:8000/', { mediaType: 'audio' })).toBe(true);
  expect(checked('media', 'http://127.0.0.1:8000', { mediaType: 'audio', requestingUrl: page })).toBe(true);
  expect(checked('media', 'http://127.0.0.1:8000/', { mediaType: 'audio', requestingUrl: 'http://127.0.0.1:8000/docs' })).toBe(false);
  expect(checked('media', 'http://127.0.0.1:8000/', { mediaType: 'audio', isMainFrame: false })).toBe(false);
  expect(checked('media', 'https://127.0.0.1:8000/', { mediaType: 'audio' })).toBe(false);
  expect(checked('media', 'null', { mediaType: 'audio' })).toBe(false);
});

test('everything else is denied, asked for or checked', () => {
  const { asked, checked, device } = limited();
  for (const mediaTypes of [['video'], ['audio', 'video'], [], undefined]) {
    expect(asked('media', { mediaTypes })).toBe(false);
  }
  for (const permission of ['geolocation', 'display-capture', 'notifications', 'fullscreen']) {
    expect(asked(permission, { mediaTypes: ['audio'] })).toBe(false);
    expect(checked(permission, 'http://127.0.0.1:8000/', { mediaType: 'audio' })).toBe(false);
  }
  for (const mediaType of ['video', 'unknown', undefined]) {
    expect(checked('media', 'http://127.0.0.1:8000/', { mediaType })).toBe(false);
  }
  expect(device()).toBe(false);
});

test('nor is the microphone the page’s while no camera has a speaker', () => {
  let config = Config.parse({});
  const { asked, checked } = limited(() => hasSpeaker(config));
  const answers = (): (boolean | undefined)[] => [
    asked('media', { mediaTypes: ['audio'] }),
    checked('media', 'http://127.0.0.1:8000/', { mediaType: 'audio' }),
  ];
  expect(answers()).toEqual([false, false]);
  config = Config.parse({ cameras: { garden: { source: 'mock', speaker: 'default', enabled: false } } });
  expect(answers()).toEqual([false, false]);
  config = Config.parse({ cameras: { garden: { source: 'mock', speaker: 'default' } } });
  expect(answers()).toEqual([true, true]);
  config = Config.parse({ camera: { speaker: 'auto' } });
  expect(answers()).toEqual([true, true]);
});
