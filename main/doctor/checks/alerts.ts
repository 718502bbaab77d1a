import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sentence } from '../../../shared/doctor-sentence.ts';
import { isMissing } from '../../system/is-missing.ts';
import { type Finding, ok, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

const AlertStates = z.object({ usedCount: z.int(), dead: z.array(z.object({ name: z.string(), reason: z.string() })) });

/** Whether alerts arrive: what the last message by each channel came to. */
export const checkAlerts: Check = async ({ dataDirectory, askProcess }): Promise<Finding> => {
  const paths = ['alerts.db', 'outbox.db'].map((name) => join(dataDirectory, 'alerts', name));
  const states = await Promise.all(
    paths.map((path) =>
      access(path, constants.R_OK).then(
        () => 'readable' as const,
        (error: unknown) => (isMissing(error) ? ('missing' as const) : ('forbidden' as const)),
      ),
    ),
  );
  if (states.includes('forbidden')) {
    return warning(sentence('alerts_forbidden'), sentence('run_as_root_advice'));
  }
  const { usedCount, dead } = AlertStates.parse(JSON.parse(await askProcess(['alerts', ...paths])));
  if (dead.length > 0) {
    return warning(
      dead.map(({ name, reason }) => sentence('alerts_dead', { name, reason })),
      sentence('alerts_dead_advice'),
    );
  }
  return ok(usedCount === 0 ? sentence('alerts_unused') : sentence('alerts_fine', { count: usedCount }));
};
