import { expect, test, vi } from 'vitest';
import { RecordingsController } from '../../../renderer/state/recordings-controller.ts';
import type { PetLogClient } from '../../../renderer/transport/petlog-client.ts';

test('however many recordings are cleaned up at once, the list is asked for once while it is on its way, and once more', async () => {
  const notices: ((notice: { name: string }) => void)[] = [];
  const answers: (() => void)[] = [];
  const client = {
    call: () => new Promise((resolve) => answers.push(() => resolve({ recordings: [], total_count: answers.length }))),
    onNotice: (listener: (notice: { name: string }) => void) => {
      notices.push(listener);
      return () => {};
    },
    onConnection: () => () => {},
  } as unknown as PetLogClient;
  const host = { addController: () => {}, removeController: () => {}, requestUpdate: () => {}, updateComplete: Promise.resolve(true) };
  const controller = new RecordingsController(host, client, () => undefined);
  controller.hostConnected();
  for (let removed = 0; removed < 50; removed += 1) {
    notices.forEach((tell) => tell({ name: 'recording.removed' }));
  }
  expect(answers).toHaveLength(1);
  answers[0]?.();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.();
  await vi.waitFor(() => expect(controller.totalCount).toBe(2));
  expect(answers).toHaveLength(2);
});
