import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import type { LiveController } from '../live-controller.ts';
import type { KioskInformation } from './kiosk-information.ts';

export interface MenuActionTools {
  readonly client: PetLogClient;
  readonly information: KioskInformation;
  readonly live: LiveController;
}

/** What the menu does at once, with a message where it fails. */
export const menuActions = {
  'remove-pin'({ client, information, live }) {
    const { failed, pinRemoved } = text().kiosk;
    return live.actions.run('lock', failed.pin, async () => {
      information.setLock(await client.call('kiosk.set_pin', { pin: null }));
      live.messages.add('information', pinRemoved);
    });
  },

  lock: ({ client, information, live }) =>
    live.actions.run('lock', text().kiosk.failed.lock, async () => information.setLock(await client.call('kiosk.lock', {}))),

  leave: ({ client, live }) => live.actions.run('lock', text().kiosk.failed.leave, () => client.call('kiosk.leave', {})),
} as const satisfies Readonly<Record<string, (tools: MenuActionTools) => Promise<void>>>;
