import { expect, test } from 'vitest';
import { onPress } from '../../../renderer/state/on-press.ts';

function pressable() {
  const classes = new Set<string>();
  const event = {
    currentTarget: { classList: { add: (name: string) => classes.add(name), remove: (name: string) => classes.delete(name) } },
  };
  return { classes, event: event as unknown as Event };
}

test('what is pressed looks pressed until that is painted, and only then comes what it is pressed for', async () => {
  const { classes, event } = pressable();
  const paints: (() => void)[] = [];
  const done: string[] = [];
  const painted = (): Promise<void> => new Promise((resolve) => paints.push(resolve));
  onPress(() => done.push([...classes].join(' ')), painted)(event);
  expect([...classes]).toEqual(['answering']);
  await new Promise(setImmediate);
  expect(done).toEqual([]);

  paints[0]?.();
  await new Promise(setImmediate);
  expect(done).toEqual(['']);
  expect(classes.size).toBe(0);
});

test('a press while another waits counts, too', async () => {
  const { event } = pressable();
  let count = 0;
  const press = onPress(
    () => (count += 1),
    () => Promise.resolve(),
  );
  press(event);
  press(event);
  await new Promise(setImmediate);
  expect(count).toBe(2);
});
