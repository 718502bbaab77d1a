import { type IconNode, Camera, Clapperboard, Copy, Film, KeyRound, Mail, Send, Smartphone, Timer, TriangleAlert, Video } from 'lucide';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { joinShapes } from '../../../renderer/icon-path.ts';

const icons = { Camera, Clapperboard, Copy, Film, KeyRound, Mail, Send, Smartphone, Timer, TriangleAlert, Video };
const black = 255;

/** How dark each pixel is. */
async function drawn(node: IconNode): Promise<number[]> {
  const shapes = node.map(([tag, attributes]) => {
    const pairs = Object.entries(attributes).map(([name, value]) => `${name}="${String(value)}"`);
    return `<${tag} ${pairs.join(' ')}/>`;
  });
  const style = 'fill="none" stroke="black" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 24 24" ${style}>${shapes.join('')}</svg>`;
  const pixels = await sharp(Buffer.from(svg)).flatten({ background: 'white' }).grayscale().raw().toBuffer();
  return [...pixels].map((value) => black - value);
}

test.for(Object.entries(icons))('%s looks the same as one path', async ([, node]) => {
  const [apart, joined] = await Promise.all([drawn(node), drawn(joinShapes(node))]);
  expect(Math.max(...apart)).toBe(black);
  // Where lines cross, the half-covered pixels at their edges were darkened twice.
  expect(Math.max(...apart.map((value, place) => Math.abs(value - (joined[place] ?? black))))).toBeLessThan(black / 3);
});

test('an icon is one element, but for what has a colour of its own', () => {
  expect(joinShapes(Film).map(([tag]) => tag)).toEqual(['path']);
  expect(joinShapes(KeyRound).map(([tag]) => tag)).toEqual(['path', 'circle']);
});

test('what follows a first point that was measured from nowhere is still measured from there', () => {
  const path = (data: string): IconNode[number] => ['path', { d: data }];
  expect(joinShapes([path('m2 2 20 20'), path('m16.5 9.5-5 5h2'), path('m8 22l1 1')])).toEqual([
    path('M2 2l20 20M16.5 9.5l-5 5h2M8 22l1 1'),
  ]);
});
