import type { OutgoingHttpHeaders } from 'node:http';
import { hostOf, portOf } from '../../../shared/config/camera-source.ts';
import { EnteredAgents } from '../../network/entered-agents.ts';
import { readEnteredUrl } from '../../network/entered-url.ts';
import { Login } from '../../remote/login.ts';
import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { failedCapture } from './failed-capture.ts';
import { HttpCapture } from './http-capture.ts';
import { PetLogSound } from './petlog-sound.ts';
import {
  type NetworkAccess,
  type NetworkSourceDependencies,
  type RememberedPetLog,
  networkSilenceMilliseconds,
  networkStartupMilliseconds,
  placeOf,
} from './network-camera.ts';

/** What is asked for, once the address has been read. */
interface Target {
  readonly url: string;
  /** Of another PetLog: where its sound is. */
  readonly soundUrls: { readonly status: string; readonly video: string } | null;
  readonly place: string;
  readonly login: Login | null;
  /** Headers that prove who asks. */
  readonly credentials: OutgoingHttpHeaders;
}

/** A camera that is asked over HTTP: its Motion JPEG, its single pictures again and again, or the live picture of another PetLog. */
export class HttpSource implements CameraSource {
  readonly name: 'http' | 'petlog';
  readonly gives = 'jpeg';
  readonly startupAllowanceMilliseconds = networkStartupMilliseconds;
  readonly silenceAllowanceMilliseconds = networkSilenceMilliseconds;
  readonly draws = { rotationAndFlips: false, timestamp: false };
  readonly #address: string;
  readonly #access: NetworkAccess;
  readonly #dependencies: NetworkSourceDependencies;

  /** @param address `http(s)://`, or `petlog+http(s)://host[:port][/base][?camera=id]` */
  constructor(address: string, access: NetworkAccess, dependencies: NetworkSourceDependencies) {
    this.name = address.startsWith('petlog+') ? 'petlog' : 'http';
    this.#address = address;
    this.#access = access;
    this.#dependencies = dependencies;
  }

  start(settings: CaptureSettings, sink: CaptureSink): Capture {
    const known = this.name === 'petlog' ? this.#dependencies.petlogs?.of(this.#address) : undefined;
    let target: Target;
    try {
      target =
        this.name === 'petlog' ? petlogTarget(this.#address, this.#access, known?.place ?? null) : httpTarget(this.#address, this.#access);
    } catch (error) {
      return failedCapture(sink, error instanceof Error ? error.message : String(error));
    }
    const { certificateFingerprint } = this.#access;
    const createAgents = (): EnteredAgents =>
      new EnteredAgents({
        keepAlive: true,
        certificateFingerprint,
        ...(known === undefined
          ? {}
          : { authority: { fingerprint: known.authority, learn: (authority: string) => known.learn({ authority }) } }),
      });
    const { soundUrls: urls, credentials } = target;
    const { sound } = sink;
    const { addresses, clock } = this.#dependencies;
    return new HttpCapture({
      ...target,
      ...(urls === null || sound === undefined
        ? {}
        : { openSound: (recognize) => new PetLogSound({ urls, credentials, createAgents, recognize, addresses, sink: sound, clock }) }),
      isPetLog: this.name === 'petlog',
      known,
      framesPerSecond: settings.frame_rate,
      agents: createAgents(),
      sink,
      ...this.#dependencies,
    });
  }
}

/** What stands in the address counts where nothing is entered beside it. */
function httpTarget(address: string, access: NetworkAccess): Target {
  const { url, host, port, ...own } = readEnteredUrl(address, ['http:', 'https:']);
  const isEntered = access.username !== '' || access.password !== '';
  return { url: url.href, soundUrls: null, place: placeOf(host, port), login: new Login(isEntered ? access : own), credentials: {} };
}

/** @param place where it is by now; null for where its address says */
function petlogTarget(address: string, access: NetworkAccess, place: RememberedPetLog['place']): Target {
  const read = readEnteredUrl(address.replace(/^petlog\+/, ''), ['http:', 'https:']);
  const url = new URL(read.url);
  const entered = hostOf(address);
  const port = place?.port ?? (entered === null ? read.port : portOf(entered));
  const host = place?.host ?? read.host;
  if (place !== null) {
    url.hostname = host.includes(':') ? `[${host}]` : host;
  }
  url.port = String(port);
  const camera = url.searchParams.get('camera');
  const base = url.pathname.replace(/\/+$/, '');
  url.search = camera === null ? '' : `?${new URLSearchParams({ camera }).toString()}`;
  url.hash = '';
  const at = (path: string): string => {
    url.pathname = base + path;
    return url.href;
  };
  const token = access.password === '' ? read.password : access.password;
  return {
    url: at('/live/stream'),
    soundUrls: { status: at('/live/status'), video: at('/live/video') },
    place: placeOf(host, port),
    login: null,
    credentials: token === '' ? {} : { Authorization: `Bearer ${token}` },
  };
}
