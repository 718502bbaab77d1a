import { connect } from 'node:net';
import { sentence } from '../../shared/doctor-sentence.ts';
import { AddressRefusal } from '../network/entered-address.ts';
import { readEnteredUrl } from '../network/entered-url.ts';
import type { Clock } from '../system/clock.ts';
import { afterAwake } from '../system/patience.ts';
import { type Finding, ok, problem } from './finding.ts';
import type { ExaminedCamera, Subject } from './subject.ts';

const schemes = ['rtsp:', 'rtsps:', 'http:', 'https:', 'petlog+http:', 'petlog+https:'];
const patienceMilliseconds = 3000;

export const isNetworkSource = (source: string): boolean => schemes.some((scheme) => source.startsWith(`${scheme}//`));

/** Whether somebody listens there. What the camera says is seen when it runs. */
export async function lookAtNetworkCamera({ addresses, machine }: Subject, camera: ExaminedCamera): Promise<Finding> {
  // Never with the path and the credentials that an address may have.
  let address = '';
  try {
    const { url, host, port } = readEnteredUrl(camera.settings.source, schemes);
    address = `${url.hostname}:${port}`;
    const pinned = await addresses.resolve(host, port);
    if (await answers(pinned.address, port, machine.clock)) {
      return ok(sentence('camera_network', { address }));
    }
  } catch (error) {
    if (!(error instanceof AddressRefusal)) {
      throw error;
    }
    // A name that nobody knows is a camera that is away, or called otherwise.
    if (error.cause === undefined) {
      return problem(sentence('camera_network_not_allowed', { address }), sentence('camera_network_not_allowed_advice'));
    }
  }
  return problem(sentence('camera_network_silent', { address }), sentence('camera_network_silent_advice'));
}

function answers(host: string, port: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (isThere: boolean) => (): void => {
      cancel();
      socket.destroy();
      resolve(isThere);
    };
    const cancel = afterAwake(clock, patienceMilliseconds, end(false));
    socket.once('connect', end(true)).once('error', end(false));
  });
}
