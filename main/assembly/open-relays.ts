import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import { RelayConnections } from '../relays/relay-connections.ts';
import { RelayProcessClient } from '../relays/relay-process-client.ts';
import { RelayService } from '../relays/relay-service.ts';
import { openRelayDatabase, RelayStore } from '../relays/relay-store.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import type { DataDisk } from '../system/data-disk.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

interface OpenRelaysOptions {
  readonly dataDirectory: string;
  readonly dataDisk: Pick<DataDisk, 'add'>;
  readonly cameras: Pick<CameraRegistry, 'find' | 'of'>;
  readonly addresses: Pick<EnteredAddresses, 'resolve' | 'refusalOfAddress'>;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Live video for media servers. */
export function openRelays({
  dataDirectory,
  dataDisk,
  cameras,
  addresses,
  bus,
  clock,
  logger,
  resources,
}: OpenRelaysOptions): RelayService {
  const database = openRelayDatabase(dataDirectory, logger);
  resources.add('database of relays', () => database.close());
  dataDisk.add({
    get problems() {
      return database.problem === null ? [] : [database.problem];
    },
    retry: () => database.retry(),
  });
  const relayProcess = new RelayProcessClient({ program: childModuleUrl('relay-process'), clock, logger, machineMilliseconds });
  const relays = new RelayService({
    store: new RelayStore(database),
    connections: new RelayConnections({ process: relayProcess, addresses }),
    camera(cameraId) {
      const station = cameras.find(cameraId);
      return station === null
        ? null
        : {
            isAvailable: station.config.camera.enabled && !station.privacy.isOn && !station.manager.isStoppedByPerson,
            acquire: () => station.manager.acquire('relay'),
            packetsOf: (rendition) => station.renditions.playablePacketsOf(rendition),
            sound: station.sound,
          };
    },
    assertRendition: (cameraId, rendition) => void cameras.of({}, cameraId).renditions.nameOf(rendition),
    addresses,
    bus,
    clock,
    logger,
  });
  resources.add('relays', () => relays.close());
  return relays;
}

const machineMilliseconds = (): number => Number(process.hrtime.bigint()) / 1e6;
