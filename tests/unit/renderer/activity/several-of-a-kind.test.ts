import { expect, test } from 'vitest';
import { hasSeveralOfAKind } from '../../../../renderer/state/activity/several-of-a-kind.ts';

test.each([
  [[], false],
  [['cat', 'dog', 'bird'], false],
  [['bird', 'bird'], false],
  [['cat', 'dog', 'cat'], true],
  [['dog', 'dog'], true],
] as const)('of %j somebody has to say whose a visit is: %s', (species, expected) => {
  expect(hasSeveralOfAKind(species.map((each) => ({ species: each })))).toBe(expected);
});
