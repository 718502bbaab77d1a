import type { CameraSourceOffer } from '../../shared/cameras.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import type { MulticastGroup } from '../network/multicast-question.ts';
import { type OwnLink, readOwnLinks } from '../network/own-networks.ts';
import type { Clock } from '../system/clock.ts';
import type { Machine } from '../system/machine.ts';
import { AttachedCameras } from './discovery/attached-cameras.ts';
import { nameOfModule } from './discovery/camera-modules.ts';
import { sourceOfModule } from './discovery/concrete-source.ts';
import { offersOfNetwork } from './discovery/network-offers.ts';
import { multicastDnsGroup } from './discovery/petlog-search.ts';
import { type OnvifDevice, onvifGroup } from './discovery/onvif-probe.ts';

export interface CameraDiscoveryOptions {
  readonly clock: Clock;
  /** A new look at the machine. */
  machine(): Machine;
  /** For what is asked further, and for what may be added: what is refused there is not offered. */
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  /** The networks that are asked; those that this machine is in. */
  links?(): readonly OwnLink[];
  readonly groups?: { readonly onvif: MulticastGroup; readonly multicastDns: MulticastGroup };
}

interface Look {
  readonly offers: Promise<CameraSourceOffer[]>;
  readonly abort: AbortController;
  waiting: number;
}

/** Finds cameras that could be added: on this machine's sockets, on USB, and on the networks that it is in. */
export class CameraDiscovery {
  readonly #options: CameraDiscoveryOptions;
  /** Of the ONVIF cameras that were found last, by their addresses. */
  readonly #onvifServices = new Map<string, string>();
  #look: Look | null = null;

  constructor(options: CameraDiscoveryOptions) {
    this.#options = options;
  }

  /**
   * One look at a time: whoever asks meanwhile gets the same. Takes five seconds at most.
   *
   * @param signal the caller wants it no longer; it ends when nobody does
   * @throws the signal's reason
   */
  async discover(signal?: AbortSignal): Promise<CameraSourceOffer[]> {
    signal?.throwIfAborted();
    const look = this.#look === null || this.#look.abort.signal.aborted ? this.#begin() : this.#look;
    look.waiting += 1;
    const givenUp = Promise.withResolvers<never>();
    const giveUp = (): void => givenUp.reject(signal?.reason instanceof Error ? signal.reason : new Error('no longer wanted'));
    signal?.addEventListener('abort', giveUp);
    try {
      return await Promise.race([look.offers, givenUp.promise]);
    } finally {
      signal?.removeEventListener('abort', giveUp);
      look.waiting -= 1;
      if (look.waiting === 0) {
        look.abort.abort();
      }
    }
  }

  /** Where an ONVIF camera that was found said that it can be asked; undefined for any other address. */
  onvifServiceOf(address: string): string | undefined {
    return this.#onvifServices.get(address);
  }

  /** Whoever waits gets what was found so far. */
  async close(): Promise<void> {
    this.#look?.abort.abort();
    await this.#look?.offers.catch(() => {});
  }

  #begin(): Look {
    const abort = new AbortController();
    const offers = this.#discover(abort.signal);
    const look: Look = { offers, abort, waiting: 0 };
    const forget = (): void => {
      this.#look = this.#look === look ? null : this.#look;
    };
    void offers.then(forget, forget);
    return (this.#look = look);
  }

  async #discover(signal: AbortSignal): Promise<CameraSourceOffer[]> {
    const { clock, addresses, links = readOwnLinks, groups = { onvif: onvifGroup, multicastDns: multicastDnsGroup } } = this.#options;
    const machine = this.#options.machine();
    const stop = (): void => void machine.close();
    signal.addEventListener('abort', stop);
    this.#onvifServices.clear();
    const onCamera = ({ address, service }: OnvifDevice): void => {
      if (service !== null) {
        this.#onvifServices.set(address, service);
      }
    };
    try {
      const [attached, network] = await Promise.all([
        offersOfMachine(new AttachedCameras(machine)),
        offersOfNetwork({ clock, addresses, links: links(), groups, signal, onCamera }),
      ]);
      return named([...attached, ...network]);
    } finally {
      signal.removeEventListener('abort', stop);
      await machine.close();
    }
  }
}

async function offersOfMachine(attached: AttachedCameras): Promise<CameraSourceOffer[]> {
  const [{ modules }, hasStillCamera, usb] = await Promise.all([attached.modules(), attached.hasStillCamera(), attached.usb()]);
  const legacy: CameraSourceOffer[] =
    modules.length === 0 && hasStillCamera ? [{ source: 'raspistill', name: 'Camera Module', kind: 'camera_module' }] : [];
  return [
    ...modules.map(({ number, sensor }) => ({
      source: sourceOfModule(number),
      name: nameOfModule(sensor),
      kind: 'camera_module' as const,
    })),
    ...legacy,
    ...usb.map(({ path, name }) => ({ source: `v4l2:${path}`, name, kind: 'usb' as const })),
  ];
}

/** Two of a kind are told apart by a number. */
function named(offers: readonly CameraSourceOffer[]): CameraSourceOffer[] {
  const seen = new Map<string, number>();
  return offers.map((offer) => {
    const count = (seen.get(offer.name) ?? 0) + 1;
    seen.set(offer.name, count);
    return count === 1 ? offer : { ...offer, name: `${offer.name} ${count}` };
  });
}
