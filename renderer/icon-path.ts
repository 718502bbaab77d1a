import type { IconNode } from 'lucide';

type Shape = IconNode[number];

/** What a shape may have to become a part of a path; another attribute, such as a colour, is its own. */
const geometry: ReadonlySet<string> = new Set(['d', 'x', 'y', 'width', 'height', 'rx', 'ry', 'cx', 'cy', 'r', 'x1', 'y1', 'x2', 'y2']);

/**
 * The shapes of an icon as one path: pages have hundreds of icons, and to a browser each shape is an element more to
 * style and to lay out. What cannot be in the path follows it.
 */
export function joinShapes(node: IconNode): IconNode {
  const parts = node.map((shape) => ({ shape, data: pathData(shape) }));
  const data = parts.map((part) => part.data ?? '').join('');
  const others = parts.filter((part) => part.data === null).map(({ shape }) => shape);
  return data === '' ? others : [['path', { d: data }], ...others];
}

function pathData([tag, attributes]: Shape): string | null {
  if (Object.keys(attributes).some((name) => !geometry.has(name))) {
    return null;
  }
  const number = (name: string, otherwise = 0): number => Number(attributes[name] ?? otherwise);
  switch (tag) {
    case 'path':
      return fromItsOwnStart(String(attributes['d']));
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    case 'circle': {
      const radius = number('r');
      const half = `a${radius} ${radius} 0 0 1`;
      return `M${number('cx') - radius} ${number('cy')}${half} ${2 * radius} 0${half} ${-2 * radius} 0z`;
    }
    case 'rect': {
      const [rx, ry] = [number('rx', number('ry')), number('ry', number('rx'))];
      const [width, height] = [number('width') - 2 * rx, number('height') - 2 * ry];
      const corner = (x: number, y: number): string => `a${rx} ${ry} 0 0 1 ${x} ${y}`;
      return `M${number('x') + rx} ${number('y')}h${width}${corner(rx, ry)}v${height}${corner(-rx, ry)}h${-width}${corner(-rx, -ry)}v${-height}${corner(rx, -ry)}z`;
    }
    default:
      return null;
  }
}

/** A path's first point is measured from where the one before it ended, unless its letter is a large one; the points after it are still measured from the first. */
function fromItsOwnStart(data: string): string {
  return data.replace(
    /^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)\s*(?=(.?))/,
    (_, x: string, y: string, next: string) => `M${x} ${y}${/[\d.-]/.test(next) ? 'l' : ''}`,
  );
}
