import type { ReactiveController } from 'lit';
import { expect, test } from 'vitest';
import { Instalments } from '../../../renderer/state/instalments.ts';

/** Draws a list as an element does, and paints a frame when it is told to. */
class Page {
  readonly #controllers: ReactiveController[] = [];
  #paint: () => void = () => {};
  #milliseconds = 0;
  readonly updateComplete = Promise.resolve(true);
  items: readonly string[] | null = null;
  shown: readonly string[] | null = null;
  updates = 0;
  readonly instalments = new Instalments<string>(this, {
    idOf: (item) => item,
    size: 2,
    untilPainted: () => new Promise((resolve) => (this.#paint = resolve)),
    now: () => this.#milliseconds,
  });

  constructor() {
    this.#each((controller) => controller.hostConnected?.());
  }

  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
  }

  removeController(): void {}

  requestUpdate(): void {
    this.updates += 1;
    this.shown = this.instalments.of(this.items);
    this.#each((controller) => controller.hostUpdated?.());
  }

  /** @param milliseconds that it took */
  async frame(milliseconds = 33): Promise<void> {
    this.#milliseconds += milliseconds;
    this.#paint();
    await new Promise(setImmediate);
  }

  leave(): void {
    this.#each((controller) => controller.hostDisconnected?.());
  }

  #each(tell: (controller: ReactiveController) => void): void {
    this.#controllers.forEach(tell);
  }
}

test('a few more are shown with each frame, and no more of them between two', async () => {
  const page = new Page();
  page.items = ['a', 'b', 'c', 'd', 'e'];
  page.requestUpdate();
  expect([page.shown, page.instalments.isGrowing, page.instalments.hasBeenWhole]).toEqual([['a', 'b'], true, false]);
  page.requestUpdate();
  expect(page.shown).toEqual(['a', 'b']);
  await page.frame();
  expect(page.shown).toEqual(['a', 'b', 'c', 'd']);
  await page.frame();
  expect([page.shown, page.instalments.isGrowing, page.instalments.hasBeenWhole]).toEqual([page.items, false, true]);
  const { updates } = page;
  await page.frame();
  expect(page.updates).toBe(updates);
});

test('what is added and removed before what is shown takes nothing of it away, and what follows comes by and by', async () => {
  const page = new Page();
  page.items = ['c', 'd'];
  page.requestUpdate();
  page.items = ['b', 'c', 'd'];
  page.requestUpdate();
  expect(page.shown).toEqual(['b', 'c', 'd']);
  page.items = ['d', 'e', 'f', 'g', 'h'];
  page.requestUpdate();
  expect([page.shown, page.instalments.isGrowing, page.instalments.hasBeenWhole]).toEqual([['d', 'e', 'f'], true, true]);
  await page.frame();
  expect(page.shown).toEqual(page.items);
});

test('another list begins anew, and one that nobody sees any more does not go on', async () => {
  const page = new Page();
  page.items = ['a', 'b', 'c'];
  page.requestUpdate();
  await page.frame();
  page.items = null;
  page.requestUpdate();
  expect([page.shown, page.instalments.hasBeenWhole]).toEqual([null, false]);
  page.items = ['a', 'b', 'c'];
  page.requestUpdate();
  expect(page.shown).toEqual(['a', 'b']);
  page.leave();
  const { updates } = page;
  await page.frame();
  expect(page.updates).toBe(updates);
});

test('a machine that paints quickly is given more for each frame, a slow one less, and always one', async () => {
  const page = new Page();
  page.items = Array.from({ length: 100 }, (_, index) => String(index));
  page.requestUpdate();
  const counts: (number | undefined)[] = [];
  for (const milliseconds of [8, 33, 1000, 1000, 1000, 1000]) {
    await page.frame(milliseconds);
    counts.push(page.shown?.length);
  }
  expect(counts).toEqual([2 + 4, 6 + 4, 10 + 2, 12 + 1, 13 + 1, 14 + 1]);
});
