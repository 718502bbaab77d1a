import type { PetLogBridge } from '../../../shared/ipc.ts';
import { IdleCursor } from '../../state/kiosk/idle-cursor.ts';
import { KioskComfort } from '../../state/kiosk/kiosk-comfort.ts';
import { TouchTyping } from '../../state/kiosk/touch-typing.ts';
import { OnScreenKeyboard } from './on-screen-keyboard.ts';
import { ScreenDimmer } from './screen-dimmer.ts';

/** What the kiosk's own window has beside its view; a file of its own, because no browser needs it. */
export async function openKioskComfort(bridge: PetLogBridge): Promise<void> {
  const dimmer = new ScreenDimmer();
  document.body.append(dimmer);
  await new KioskComfort(bridge, { dimmer, cursor: new IdleCursor(), typing: new TouchTyping(new OnScreenKeyboard()) }).open();
}
