import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  follow,
  isZoomed,
  panBy,
  settle,
  wholePicture,
  zoomAt,
  type Frame,
  type Point,
  type Zoom,
} from '../../../../renderer/state/kiosk/zoom.ts';

const wide: Frame = { area: { width: 800, height: 480 }, picture: { width: 1280, height: 720 } };
const tall: Frame = { area: { width: 720, height: 1280 }, picture: { width: 1280, height: 720 } };

/** What of the area, before it was enlarged, is under a point. */
const under = (zoom: Zoom, { x, y }: Point): Point => ({ x: (x - zoom.x) / zoom.scale, y: (y - zoom.y) / zoom.scale });

/** Where the edges of the picture are. */
function edges({ scale, x, y }: Zoom, { area, picture }: Frame) {
  const fit = Math.min(area.width / picture.width, area.height / picture.height);
  const [width, height] = [picture.width * fit, picture.height * fit];
  const [left, top] = [x + (scale * (area.width - width)) / 2, y + (scale * (area.height - height)) / 2];
  return { left, top, right: left + scale * width, bottom: top + scale * height };
}

describe('zoom of the picture', () => {
  test('keeps what is under the finger there', () => {
    const finger = { x: 500, y: 200 };
    const zoom = zoomAt(wholePicture, wide, finger, 3);
    expect(zoom.scale).toBe(3);
    expect(under(zoom, finger)).toEqual(finger);
    const closer = zoomAt(zoom, wide, finger, 4);
    expect(under(closer, finger).x).toBeCloseTo(finger.x);
    expect(under(closer, finger).y).toBeCloseTo(finger.y);
  });

  test('goes to five times and no further, and back to the whole picture in its place', () => {
    const zoom = zoomAt(wholePicture, wide, { x: 100, y: 100 }, 40);
    expect(zoom.scale).toBe(5);
    expect(zoomAt(zoom, wide, { x: 700, y: 400 }, 0.1)).toEqual(wholePicture);
  });

  test('two fingers enlarge by how far they part, around the middle of them, and move the picture with them', () => {
    const zoom = follow(
      wholePicture,
      wide,
      [
        { x: 350, y: 240 },
        { x: 450, y: 240 },
      ],
      [
        { x: 320, y: 250 },
        { x: 520, y: 250 },
      ],
    );
    expect(zoom.scale).toBe(2);
    expect(under(zoom, { x: 420, y: 250 })).toEqual({ x: 400, y: 240 });
  });

  test('one finger moves the picture to its edges and no further', () => {
    const zoom = zoomAt(wholePicture, wide, { x: 400, y: 240 }, 2);
    const moved = follow(zoom, wide, [{ x: 10, y: 10 }], [{ x: 60, y: 40 }]);
    expect([moved.x - zoom.x, moved.y - zoom.y]).toEqual([50, 30]);
    expect(edges(panBy(zoom, wide, { x: 9000, y: 9000 }), wide)).toMatchObject({ left: 0, top: 0 });
    expect(edges(panBy(zoom, wide, { x: -9000, y: -9000 }), wide)).toMatchObject({ right: 800, bottom: 480 });
  });

  test('a wide picture on a tall screen stays in the middle until it fills the screen', () => {
    const zoom = zoomAt(wholePicture, tall, { x: 100, y: 600 }, 2);
    const { top, bottom } = edges(panBy(zoom, tall, { x: 0, y: 300 }), tall);
    expect(top).toBeCloseTo(1280 - bottom);
    const filling = panBy(zoomAt(zoom, tall, { x: 100, y: 600 }, 5), tall, { x: 0, y: 9000 });
    expect(edges(filling, tall).top).toBeCloseTo(0);
  });

  test('hardly enlarged is whole', () => {
    expect(settle(zoomAt(wholePicture, wide, { x: 1, y: 1 }, 1.04))).toBe(wholePicture);
    const zoom = zoomAt(wholePicture, wide, { x: 1, y: 1 }, 1.2);
    expect(settle(zoom)).toBe(zoom);
    expect([isZoomed(zoom), isZoomed(wholePicture)]).toEqual([true, false]);
  });

  test('whatever fingers do, the picture leaves no gap that it could fill', () => {
    const coordinate = fc.double({ min: -500, max: 1800, noNaN: true });
    const point = fc.record({ x: coordinate, y: coordinate });
    const move = fc.oneof(
      fc.record({ from: fc.tuple(point), to: fc.tuple(point) }),
      fc.record({ from: fc.tuple(point, point), to: fc.tuple(point, point) }),
    );
    fc.assert(
      fc.property(fc.constantFrom(wide, tall), fc.array(move, { maxLength: 12 }), (frame, moves) => {
        const zoom = moves.reduce((before, { from, to }) => follow(before, frame, from, to), wholePicture);
        expect(zoom.scale).toBeGreaterThanOrEqual(1);
        expect(zoom.scale).toBeLessThanOrEqual(5);
        const { left, top, right, bottom } = edges(zoom, frame);
        for (const [start, end, length] of [
          [left, right, frame.area.width],
          [top, bottom, frame.area.height],
        ] as const) {
          if (end - start > length) {
            expect(start).toBeLessThanOrEqual(1e-6);
            expect(end).toBeGreaterThanOrEqual(length - 1e-6);
          } else {
            expect(start + end).toBeCloseTo(length);
          }
        }
      }),
    );
  });
});
