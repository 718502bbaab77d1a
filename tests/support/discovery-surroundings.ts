import { CameraDiscovery } from '../../main/camera/camera-discovery.ts';
import { EnteredAddresses } from '../../main/network/entered-address.ts';
import type { OwnLink } from '../../main/network/own-networks.ts';
import { Machine } from '../../main/system/machine.ts';
import { CameraSourceOffer } from '../../shared/cameras.ts';
import { FakeNetwork } from './fake-network.ts';
import { ManualClock } from './manual-clock.ts';

interface Surroundings {
  onProbe?(network: FakeNetwork, probe: Buffer): void;
  onQuestion?(network: FakeNetwork, question: Buffer): void;
  links?: OwnLink[];
  /** Names that are known, and their addresses. */
  names?: Record<string, string>;
  ownPorts?: number[];
  environment?: NodeJS.ProcessEnv;
  root?: string;
}

interface RunningDiscovery extends AsyncDisposable {
  readonly discovery: CameraDiscovery;
  readonly clock: ManualClock;
  readonly onvif: FakeNetwork;
  readonly multicastDns: FakeNetwork;
}

/** A discovery among these machines, with a clock that stands until it is moved. */
export async function discoveryIn(surroundings: Surroundings = {}): Promise<RunningDiscovery> {
  const { onProbe = () => {}, onQuestion = () => {}, links = [{ address: '127.0.0.1', network: '127.0.0.0/8' }] } = surroundings;
  const clock = new ManualClock();
  const onvif = await FakeNetwork.open('239.255.255.250', onProbe);
  const multicastDns = await FakeNetwork.open('224.0.0.251', onQuestion);
  const entered = new EnteredAddresses({
    allowedTargets: () => ['127.0.0.0/8'],
    ownPorts: () => surroundings.ownPorts ?? [],
    ownAddresses: () => ['127.0.0.1'],
    lookup: async (name) => {
      const address = surroundings.names?.[name];
      return address === undefined ? Promise.reject(new Error('ENOTFOUND')) : [address];
    },
  });
  const discovery = new CameraDiscovery({
    clock,
    machine: () => new Machine({ clock, environment: surroundings.environment ?? {}, root: surroundings.root ?? '/nowhere' }),
    addresses: entered,
    links: () => links,
    groups: { onvif: onvif.group, multicastDns: multicastDns.group },
  });
  return {
    discovery,
    clock,
    onvif,
    multicastDns,
    async [Symbol.asyncDispose]() {
      await discovery.close();
      await onvif[Symbol.asyncDispose]();
      await multicastDns[Symbol.asyncDispose]();
    },
  };
}

/** Everybody has answered what was asked once: now the time to listen passes. */
export async function offersAfter(answered: Promise<unknown>, { discovery, clock }: RunningDiscovery): Promise<CameraSourceOffer[]> {
  const offers = discovery.discover();
  await answered;
  await clock.advance(2000);
  return CameraSourceOffer.array().parse(await offers);
}

/** Answers the first question only, and tells when that is done. */
export function firstQuestion(answer: (network: FakeNetwork, question: Buffer) => Promise<void>): {
  done: Promise<void>;
  onQuestion(network: FakeNetwork, question: Buffer): void;
} {
  const done = Promise.withResolvers<void>();
  let isFirst = true;
  return {
    done: done.promise,
    onQuestion(network: FakeNetwork, question: Buffer): void {
      if (isFirst) {
        isFirst = false;
        void answer(network, question).then(done.resolve, done.reject);
      }
    },
  };
}
