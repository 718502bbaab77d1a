import { systemConfigFile } from '../../main/config/flags.ts';
import type { Config } from '../../shared/config.ts';
import { configurationFile } from '../docs/configuration.ts';

/** Where an installed camera is to behave otherwise than one that is tried out. */
export const packageValues = {
  'camera.always_on': true,
  'security.access': 'accounts' satisfies Config['security']['access'],
  'security.https': true,
};

/** The configuration file that comes with the package. */
export function packageConfiguration(): string {
  return configurationFile(
    `# PetLog: configuration of this machine's camera, for the service and the kiosk (${systemConfigFile}).
# Keys behind a "#" show their default; remove the "#" to change one. What is changed in PetLog's own
# settings wins over this file. Check with: petlog --check-config
# The service reads it when it starts: sudo systemctl restart petlog
# Left out, data_dir is /var/lib/petlog for the service, and ~/.local/share/petlog for everybody else.`,
    packageValues,
  );
}
