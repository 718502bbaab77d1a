import { expect, test } from 'vitest';
import { labelName } from '../../../../renderer/state/activity/event-title.ts';
import { eventWords } from '../../../../renderer/text/en/events.ts';

test.each([
  ['cat', 'A cat'],
  ['guinea_pig', 'Guinea pig'],
  ['zebra', 'zebra'],
  ['constructor', 'constructor'],
  [null, 'Somebody'],
])('what a model calls %s is %s to people', (label, name) => {
  expect(labelName(label, eventWords)).toBe(name);
});
