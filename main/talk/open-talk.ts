import type { EventBus } from '../events/event-bus.ts';
import { childModuleUrl } from '../system/child-module.ts';
import { Machine } from '../system/machine.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import { listSoundCards } from '../sound/sound-cards.ts';
import { findSpeaker } from './find-speaker.ts';
import { SpeakerProcessClient } from './speaker-process-client.ts';
import { TalkService, type TalkServiceOptions } from './talk-service.ts';

interface OpenTalkOptions extends Omit<TalkServiceOptions, 'listSpeakers' | 'findSpeaker' | 'speaker'> {
  onSettingsChanged(listener: (changedKeys: readonly string[]) => void): () => void;
  readonly bus: EventBus;
  readonly resources: ResourceStack;
}

/** Talking through the speaker of a camera. It ends with the session, and so with privacy and a stop, which end that. */
export function openTalk({ onSettingsChanged, resources, ...options }: OpenTalkOptions): TalkService {
  const { config, bus, clock, logger } = options;
  const speaker = new SpeakerProcessClient({
    program: childModuleUrl('speaker-process'),
    clock,
    logger,
    onEnded: (reason) => talk.speakerEnded(reason),
  });
  const talk: TalkService = new TalkService({
    ...options,
    listSpeakers: () => listSoundCards(new Machine({ clock }), 'playback'),
    findSpeaker: () => findSpeaker(config().camera, new Machine({ clock })),
    speaker,
  });
  resources.add('speaker process', () => speaker.close());
  resources.add('talking', () => talk.close());
  resources.add(
    'who may talk',
    bus.on('access.changed', () => talk.accessChanged()),
  );
  resources.add(
    'another speaker',
    onSettingsChanged((keys) => talk.settingsChanged(keys)),
  );
  return talk;
}
