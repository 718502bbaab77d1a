import { expect, it } from 'vitest';
import { reachableUrls } from '../../../main/network/reachable-urls.ts';

const interfaces: Parameters<typeof reachableUrls>[1] = {
  wlan0: [{ address: '192.168.1.20', family: 'IPv4', netmask: '', mac: '', internal: false, cidr: null }],
};

it.each([
  ['HTTP where there is no HTTPS', { host: '0.0.0.0', port: 8000, httpsPort: null, certifiedHosts: [] }, ['http://192.168.1.20:8000']],
  ['HTTPS where there is', { host: '0.0.0.0', port: 8000, httpsPort: 8443, certifiedHosts: [] }, ['https://192.168.1.20:8443']],
  [
    'the names of an own certificate first',
    { host: '0.0.0.0', port: 8000, httpsPort: 8443, certifiedHosts: ['cat.example', 'eye.example:443'] },
    ['https://cat.example:8443', 'https://eye.example:443', 'https://192.168.1.20:8443'],
  ],
  ['nothing where only this machine is served', { host: '127.0.0.1', port: 8000, httpsPort: 8443, certifiedHosts: ['cat.example'] }, []],
])('%s', (_what, reachable, urls) => {
  expect(reachableUrls(reachable, interfaces)).toEqual(urls);
});
