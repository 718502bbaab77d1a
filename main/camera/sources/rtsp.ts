import { lengthPrefix } from '../../frames/length-prefix.ts';
import { PacketReader, type SourceFault } from '../../frames/packet-stream.ts';
import type { RtspTarget, RtspWish } from '../../capture-process/request.ts';
import { AddressRefusal } from '../../network/entered-address.ts';
import { type EnteredUrl, readEnteredUrl } from '../../network/entered-url.ts';
import { RemoteFault } from '../../remote/remote-fault.ts';
import { ChildProgram, describeEnd, type ProgramEnd } from '../../system/child-program.ts';
import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { captureProgram } from './capture-program.ts';
import {
  endWith,
  type NetworkAccess,
  type NetworkSourceDependencies,
  networkSilenceMilliseconds,
  networkStartupMilliseconds,
  placeOf,
} from './network-camera.ts';

const schemes = ['rtsp:', 'rtsps:'];
const mostRedirects = 5;

/** A camera that speaks RTSP: its H.264 as it is. A process of its own talks to it. */
export class RtspSource implements CameraSource {
  readonly name = 'rtsp';
  readonly gives = 'h264';
  readonly startupAllowanceMilliseconds = networkStartupMilliseconds;
  readonly silenceAllowanceMilliseconds = networkSilenceMilliseconds;
  readonly draws = { rotationAndFlips: false, timestamp: false };
  readonly #address: string;
  readonly #access: NetworkAccess;
  readonly #dependencies: NetworkSourceDependencies;

  /** @param address `rtsp://` or `rtsps://` */
  constructor(address: string, access: NetworkAccess, dependencies: NetworkSourceDependencies) {
    this.#address = address;
    this.#access = access;
    this.#dependencies = dependencies;
  }

  start({ sound, microphone }: CaptureSettings, sink: CaptureSink): Capture {
    const takesSound = sound && microphone === 'auto' && sink.sound !== undefined;
    return new RtspCapture(this.#address, this.#access, takesSound, sink, this.#dependencies);
  }
}

class RtspCapture implements Capture {
  readonly #sink: CaptureSink;
  readonly #dependencies: NetworkSourceDependencies;
  #place = 'this address';
  #program: ChildProgram | null = null;
  #isOver = false;
  readonly #takesSound: boolean;
  #isHeard = false;

  constructor(address: string, access: NetworkAccess, takesSound: boolean, sink: CaptureSink, dependencies: NetworkSourceDependencies) {
    this.#sink = sink;
    this.#takesSound = takesSound;
    this.#dependencies = dependencies;
    void this.#run(address, access).catch((error: unknown) => {
      if (!this.#isOver) {
        this.#isOver = true;
        endWith(sink, error, this.#place);
      }
    });
  }

  hear(isHeard: boolean): void {
    this.#isHeard = isHeard;
    if (this.#takesSound) {
      this.#tell({ isHeard });
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#program?.stop();
  }

  async kill(): Promise<void> {
    this.#isOver = true;
    await this.#program?.kill();
  }

  /** Ends only by throwing, or when it is over. */
  async #run(address: string, access: NetworkAccess): Promise<void> {
    const { certificateFingerprint } = access;
    let entered = readEnteredUrl(address, schemes);
    // What stands in the address counts where nothing is entered beside it.
    const isEntered = access.username !== '' || access.password !== '';
    let { username, password } = isEntered ? access : entered;
    for (let redirects = 0; !this.#isOver; redirects += 1) {
      this.#place = placeOf(entered.host, entered.port);
      const { address: found, family } = await this.#dependencies.addresses.resolve(entered.host, entered.port);
      const { url, host, port } = entered;
      const isTls = url.protocol === 'rtsps:';
      const next = await this.#follow({
        url: url.href,
        isTls,
        host,
        port,
        address: found,
        family,
        username,
        password,
        certificateFingerprint,
        takesSound: this.#takesSound,
      });
      if (next === null) {
        return;
      }
      if (redirects === mostRedirects) {
        throw new AddressRefusal(`${this.#place} leads from one address to the next, more than ${mostRedirects} times`);
      }
      const before = entered;
      entered = readEnteredUrl(URL.parse(next, url.href)?.href ?? next, schemes);
      if (!isSameHost(before, entered)) {
        username = '';
        password = '';
      }
    }
  }

  #tell(message: RtspTarget | RtspWish): void {
    const text = Buffer.from(JSON.stringify(message));
    this.#program?.input?.write(Buffer.concat([lengthPrefix(text.length), text]));
  }

  /** @returns where the camera leads instead; null when it is over. @throws RemoteFault */
  async #follow(target: RtspTarget): Promise<string | null> {
    if (this.#isOver) {
      return null;
    }
    const { clock, spawn, environment } = this.#dependencies;
    const { file, arguments: words, environment: ofProgram } = captureProgram('the camera', { kind: 'rtsp' }, environment);
    let fault: SourceFault | null = null;
    let redirect: string | null = null;
    const reader = new PacketReader({
      onPacket: (packet) => {
        if (!this.#isOver) {
          this.#sink.packet(packet);
        }
      },
      onFault: (told) => (fault = told),
      onRedirect: (url) => (redirect = url),
      onSoundFormat: (format) => this.#isOver || this.#sink.sound?.format(format),
      onSound: (packet) => this.#isOver || this.#sink.sound?.packet(packet),
    });
    const program = new ChildProgram({
      ...{ file, arguments: words, environment: ofProgram ?? environment, holdsInput: true, spawn, clock },
      onOutput: (chunk) => reader.push(chunk),
    });
    this.#program = program;
    this.#tell(target);
    this.hear(this.#isHeard);
    const end = await program.ended;
    if (this.#isOver) {
      return null;
    }
    return redirect ?? Promise.reject(faultOf(fault, end));
  }
}

const faultOf = (fault: SourceFault | null, end: ProgramEnd): RemoteFault =>
  fault === null
    ? new RemoteFault(`is lost: the process that speaks with it ${describeEnd(end)}`)
    : new RemoteFault(fault.predicate, { certificateFingerprint: fault.certificateFingerprint ?? undefined });

const isSameHost = (a: EnteredUrl, b: EnteredUrl): boolean =>
  a.host === b.host && a.port === b.port && (a.url.protocol === b.url.protocol || b.url.protocol === 'rtsps:');
