/** A network that is plugged in while PetLog runs: loaded with `--import`, the machine has an address once a file is there. */
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

const plug = process.env['TEST_NETWORK_PLUG'] ?? '';
const wired: os.NetworkInterfaceInfo = {
  address: '192.168.1.74',
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '02:00:00:00:00:01',
  internal: false,
  cidr: '192.168.1.74/24',
};

os.networkInterfaces = () => (existsSync(plug) ? { eth0: [wired] } : {});
syncBuiltinESMExports();
