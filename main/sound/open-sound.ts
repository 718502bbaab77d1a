import type { EventBus } from '../events/event-bus.ts';
import { childModuleUrl } from '../system/child-module.ts';
import { Machine } from '../system/machine.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import { listSoundCards } from './sound-cards.ts';
import { findSoundPlace } from './sound-place.ts';
import { SoundService, type SoundServiceOptions } from './sound-service.ts';

interface OpenSoundOptions extends Pick<SoundServiceOptions, 'config' | 'onSettingsChanged' | 'clock' | 'logger' | 'media' | 'ownSound'> {
  /** Whether the camera shows the mock's pictures. */
  isMock(): boolean;
  /** Sound was switched on: what is played by HLS and WebRTC has no track for it, and begins anew. */
  onBegun(): void;
  readonly bus: EventBus;
  readonly resources: ResourceStack;
}

/** The sound of a camera, which privacy silences. */
export function openSound({ isMock, onBegun, bus, resources, ...options }: OpenSoundOptions): SoundService {
  const { config, onSettingsChanged, clock } = options;
  const sound = new SoundService({
    ...options,
    program: childModuleUrl('sound-process'),
    listMicrophones: () => listSoundCards(new Machine({ clock }), 'capture'),
    findPlace: () => findSoundPlace(config().camera, isMock(), new Machine({ clock })),
    machineMilliseconds: () => Number(process.hrtime.bigint()) / 1e6,
  });
  resources.add('sound', () => sound.close());
  resources.add(
    'sound in private',
    bus.on('privacy.changed', ({ on }) => on && sound.hush()),
  );
  resources.add(
    'sound of those who watch',
    onSettingsChanged((keys) => keys.includes('camera.sound') && sound.isOn && onBegun()),
  );
  return sound;
}
