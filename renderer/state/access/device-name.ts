import type { Text } from '../../text/en.ts';

/** Names of makers and systems, or a kind that has a name in each language. */
const devices = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android.*Mobile/, 'phone'],
  [/Android/, 'tablet'],
  [/CrOS/, 'Chromebook'],
  [/Macintosh/, 'Mac'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
] as const;

/** In this order: most browsers also give the names of others. */
const browsers = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;

/** What people may call the device of this browser, such as "iPhone" or "Chrome, Linux". */
export function suggestDeviceName(userAgent: string, { frontDoor: { deviceKinds } }: Text): string {
  const device = devices.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (device === undefined) {
    return browser ?? deviceKinds.browser;
  }
  if (device === 'phone' || device === 'tablet') {
    return deviceKinds[device];
  }
  return device === 'iPhone' || device === 'iPad' || browser === undefined ? device : `${browser}, ${device}`;
}
