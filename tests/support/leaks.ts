/** Before and after every file of unit tests: one that leaves something running behind fails, so that what everything starts can be stopped. */
import { afterAll, expect } from 'vitest';
import { childrenOf, commandLineOf } from './process-life.ts';

/** What ends by itself soon after a test, as a connection that is kept for the next request, has so long. */
const patienceMilliseconds = 20_000;
const lookAgainMilliseconds = 50;

/** A test may replace it. */
const { setTimeout } = globalThis;

/** How many of each kind keep this process alive: timers, servers, sockets, watchers of files. */
function countResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    // Tools of the tests keep pipes of their own; those to children are seen by the children.
    if (kind !== 'PipeWrap') {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}

const resourcesBefore = countResources();
const childrenBefore = new Set(childrenOf(process.pid));

function leftBehind(): string[] {
  const resources = [...countResources()]
    .map(([kind, count]) => [kind, count - (resourcesBefore.get(kind) ?? 0)] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  const children = childrenOf(process.pid)
    .filter((pid) => !childrenBefore.has(pid))
    .map((pid) => `the process ${pid} (${commandLineOf(pid)})`);
  return [...resources, ...children];
}

afterAll(async () => {
  if (expect.getState().testPath?.includes('/tests/unit/') !== true) {
    return;
  }
  const giveUpAt = performance.now() + patienceMilliseconds;
  for (let left = leftBehind(); left.length > 0; left = leftBehind()) {
    if (performance.now() > giveUpAt) {
      throw new Error(`This file leaves behind: ${left.join(', ')}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, lookAgainMilliseconds));
  }
}, 5 * patienceMilliseconds);
