import type { Config } from '../../shared/config.ts';
import type { AccessControl } from '../access/access-control.ts';
import { ControlSocket, type ControlSocketDependencies } from '../control-socket/control-socket.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

interface OpenControlSocketOptions {
  readonly config: () => Config;
  readonly dataDirectory: string;
  readonly access: Pick<AccessControl, 'hasAdmin' | 'audit'>;
  readonly operations: ControlSocketDependencies['operations'];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Where the command line of this machine asks. PetLog runs without it where there can be no socket anywhere. */
export async function openControlSocket(options: OpenControlSocketOptions): Promise<void> {
  const { config, dataDirectory, access, operations, clock, logger, resources } = options;
  const mode = (): 'open' | 'accounts' => config().security.access;
  const hasAdmin = (): boolean => access.hasAdmin;
  try {
    const socket = await ControlSocket.open({ dataDirectory, mode, hasAdmin, operations, audit: access.audit, clock, logger });
    resources.add('control socket', () => socket.close());
  } catch (error) {
    logger.warn({ err: error }, 'the command line of this machine cannot ask this PetLog: there can be no socket anywhere');
  }
}
