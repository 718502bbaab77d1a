import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
/** RFC 3927 and RFC 4291, 2.5.6: what a machine gives itself where nobody gives it an address. */
const isLinkLocal = (address: string): boolean => address.startsWith('169.254.') || /^fe[89ab]/i.test(address);

export const checkNetwork: Check = async ({ machine, config, names }) => {
  const all = Object.entries(names.interfaces()).flatMap(([name, addresses = []]) => addresses.filter(({ internal }) => !internal).map(({ address }) => ({ name, address: address.replace(/%.*$/, '') })));
  const useful = all.filter(({ address }) => !isLinkLocal(address));
  const { host } = config.server;
  if (useful.length === 0) {
    const advice = 'Connect the network cable, or choose the Wi-Fi with "sudo nmtui" or "sudo raspi-config".';
    return all.length === 0 ? problem('This machine is on no network: it has loopback addresses alone.', advice) : warning('The network gave this machine no address.', `${advice} Also see whether the router is on.`);
  }
  const listed = useful.map(({ name, address }) => `${address} (${name})`).join(', ');
  if (isLoopback(host)) {
    return warning(`This machine is at ${listed}, but server.host is ${host}, which other devices do not reach.`, 'Set server.host to 0.0.0.0 if they are to.');
  }
  const [label = ''] = names.hostname().toLowerCase().split('.');
  const isAnnounced = (await machine.exists('/run/avahi-daemon/pid')) || (await machine.exists('/var/run/avahi-daemon/pid'));
  return isAnnounced ? ok(`This machine is at ${listed}, and is called ${label}.local.`) : ok(`This machine is at ${listed}.`, `To find it as ${label}.local, install avahi-daemon ("sudo apt install avahi-daemon").`);
};
