import { isIP } from 'node:net';
import type { CameraSourceOffer } from '../../../shared/cameras.ts';
import type { EnteredAddresses } from '../../network/entered-address.ts';
import { type MulticastGroup, MulticastQuestion } from '../../network/multicast-question.ts';
import type { OwnLink } from '../../network/own-networks.ts';
import type { Clock } from '../../system/clock.ts';
import { type OnvifDevice, OnvifProbe } from './onvif-probe.ts';
import { askForStream } from './onvif-stream.ts';
import { camerasOfPetLog } from './petlog-cameras.ts';
import { type FoundPetLog, PetLogSearch } from './petlog-search.ts';

export interface NetworkSearch {
  readonly clock: Clock;
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly links: readonly OwnLink[];
  readonly groups: { readonly onvif: MulticastGroup; readonly multicastDns: MulticastGroup };
  /** Ends it early, with what was found so far. */
  readonly signal: AbortSignal;
  /** An ONVIF camera said that it is there. */
  onCamera?(device: OnvifDevice): void;
}

/** A question over UDP may be lost; the second is for that. */
const askAgainMilliseconds = 400;
/** Cameras take up to half a second before they answer (WS-Discovery 1.0, appendix I), and some a while more. */
const listenMilliseconds = 2000;
/** When everything has to be over that answers led to. */
const patienceMilliseconds = 4500;
/** No home has more, and each is asked further. */
const mostCameras = 64;

/** Cameras and other PetLogs on our networks, each with an address that may be added. Never rejects. */
export async function offersOfNetwork(search: NetworkSearch): Promise<CameraSourceOffer[]> {
  const { clock, addresses, links, groups, signal } = search;
  const end = new AbortController();
  const everything = AbortSignal.any([signal, end.signal]);
  const cancelEnd = clock.after(patienceMilliseconds, () => end.abort());
  const offers = new Map<string, Promise<CameraSourceOffer | null>>();
  const probe = new OnvifProbe();
  const onvif = await MulticastQuestion.open({
    group: groups.onvif,
    links,
    onAnswer(message, address) {
      const device = probe.read(message, address);
      const key = device?.service ?? address;
      if (device !== null && !offers.has(key) && offers.size < mostCameras) {
        search.onCamera?.(device);
        offers.set(key, offerOfCamera(device, search, everything));
      }
    },
  });
  const petlogs = new PetLogSearch();
  let askFurther = (_message: Buffer): void => {};
  const multicastDns = await MulticastQuestion.open({
    group: groups.multicastDns,
    links,
    onAnswer(message, address) {
      const further = petlogs.read(message, address);
      if (further !== null) {
        askFurther(further);
      }
    },
  });
  askFurther = (message) => multicastDns.ask(message);
  try {
    onvif.ask(probe.message);
    multicastDns.ask(petlogs.message);
    await passed(clock, askAgainMilliseconds, signal);
    onvif.ask(probe.message);
    multicastDns.ask(petlogs.message);
    await passed(clock, listenMilliseconds - askAgainMilliseconds, signal);
  } finally {
    await Promise.all([onvif.close(), multicastDns.close()]);
  }
  const found = await Promise.all([
    ...offers.values(),
    ...petlogs.found.slice(0, mostCameras).map((one) => offerOfPetLog(one, addresses, everything)),
  ]);
  cancelEnd();
  // A recorder with several cameras that tells nobody their paths is one offer.
  const bySource = new Map(
    found
      .flat()
      .filter((offer) => offer !== null)
      .map((offer) => [offer.source, offer]),
  );
  return [...bySource.values()].sort((a, b) => a.source.localeCompare(b.source));
}

async function offerOfCamera(
  device: OnvifDevice,
  { addresses, clock }: NetworkSearch,
  signal: AbortSignal,
): Promise<CameraSourceOffer | null> {
  const { address, name } = device;
  if (!(await mayBeAdded(address, defaultRtspPort, addresses, signal))) {
    return null;
  }
  const stream = await askForStream(device, { addresses, clock, signal });
  // Without the path, which it tells only those it knows: it is asked again by whoever tries it with a password.
  return { source: stream ?? `rtsp://${address}:${defaultRtspPort}/`, name, kind: 'onvif' };
}

const defaultRtspPort = 554;

async function offerOfPetLog(found: FoundPetLog, addresses: NetworkSearch['addresses'], signal: AbortSignal): Promise<CameraSourceOffer[]> {
  const { address, host, path, name, httpsPort } = found;
  const port = httpsPort ?? found.port;
  // This PetLog is found too; its own ports are refused.
  if (!(await mayBeAdded(address, port, addresses, signal))) {
    return [];
  }
  const hasName = usableName.test(host) && isIP(host) === 0 && (await leadsTo(host, port, address, addresses, signal));
  const scheme = httpsPort === null ? 'http' : 'https';
  const source = `petlog+${scheme}://${hasName ? host : address}:${port}${path}`;
  const shownName = name === '' ? address : name;
  const cameras = httpsPort === null ? await camerasOfPetLog(`http://${address}:${port}${path}`, { addresses, signal }) : null;
  if (cameras === null) {
    return [{ source, name: shownName, kind: 'petlog' }];
  }
  return cameras.map(({ cameraId, cameraName }) => ({
    source: cameraId === null ? source : `${source}?camera=${cameraId}`,
    name: cameras.length === 1 ? shownName : `${cameraName}, ${shownName}`,
    kind: 'petlog' as const,
  }));
}

const usableName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.local$/;

const mayBeAdded = async (...[address, port, addresses, signal]: Parameters<typeof resolvedBy>): Promise<boolean> =>
  (await resolvedBy(address, port, addresses, signal)) !== null;

/** A name outlives an address that the router gave, where this machine can look it up. */
const leadsTo = async (
  host: string,
  port: number,
  address: string,
  addresses: NetworkSearch['addresses'],
  signal: AbortSignal,
): Promise<boolean> => (await resolvedBy(host, port, addresses, signal)) === address;

/** A name server may take longer than we wait. */
async function resolvedBy(host: string, port: number, addresses: NetworkSearch['addresses'], signal: AbortSignal): Promise<string | null> {
  const over = Promise.withResolvers<null>();
  const giveUp = (): void => over.resolve(null);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) {
    giveUp();
  }
  const answer = addresses.resolve(host, port).then(
    (pinned) => pinned.address,
    () => null,
  );
  return Promise.race([answer, over.promise]).finally(() => signal.removeEventListener('abort', giveUp));
}

/** A while passed, or nobody waits any more. */
function passed(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(milliseconds, end);
    signal.addEventListener('abort', end);
    if (signal.aborted) {
      end();
    }
  });
}
