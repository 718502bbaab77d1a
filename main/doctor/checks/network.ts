import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
/** RFC 3927 and RFC 4291, 2.5.6: what a machine gives itself where nobody gives it an address. */
const isLinkLocal = (address: string): boolean => address.startsWith('169.254.') || /^fe[89ab]/i.test(address);

export const checkNetwork: Check = async ({ machine, config, names }) => {
  const all = Object.entries(names.interfaces()).flatMap(([name, addresses = []]) =>
    addresses.filter(({ internal }) => !internal).map(({ address }) => ({ name, address: address.replace(/%.*$/, '') })),
  );
  const useful = all.filter(({ address }) => !isLinkLocal(address));
  const { host } = config.server;
  if (useful.length === 0) {
    const advice = sentence('network_advice');
    return all.length === 0
      ? problem(sentence('network_none'), advice)
      : warning(sentence('network_no_address'), [advice, sentence('network_router_advice')]);
  }
  const addresses = useful.map(({ name, address }) => `${address} (${name})`).join(', ');
  if (isLoopback(host)) {
    return warning(sentence('network_host', { addresses, host }), sentence('network_host_advice'));
  }
  const [label = ''] = names.hostname().toLowerCase().split('.');
  const name = `${label}.local`;
  const isAnnounced =
    config.server.announce || (await machine.exists('/run/avahi-daemon/pid')) || (await machine.exists('/var/run/avahi-daemon/pid'));
  return isAnnounced
    ? ok(sentence('network_name', { addresses, name }))
    : ok(sentence('network_addresses', { addresses }), sentence('network_name_advice', { name }));
};
