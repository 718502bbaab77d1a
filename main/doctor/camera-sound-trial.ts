import { spawn } from 'node:child_process';
import type { Config } from '../../shared/config.ts';
import { accessOf } from '../camera/sources/network-camera.ts';
import { networkSource } from '../camera/sources/network-source.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';
import { tryCamera } from './camera-trial.ts';

/** What a camera on the network says of its own sound. */
export type CameraSoundTrial =
  | { readonly encoding: SoundFormat['encoding'] }
  /** Why there is none, as the rest of a sentence that begins with the camera, without a full stop. */
  | { readonly reason: string };

/** The examination as a whole takes hardly longer. */
const patienceMilliseconds = 5500;

/** Asks a camera on the network, as if to hear it, and leaves it again. Never rejects. */
export function tryCameraSound(
  { settings }: { readonly settings: Config['camera'] },
  addresses: Pick<EnteredAddresses, 'resolve'>,
  clock: Clock,
  environment: NodeJS.ProcessEnv,
): Promise<CameraSoundTrial> {
  const source = networkSource(settings.source, accessOf(settings), { spawn, clock, environment, addresses });
  return tryCamera<CameraSoundTrial>({
    clock,
    patienceMilliseconds,
    late: { reason: 'does not answer in time' },
    start(answer) {
      const capture = source.start(settings, {
        frame: () => {},
        packet: () => {},
        sound: {
          format: (format) => answer('problem' in format ? { reason: format.problem } : { encoding: format.encoding }),
          packet: () => {},
        },
        ended: (_reason, reasonForEveryone = '') => answer({ reason: reasonForEveryone.replace(/^the camera /, '') }),
      });
      capture.hear?.(true);
      return capture;
    },
  });
}
