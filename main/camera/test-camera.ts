import { spawn } from 'node:child_process';
import type { PictureCodec } from '../../shared/picture-codecs.ts';
import { codecOf } from '../mp4/video-codec.ts';
import type { Clock } from '../system/clock.ts';
import { createCameraSource, type DetectionDependencies } from './detect.ts';
import { makeShownPicture } from './shown-picture.ts';
import { PacketPreparation } from './packet-preparation.ts';
import type { CaptureSettings } from './source.ts';
import type { SourceDependencies } from './sources/program-source.ts';

/** What trying a camera found out. */
export interface CameraTest {
  readonly ok: boolean;
  /** JPEG of at most 100 kB. */
  readonly picture?: Buffer;
  /** Of the camera's own pictures: width and height in pixels. */
  readonly resolution?: readonly [number, number];
  /** As it was counted, with one decimal; not where a single picture came. */
  readonly frame_rate?: number;
  readonly codecs?: readonly PictureCodec[];
  /** Why there is no picture: one sentence for those who may know the address. */
  readonly reason?: string;
  /** SHA-256 of the certificate that a person has to confirm first. */
  readonly certificate_fingerprint?: string;
}

interface CameraTestDependencies extends DetectionDependencies {
  /** The whole may take so long. */
  readonly timeoutMilliseconds?: number;
}

/** What came of a camera while it was watched. */
interface Seen {
  readonly codec: PictureCodec;
  /** The first picture; of video a keyframe. */
  readonly data: Buffer;
  readonly framesPerSecond: number | null;
}

/** Something that has to be ended before the answer. */
interface Running {
  stop(): Promise<void>;
}

const defaultTimeoutMilliseconds = 10_000;
const mostPictureBytes = 100_000;
/** So long pictures are counted, where there is time for it, ... */
const countingMilliseconds = 2000;
/** ... and so long is left for decoding one of them. */
const decodingMilliseconds = 2500;

class Refusal extends Error {
  readonly certificateFingerprint: string | undefined;

  constructor(reason: string, certificateFingerprint?: string) {
    super(reason);
    this.certificateFingerprint = certificateFingerprint;
  }
}

/**
 * Tries a camera of any kind, and keeps nothing of it: neither a process nor a
 * connection. Never rejects.
 *
 * @param configured as `camera.source`
 */
export async function testCamera(configured: string, settings: CaptureSettings, dependencies: CameraTestDependencies): Promise<CameraTest> {
  const { clock, timeoutMilliseconds = defaultTimeoutMilliseconds } = dependencies;
  const late = Promise.withResolvers<never>();
  const deadlineMilliseconds = clock.monotonicMilliseconds() + timeoutMilliseconds;
  const cancel = clock.after(timeoutMilliseconds, () => {
    late.reject(new Refusal(`no picture came within ${Math.round(timeoutMilliseconds / 1000)} s`));
  });
  const running = new Set<Running>();
  let isOver = false;
  const run = <Kind extends Running>(start: () => Kind): Kind => {
    if (isOver) {
      throw new Refusal('it is no longer waited for');
    }
    const started = start();
    running.add(started);
    return started;
  };
  const tried = tryCamera(configured, settings, dependencies, { run, deadlineMilliseconds });
  try {
    return await Promise.race([tried, late.promise]);
  } catch (error) {
    const fingerprint = error instanceof Refusal ? error.certificateFingerprint : undefined;
    return {
      ok: false,
      reason: error instanceof Error ? error.message : String(error),
      ...(fingerprint === undefined ? {} : { certificate_fingerprint: fingerprint }),
    };
  } finally {
    isOver = true;
    cancel();
    late.promise.catch(() => {});
    tried.catch(() => {});
    await Promise.all([...running].map((each) => each.stop()));
  }
}

interface Attempt {
  run<Kind extends Running>(start: () => Kind): Kind;
  readonly deadlineMilliseconds: number;
}

async function tryCamera(
  configured: string,
  settings: CaptureSettings,
  dependencies: CameraTestDependencies,
  attempt: Attempt,
): Promise<CameraTest> {
  const { clock, spawn: start = spawn, environment = process.env } = dependencies;
  const machine: SourceDependencies = { clock, spawn: start, environment };
  const source = await createCameraSource(configured, dependencies);
  const { codec, data, framesPerSecond } = await watch(source, settings, clock, attempt);
  const { jpeg, widthPixels, heightPixels } = await attempt.run(() => makeShownPicture(codec, data, mostPictureBytes, machine)).picture;
  return {
    ok: true,
    picture: jpeg,
    resolution: [widthPixels, heightPixels],
    ...(framesPerSecond === null ? {} : { frame_rate: framesPerSecond }),
    codecs: [codec],
  };
}

/** @throws Refusal when the camera ends instead */
async function watch(
  source: Awaited<ReturnType<typeof createCameraSource>>,
  settings: CaptureSettings,
  clock: Clock,
  { run, deadlineMilliseconds }: Attempt,
): Promise<Seen> {
  const first = Promise.withResolvers<Pick<Seen, 'codec' | 'data'>>();
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  /** By the camera's own clock where it has one: it may send some seconds at once in the beginning. */
  const times: number[] = [];
  // What is not passed on later is no use to anybody now.
  const preparation = new PacketPreparation({ clock, onFrame: () => {}, onRefused: (reason) => ended.reject(new Refusal(reason)) });
  const capture = run(() =>
    source.start(settings, {
      frame: (jpeg) => {
        first.resolve({ codec: 'mjpeg', data: jpeg });
        times.push(clock.monotonicMilliseconds());
      },
      packet: (packet) => {
        const { annexB, isKeyframe, sourceMilliseconds } = packet;
        preparation.push(packet);
        if (isKeyframe) {
          first.resolve({ codec: codecOf(packet), data: annexB });
        }
        times.push(sourceMilliseconds ?? clock.monotonicMilliseconds());
      },
      ended: (reason, _reasonForEveryone, certificateFingerprint) => ended.reject(new Refusal(reason, certificateFingerprint)),
    }),
  );
  const picture = await Promise.race([first.promise, ended.promise]);
  const left = deadlineMilliseconds - clock.monotonicMilliseconds() - decodingMilliseconds;
  const counted = Promise.withResolvers<void>();
  const cancel = clock.after(Math.max(0, Math.min(countingMilliseconds, left)), () => counted.resolve());
  await Promise.race([counted.promise, ended.promise]).finally(cancel);
  await capture.stop();
  return { ...picture, framesPerSecond: rateOf(times) };
}

function rateOf(times: readonly number[]): number | null {
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  return times.length < 2 || seconds <= 0 ? null : Math.round(((times.length - 1) / seconds) * 10) / 10;
}
