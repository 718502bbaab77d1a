import type { Operations } from '../../shared/routes.ts';
import type { HomeKitService } from '../homekit/homekit-service.ts';

type HomeKitOperations = Pick<Operations, Extract<keyof Operations, `homekit.${string}`>>;

/** PetLog in Apple's Home. */
export function createHomeKitOperations(homekit: Pick<HomeKitService, 'status' | 'removePairing'>): HomeKitOperations {
  return {
    'homekit.get': async () => homekit.status,
    async 'homekit.unpair'() {
      await homekit.removePairing();
      return homekit.status;
    },
  };
}
