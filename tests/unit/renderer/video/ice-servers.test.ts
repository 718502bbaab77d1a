import { expect, test } from 'vitest';
import { readIceServers } from '../../../../renderer/video/ice-servers.ts';

test('servers are read out of what an endpoint tells, as one field or as several', () => {
  const turn =
    '<turn:turn.example.net?transport=udp>; rel="ice-server"; username="u,;"; credential="a \\"b\\" \\\\"; credential-type="password"';
  expect(readIceServers(`<stun:stun.example.net>; rel=ice-server, </style.css>; rel="preload", ${turn}`)).toEqual([
    { urls: 'stun:stun.example.net' },
    { urls: 'turn:turn.example.net?transport=udp', username: 'u,;', credential: 'a "b" \\' },
  ]);
  expect(readIceServers('')).toEqual([]);
  expect(readIceServers('no link at all, <x')).toEqual([]);
});
