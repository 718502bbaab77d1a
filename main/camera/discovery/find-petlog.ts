import { type MulticastGroup, MulticastQuestion } from '../../network/multicast-question.ts';
import type { OwnLink } from '../../network/own-networks.ts';
import type { Clock } from '../../system/clock.ts';
import { type FoundPetLog, PetLogSearch } from './petlog-search.ts';

interface FindPetLogOptions {
  readonly clock: Pick<Clock, 'after'>;
  readonly links: readonly OwnLink[];
  readonly group: MulticastGroup;
  /** Ends it early, with what was found so far. */
  readonly signal: AbortSignal;
}

/** A question over UDP may be lost. */
const askAtMilliseconds = [0, 400, 1200] as const;
const listenMilliseconds = 2500;

/** Where PetLogs are now that say that they have this id, after two and a half seconds. Never rejects. */
export async function findPetLogs(id: string, { clock, links, group, signal }: FindPetLogOptions): Promise<FoundPetLog[]> {
  const search = new PetLogSearch();
  let ask = (_message: Buffer): void => {};
  const question = await MulticastQuestion.open({
    group,
    links,
    onAnswer(message, address) {
      const further = search.read(message, address);
      if (further !== null) {
        ask(further);
      }
    },
  });
  ask = (message) => question.ask(message);
  const over = Promise.withResolvers<void>();
  const cancels = [
    ...askAtMilliseconds.map((milliseconds) => clock.after(milliseconds, () => question.ask(search.message))),
    clock.after(listenMilliseconds, () => over.resolve()),
  ];
  const end = (): void => over.resolve();
  signal.addEventListener('abort', end);
  if (signal.aborted) {
    end();
  }
  await over.promise;
  signal.removeEventListener('abort', end);
  cancels.forEach((cancel) => cancel());
  await question.close();
  return search.found.filter((found) => found.id === id);
}
