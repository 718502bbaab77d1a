import type { Config } from '../../shared/config.ts';
import { modelOf } from '../detection/chosen-model.ts';
import { DetectorClient } from '../detection/detector-client.ts';
import { noticedLabels } from '../detection/noticed-labels.ts';
import type { ToldVisits, VisitLog } from '../detection/visit.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

interface OpenDetectionOptions {
  readonly config: () => Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** What tells pets and people, for all cameras; its process starts with the first movement. */
export function openDetector({ config, clock, logger, resources }: OpenDetectionOptions): DetectorClient {
  const detector = new DetectorClient({
    program: childModuleUrl('detection-process'),
    model: () => modelOf(config()),
    labels: noticedLabels,
    cpuShare: () => config().detection.cpu_share,
    clock,
    logger,
  });
  resources.add('detector', () => detector.close());
  return detector;
}

interface ChangeableSettings {
  isDecided(key: string): boolean;
  change(patch: unknown): Promise<unknown>;
}

/**
 * A new PetLog notices, and records who is there, unless its owner said otherwise; one that was there before it could
 * waits until somebody wants that. It is saved, so that it stays so. Never rejects.
 */
export async function noticeFromNowOn(settings: ChangeableSettings, logger: Logger): Promise<void> {
  const patch = {
    ...(settings.isDecided('detection.enabled') ? {} : { detection: { enabled: true } }),
    ...(settings.isDecided('recording.automatic') ? {} : { recording: { automatic: 'visits' } }),
  };
  if (Object.keys(patch).length > 0) {
    await settings
      .change(patch)
      .catch((error: unknown) =>
        logger.warn(
          { err: error },
          'that PetLog notices what moves, and records it, could not be saved; it does not until it is switched on',
        ),
      );
  }
}

/** What is told of a visit goes to the log, and to whoever records its camera. */
export const toldTo = (
  { visits, withdraw }: { readonly visits: VisitLog; readonly withdraw: ToldVisits['withdraw'] },
  recorderOf: (cameraId: string) => VisitLog | null,
): ToldVisits => ({
  record(visit) {
    visits.record(visit);
    recorderOf(visit.cameraId)?.record(visit);
  },
  withdraw,
});
