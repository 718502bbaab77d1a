import { describe, expect, test } from 'vitest';
import { checkHomeKit } from '../../../main/doctor/checks/homekit.ts';
import { checkNetwork } from '../../../main/doctor/checks/network.ts';
import { checkPort } from '../../../main/doctor/checks/port.ts';
import type { Subject } from '../../../main/doctor/subject.ts';
import { findingOf, owner } from '../../support/doctor-finding.ts';
import { addressOf, type FakeMachineOptions, statusOf, users } from '../../support/fake-machine.ts';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (port: number, state: string, userId: number, inode: number): string =>
  `   0: 00000000:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  ${userId}        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;
const program = (pid: number, name: string) => ({
  files: { [`/proc/${pid}/comm`]: `${name}\n`, [`/proc/${pid}/status`]: 'PPid:\t1\n' },
  links: { [`/proc/${pid}/fd/4`]: 'socket:[555]' },
});

describe('network', () => {
  const network = (...addresses: [name: string, address: string][]): Partial<Subject> => ({
    names: {
      hostname: () => 'Attic.fritz.box',
      interfaces: () => ({
        lo: addressOf('127.0.0.1', true),
        ...Object.fromEntries(addresses.map(([name, address]) => [name, addressOf(address)])),
      }),
      resolverConfiguration: () => '',
    },
  });
  const wifi = network(['wlan0', '192.168.1.20'], ['eth0', 'fe80::1%eth0']);

  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    [
      'with a name that others find',
      { subject: wifi, config: { server: { announce: false } }, files: { '/run/avahi-daemon/pid': '7\n' } },
      'ok',
      'This machine is at 192.168.1.20 (wlan0), and is called attic.local.',
      null,
    ],
    [
      'with a name that PetLog announces',
      { subject: wifi },
      'ok',
      'This machine is at 192.168.1.20 (wlan0), and is called attic.local.',
      null,
    ],
    [
      'without one',
      { subject: wifi, config: { server: { announce: false } } },
      'ok',
      'This machine is at 192.168.1.20 (wlan0).',
      'avahi-daemon',
    ],
    [
      'for this machine alone',
      { subject: wifi, config: { server: { host: '127.0.0.1' } } },
      'warning',
      'which other devices do not reach',
      '0.0.0.0',
    ],
    [
      'with addresses that it gave itself',
      { subject: network(['eth0', '169.254.7.7'], ['wlan0', 'fe80::2']) },
      'warning',
      'gave this machine no address',
      'router',
    ],
    ['none', { subject: network() }, 'problem', 'on no network', 'nmtui'],
  ])('%s', async (_case, options, status, summary, advice) => {
    expect(await findingOf(checkNetwork, options)).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });
});

describe('port', () => {
  const listening = (port = 8000, userId = 1000): Record<string, string> => ({
    ...users,
    '/proc/net/tcp': head + line(22, '0A', 0, 1) + line(port, '01', 0, 2),
    '/proc/net/tcp6': head + line(port, '0A', userId, 555),
  });

  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    ['is free', { files: users }, 'ok', 'Port 8000 is free.', null],
    ['is chosen at the start', { files: users, config: { server: { port: 0 } } }, 'ok', 'takes a free port', null],
    [
      'is ours',
      { files: { ...listening(), ...program(70, 'node').files }, links: program(70, 'node').links, subject: { owner } },
      'ok',
      'served by this PetLog (process 70)',
      null,
    ],
    [
      'is taken',
      { files: { ...listening(), ...program(71, 'nginx').files }, links: program(71, 'nginx').links, subject: { owner } },
      'problem',
      'Port 8000 is taken by nginx (process 71).',
      '--port',
    ],
    ['is in use by somebody unknown', { files: listening(8000, 33) }, 'warning', 'a program of the user www', 'sudo'],
    [
      'is not allowed',
      { files: { ...users, '/proc/sys/net/ipv4/ip_unprivileged_port_start': '1024\n' }, config: { server: { port: 80 } } },
      'problem',
      'the user pi may not listen below 1024',
      '--port',
    ],
    [
      'is allowed by a capability',
      { files: { ...users, '/proc/self/status': statusOf(1000, [], '0000000000000400') }, config: { server: { port: 80 } } },
      'ok',
      'Port 80 is free.',
      null,
    ],
    [
      'of WebRTC is taken',
      {
        files: {
          ...users,
          '/proc/net/udp': head + line(8555, '07', 1000, 555),
          ...program(71, 'nginx').files,
        },
        links: program(71, 'nginx').links,
      },
      'warning',
      'UDP port 8555, which WebRTC sends the live video from, is taken by nginx',
      'video.webrtc_port',
    ],
    ['of WebRTC is free', { files: users }, 'ok', 'can be sent from UDP port 8555', null],
    ['is not listened to', { files: users, subject: { owner } }, 'warning', 'does not listen on port 8000', 'Restart'],
    [
      'of HTTPS counts too',
      {
        files: { ...listening(8443), ...program(71, 'nginx').files },
        links: program(71, 'nginx').links,
        config: { security: { https: true } },
      },
      'problem',
      'Port 8000 is free. Port 8443 is taken by nginx',
      'server.https_port',
    ],
  ])('%s', async (_case, options, status, summary, advice) => {
    expect(await findingOf(checkPort, options)).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });
});

describe('HomeKit', () => {
  const homekit = { enabled: true };
  const listening = { '/proc/net/tcp': head + line(51_827, '0A', 1000, 555) };
  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    ['is off', { files: users }, 'ok', 'HomeKit is off', null],
    ['has a free port', { files: users, config: { homekit } }, 'ok', 'can be answered at TCP port 51827', null],
    ['takes any', { files: users, config: { homekit: { enabled: true, port: 0 } } }, 'ok', 'takes a free TCP port', null],
    ['is not served', { files: users, config: { homekit }, subject: { owner } }, 'warning', 'nobody answers homes', 'More, HomeKit'],
    [
      'has a port that another program has',
      { files: { ...users, ...listening, ...program(71, 'nginx').files }, links: program(71, 'nginx').links, config: { homekit } },
      'problem',
      'nginx (process 71) uses TCP port 51827',
      'homekit.port',
    ],
    [
      'is served by somebody that this user may not look at',
      { files: { ...users, ...listening }, config: { homekit }, subject: { owner } },
      'ok',
      'are answered',
      null,
    ],
  ])('%s', async (_case, options, status, summary, advice) => {
    expect(await findingOf(checkHomeKit, options)).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });
});
