/** The placeholder's icon as SVG: a paw in a crossed-out lens, drawn in 100 by 100 units. */
export const cameraOffSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100"><g fill="none" stroke-linecap="round">
  <circle cx="50" cy="50" r="44" stroke="#5f7387" stroke-width="5"/>
  <g fill="#8ea2b5"><ellipse cx="50" cy="62" rx="16" ry="13"/><ellipse cx="28" cy="48" rx="6.500" ry="8.500" transform="rotate(-24 28 48)"/><ellipse cx="41" cy="34" rx="6.500" ry="9"/>
    <ellipse cx="59" cy="34" rx="6.500" ry="9"/><ellipse cx="72" cy="48" rx="6.500" ry="8.500" transform="rotate(24 72 48)"/></g>
  <path d="M18 82L82 18" stroke="#1b222a" stroke-width="12"/><path d="M18 82L82 18" stroke="#e0795b" stroke-width="6"/>
</g></svg>`;
