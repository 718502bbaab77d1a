import { expect, it } from 'vitest';
import { EnteredAddresses } from '../../../main/network/entered-address.ts';
import { withAdmittedCandidates } from '../../../main/relays/whip-candidates.ts';

const addresses = new EnteredAddresses({
  allowedTargets: () => ['127.0.0.1:8189'],
  ownPorts: () => [],
  ownAddresses: () => [],
  lookup: async (name) => (name === 'media.example' ? ['203.0.113.7'] : ['127.0.0.1']),
});
const inTime = new AbortController().signal;
const answer = (...candidates: string[]): string =>
  ['v=0', 'm=video 9 UDP/TLS/RTP/SAVPF 96', ...candidates.map((each) => `a=candidate:${each}`), 'a=end-of-candidates', ''].join('\r\n');

it('leaves of an answer the addresses that may be used, by what their names were looked up to', async () => {
  const sdp = await withAdmittedCandidates(
    answer(
      '1 1 udp 2130706431 192.168.7.7 8189 typ host',
      '2 1 UDP 2130706431 127.0.0.1 8189 typ host',
      '3 1 udp 2130706431 127.0.0.1 22 typ host',
      '4 1 udp 2130706431 169.254.169.254 80 typ host',
      '5 1 udp 1694498815 media.example 8189 typ srflx raddr 10.0.0.1 rport 8189',
      '6 1 tcp 1671430143 192.168.7.7 8189 typ host tcptype passive',
      '7 1 udp 2130706431 evil.example 22 typ host',
      'nonsense',
    ),
    addresses,
    inTime,
  );
  expect(sdp).toBe(
    answer(
      '1 1 udp 2130706431 192.168.7.7 8189 typ host',
      '2 1 UDP 2130706431 127.0.0.1 8189 typ host',
      '5 1 udp 1694498815 203.0.113.7 8189 typ srflx raddr 10.0.0.1 rport 8189',
    ),
  );
});

it('refuses an answer that names none, and says why', async () => {
  await expect(withAdmittedCandidates(answer('1 1 udp 1 127.0.0.1 22 typ host'), addresses, inTime)).rejects.toThrow(
    'is this machine itself',
  );
  await expect(withAdmittedCandidates(answer(), addresses, inTime)).rejects.toThrow('it names no address for UDP');
});

it('looks no further name up once nobody waits', async () => {
  const asked: string[] = [];
  const abort = new AbortController();
  const resolve: EnteredAddresses['resolve'] = (host, port) => {
    asked.push(host);
    abort.abort(new Error('nobody waits'));
    return addresses.resolve(host, port);
  };
  const named = answer('1 1 udp 1 media.example 8189 typ host', '2 1 udp 1 other.example 8189 typ host');
  await expect(withAdmittedCandidates(named, { resolve }, abort.signal)).rejects.toThrow('nobody waits');
  expect(asked).toEqual(['media.example']);
});
