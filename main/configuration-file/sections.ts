import { accessSection } from './sections/access-section.ts';
import { alertChannelsSection } from './sections/alert-channels-section.ts';
import { alertRulesSection } from './sections/alert-rules-section.ts';
import { authoritySection } from './sections/authority-section.ts';
import { backupSection } from './sections/backup-section.ts';
import { cameraOrderSection } from './sections/camera-order-section.ts';
import { knownPetLogsSection } from './sections/known-petlogs-section.ts';
import { homekitSection } from './sections/homekit-section.ts';
import { petsSection } from './sections/pets-section.ts';
import { relaysSection } from './sections/relays-section.ts';
import { settingsSection } from './sections/settings-section.ts';
import { zonesSection } from './sections/zones-section.ts';
import type { AnySection } from './section.ts';

/** What a file holds, in the order in which it is brought back. What is new is a row here, and one in `sources` of `assembly/open-configuration-file.ts`. */
export const sections: readonly AnySection[] = [
  petsSection,
  zonesSection,
  cameraOrderSection,
  knownPetLogsSection,
  authoritySection,
  accessSection,
  alertChannelsSection,
  alertRulesSection,
  backupSection,
  relaysSection,
  homekitSection,
  settingsSection,
];
