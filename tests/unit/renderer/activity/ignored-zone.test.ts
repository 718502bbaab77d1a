import { expect, test } from 'vitest';
import { zoneToIgnore } from '../../../../renderer/state/activity/ignored-zone.ts';
import { ZoneInput } from '../../../../shared/zones.ts';

const box = { x: 0.25, y: 0.5, width: 0.125, height: 0.25 };

test('what was taken for a label is ignored where and as large as it was, as that alone', () => {
  const zone = zoneToIgnore({ camera_id: 'garden', label: 'dog', box });
  expect(zone).toMatchObject({
    camera_id: 'garden',
    kind: 'ignore',
    labels: ['dog'],
    polygon: [
      [0.25, 0.5],
      [0.375, 0.5],
      [0.375, 0.75],
      [0.25, 0.75],
    ],
  });
  expect(ZoneInput.parse(zone)).toEqual(zone);
});

test('where something moved, whatever moves is ignored, with some room around it', () => {
  const zone = zoneToIgnore({ camera_id: 'main', label: null, box: { x: 0, y: 0.5, width: 0.125, height: 0.5 } });
  expect(zone).toMatchObject({
    labels: [],
    polygon: [
      [0, 0.48],
      [0.145, 0.48],
      [0.145, 1],
      [0, 1],
    ],
  });
  expect(ZoneInput.safeParse(zone).success).toBe(true);
});

test.each([
  ['nobody knows where it was', { label: 'cat', box: null }],
  ['it moved in most of the picture', { label: null, box: { x: 0, y: 0, width: 1, height: 0.8 } }],
  ['it is too thin to be drawn', { label: 'cat', box: { ...box, width: 0.0001 } }],
])('nothing is offered where %s', (_why, event) => {
  expect(zoneToIgnore({ camera_id: 'main', ...event })).toBeNull();
});
