/** Edge lengths in pixels that desktops ask the hicolor theme for. */
export const iconSizesPixels = [16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512] as const;

/** Below this many pixels the rings of the lens would blur into each other. */
const smallestWithRingsPixels = 40;

/**
 * PetLog's icon as SVG: a camera's lens whose glass shows a paw. Small ones have
 * one ring and a larger paw.
 */
export function iconSvg(sizePixels: number): string {
  const isSmall = sizePixels < smallestWithRingsPixels;
  const lens = isSmall
    ? '<circle cx="256" cy="256" r="212" fill="#f6efe3"/><circle cx="256" cy="256" r="190" fill="url(#glass)"/>'
    : `<circle cx="256" cy="256" r="206" fill="#f6efe3"/>
  <circle cx="256" cy="256" r="190" fill="#16202b"/>
  <circle cx="256" cy="256" r="176" fill="none" stroke="#3d5266" stroke-width="6" stroke-dasharray="3 19.03"/>
  <circle cx="256" cy="256" r="160" fill="url(#glass)"/>`;
  const light = isSmall
    ? ''
    : '<path d="M138 214a128 128 0 0 1 92-82" fill="none" stroke="#ffffff" stroke-opacity=".55" stroke-width="16" stroke-linecap="round"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="${sizePixels}" height="${sizePixels}">
  <title>PetLog</title>
  <defs>
    <linearGradient id="body" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e8864a"/><stop offset="1" stop-color="#c75f2a"/></linearGradient>
    <radialGradient id="glass" cx=".38" cy=".32" r=".8"><stop offset="0" stop-color="#3f8c94"/><stop offset="1" stop-color="#123a47"/></radialGradient>
  </defs>
  <rect x="8" y="8" width="496" height="496" rx="112" fill="url(#body)"/>
  ${lens}
  <g fill="#fff6e8" transform="translate(256 268) scale(${isSmall ? 1.5 : 1.12}) translate(-256 -268)">
    <path d="M256 258c-38 0-72 36-72 66 0 20 15 30 34 30 15 0 25-8 38-8s23 8 38 8c19 0 34-10 34-30 0-30-34-66-72-66z"/>
    <ellipse cx="178" cy="248" rx="22" ry="30" transform="rotate(-24 178 248)"/>
    <ellipse cx="226" cy="204" rx="23" ry="33" transform="rotate(-7 226 204)"/>
    <ellipse cx="286" cy="204" rx="23" ry="33" transform="rotate(7 286 204)"/>
    <ellipse cx="334" cy="248" rx="22" ry="30" transform="rotate(24 334 248)"/>
  </g>
  ${light}
</svg>
`;
}

/** The same without corners: the colour of its body fills the tile, and the lens is in the middle, `scale` of its size. */
export function tiledIconSvg(sizePixels: number, scale: number): string {
  const inside = iconSvg(sizePixels)
    .replace(/<svg[^>]*>/, '')
    .replace('</svg>', '')
    .replace(/<rect [^>]*rx="112"[^>]*\/>/, '');
  const offset = (512 * (1 - scale)) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="${sizePixels}" height="${sizePixels}">
  <defs><linearGradient id="tile" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e8864a"/><stop offset="1" stop-color="#c75f2a"/></linearGradient></defs>
  <rect width="512" height="512" fill="url(#tile)"/>
  <g transform="translate(${offset} ${offset}) scale(${scale})">${inside}</g>
</svg>
`;
}
