import { SettingsForm } from '../elements/settings-form.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { SettingsPage } from './settings-page.ts';

/** The camera's own screen, as a page of More. */
export class ScreenView extends SettingsPage {
  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source, new SettingsForm(client, ['screen']));
  }

  protected override get heading(): string {
    return text().more.screen;
  }
}

customElements.define('petlog-screen-view', ScreenView);
