import type { DetectorModel, DetectorRequests } from '../detection/detector-protocol.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import { silentLogger } from '../system/logger.ts';
import { WorkerProcess } from '../system/worker-process.ts';

/** What became of an attempt to use a model. */
export type DetectorTrial =
  | { readonly works: true; /** Of one look at one part of a picture. */ readonly processorMilliseconds: number }
  | { readonly works: false; /** Without a full stop. */ readonly reason: string }
  /** Nobody knows: there was no answer in time. */
  | { readonly works: null };

/** The examination as a whole takes hardly longer. */
const patienceMilliseconds = 5500;
/** The process is not given up before the examination is. */
const longerMilliseconds = 2 * patienceMilliseconds;

/** Loads a model and has it look once, in a detection process that ends with that. Never rejects. */
export async function tryDetector(
  model: DetectorModel,
  clock: Clock,
  program = childModuleUrl('detection-process'),
): Promise<DetectorTrial> {
  const worker = new WorkerProcess<DetectorRequests, never>(
    {
      name: 'detection process',
      program,
      clock,
      logger: silentLogger,
      patience: {
        startMilliseconds: longerMilliseconds,
        request: { silentMilliseconds: longerMilliseconds, workMilliseconds: longerMilliseconds, looks: 1 },
        lingerMilliseconds: 0,
        stopMilliseconds: { usual: 0, shutdown: 0 },
      },
    },
    { isNeeded: () => false },
  );
  const { promise: isOver, resolve } = Promise.withResolvers<DetectorTrial>();
  const cancel = clock.after(patienceMilliseconds, () => resolve({ works: null }));
  try {
    return await Promise.race([
      isOver,
      worker.ask('try', { model }).then(
        ({ processorMilliseconds }): DetectorTrial => ({ works: true, processorMilliseconds }),
        (error: unknown): DetectorTrial => ({ works: false, reason: error instanceof Error ? error.message : String(error) }),
      ),
    ]);
  } finally {
    cancel();
    await worker.close();
  }
}
