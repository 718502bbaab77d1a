/** The pictures of the mock camera as SVG without text. */

/** The room that never moves, for any picture size. */
export function roomSvg(widthPixels: number, heightPixels: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPixels}" height="${heightPixels}" viewBox="0 0 1280 720" preserveAspectRatio="xMidYMax slice">
  <defs>
    <linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f2dcc0"/><stop offset="1" stop-color="#c9a98c"/></linearGradient>
    <linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9a6a45"/><stop offset="1" stop-color="#5f3f2a"/></linearGradient>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#7db4de"/><stop offset="1" stop-color="#f6e3c4"/></linearGradient>
    <radialGradient id="light" cx="0.5" cy="0.5" r="0.5"><stop offset="0" stop-color="#fff3d6" stop-opacity="0.55"/><stop offset="1" stop-color="#fff3d6" stop-opacity="0"/></radialGradient>
    <radialGradient id="rug" cx="0.5" cy="0.5" r="0.5"><stop offset="0" stop-color="#7f95a8"/><stop offset="0.8" stop-color="#5d7489"/><stop offset="1" stop-color="#4b6074"/></radialGradient>
  </defs>
  <rect width="1280" height="500" fill="url(#wall)"/>
  <rect y="484" width="1280" height="16" fill="#e9d8c2"/>
  <rect y="500" width="1280" height="220" fill="url(#floor)"/>
  <g stroke="#4d3220" stroke-opacity="0.35" stroke-width="2"><path d="M0 540H1280M0 592H1280M0 654H1280"/><path d="M180 500L120 720M420 500L390 720M660 500V720M900 500L935 720M1130 500L1200 720"/></g>
  <rect x="770" y="110" width="300" height="250" rx="6" fill="#f8f1e6"/>
  <rect x="786" y="126" width="268" height="218" fill="url(#sky)"/>
  <path d="M786 300q60-70 130-30t138-30v104H786z" fill="#7f9c6d"/>
  <circle cx="1000" cy="180" r="22" fill="#fff6dc"/>
  <path d="M916 126h8v218h-8zM786 228h268v8H786z" fill="#f8f1e6"/>
  <ellipse cx="920" cy="420" rx="420" ry="330" fill="url(#light)"/>
  <ellipse cx="640" cy="600" rx="450" ry="66" fill="url(#rug)"/>
  <ellipse cx="640" cy="600" rx="390" ry="52" fill="none" stroke="#c9d3db" stroke-opacity="0.5" stroke-width="5"/>
  <g transform="translate(150 330)"><path d="M10 120h100l-14 84H24z" fill="#b4573a"/><path d="M2 104h116v24H2z" fill="#c5674a"/>
    <path d="M60 106C20 60 20 10 50-40c18 50 26 90 10 146zM60 106C90 70 130 50 150 0c-50 10-80 40-90 106zM60 106C30 80-10 70-40 30c50 0 84 24 100 76z" fill="#4f7a52"/></g>
  <g transform="translate(1080 560)"><path d="M0 14h120l-16 38H16z" fill="#3f7f95"/><ellipse cx="60" cy="14" rx="60" ry="13" fill="#2f6072"/><ellipse cx="60" cy="14" rx="48" ry="9" fill="#8a5a34"/></g>
</svg>`;
}

const CAT_LEGS = [
  { hipX: 88, offset: 0, color: '#b5793f' },
  { hipX: 204, offset: 0.5, color: '#b5793f' },
  { hipX: 104, offset: 0.5, color: '#d9944e' },
  { hipX: 218, offset: 0, color: '#d9944e' },
];

/**
 * A cat walking to the right, 300 by 200 units.
 *
 * @param phase 0 to 1, where in its step
 */
export function walkingCatSvg(phase: number): string {
  const angle = phase * 2 * Math.PI;
  const bob = 2 * Math.cos(angle * 2);
  const legs = CAT_LEGS.map(({ hipX, offset, color }) => {
    const swing = Math.sin(angle + offset * 2 * Math.PI);
    const lift = Math.max(0, Math.cos(angle + offset * 2 * Math.PI)) * 10;
    const pawX = hipX + swing * 24;
    const pawY = 190 - lift;
    return `<path d="M${hipX} ${128 + bob}Q${hipX - 4 + swing * 4} ${160 - lift / 2} ${pawX} ${pawY}" fill="none" stroke="${color}" stroke-width="21" stroke-linecap="round"/><ellipse cx="${pawX + 4}" cy="${pawY + 1}" rx="14" ry="8" fill="#f3e3cf"/>`;
  });
  const tail = 12 * Math.sin(angle);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200">
  <path d="M72 ${112 + bob}C30 ${108 + bob} 26 ${70 + tail} 30 ${34 + tail}" fill="none" stroke="#d9944e" stroke-width="17" stroke-linecap="round"/>
  ${legs.slice(0, 2).join('')}
  <g transform="translate(0 ${bob})">
    <path d="M58 112C56 78 96 76 140 80S222 74 238 98C250 120 232 142 204 144S110 150 84 144 60 130 58 112z" fill="#d9944e"/>
    <path d="M104 79l8 30M130 79l6 34M156 80l4 32M182 79l2 28" stroke="#b06f35" stroke-width="8" stroke-linecap="round" fill="none"/>
    <path d="M96 144C130 152 190 150 216 140 190 132 130 132 96 144z" fill="#f3e3cf"/>
  </g>
  ${legs.slice(2).join('')}
  <g transform="translate(0 ${bob * 1.4})">
    <path d="M214 52l4-36 24 20h14l24-20 2 38z" fill="#d9944e"/>
    <path d="M221 44l2-16 13 12zM274 44l-1-16-12 12z" fill="#e8b8a0"/>
    <ellipse cx="248" cy="66" rx="40" ry="35" fill="#d9944e"/>
    <path d="M248 32v16M236 34l2 13M260 34l-2 13" stroke="#b06f35" stroke-width="5" stroke-linecap="round"/>
    <ellipse cx="254" cy="82" rx="21" ry="14" fill="#f3e3cf"/>
    <ellipse cx="236" cy="62" rx="7" ry="8.500" fill="#5f8f4e"/><ellipse cx="266" cy="62" rx="7" ry="8.500" fill="#5f8f4e"/>
    <ellipse cx="237.500" cy="62" rx="2.800" ry="7" fill="#1f1a16"/><ellipse cx="267.500" cy="62" rx="2.800" ry="7" fill="#1f1a16"/>
    <path d="M249 75h10l-5 6z" fill="#c4786b"/><path d="M254 81v5m0 0q-6 5-11 1m11-1q6 5 11 1" fill="none" stroke="#7d4a34" stroke-width="2"/>
    <path d="M234 82l-24-4M234 87l-23 3M272 82l22-5M272 87l22 2" stroke="#fff5e6" stroke-width="1.500"/>
  </g>
</svg>`;
}
