import { html, svg, type TemplateResult } from 'lit';

const shapes = {
  play: svg`<path d="M7.5 5.2v13.6L18.8 12z" fill="currentColor"/>`,
  stop: svg`<rect x="6" y="6" width="12" height="12" rx="1.5" fill="currentColor"/>`,
  record: svg`<circle cx="12" cy="12" r="6.5" fill="currentColor" stroke="none"/>`,
  refresh: svg`<path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4"/><path d="M19.8 3.6v4h-4"/>`,
  expand: svg`<path d="M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5"/>`,
  shrink: svg`<path d="M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5"/>`,
  snapshot: svg`<path d="M4 8.5A1.5 1.5 0 0 1 5.5 7H8l1.4-2.2h5.2L16 7h2.5A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5z"/><circle cx="12" cy="12.8" r="3.4"/>`,
  camera: svg`<rect x="3" y="6.5" width="12.5" height="11" rx="2"/><path d="M15.5 10.8 21 8v8l-5.5-2.8"/>`,
  cameraOff: svg`<path d="M7.2 6.5h6.3a2 2 0 0 1 2 2v6.3M15.5 10.8 21 8v8l-2.4-1.2M13.5 17.5H5a2 2 0 0 1-2-2v-7c0-.9.6-1.7 1.4-1.9M3.5 3.5l17 17"/>`,
  link: svg`<path d="M3.5 9.8a12.5 12.5 0 0 1 17 0M6.5 13.2a8 8 0 0 1 11 0M9.6 16.5a3.6 3.6 0 0 1 4.8 0"/><circle cx="12" cy="19.6" r=".6" fill="currentColor"/>`,
  linkOff: svg`<path d="M3.5 9.8a12.5 12.5 0 0 1 4-2.6M11.5 6.5a12.5 12.5 0 0 1 9 3.3M6.5 13.2a8 8 0 0 1 4-2M9.6 16.5a3.6 3.6 0 0 1 4.8 0M3.5 3.5l17 17"/><circle cx="12" cy="19.6" r=".6" fill="currentColor"/>`,
  warning: svg`<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 17v.1"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  download: svg`<path d="M12 4v11M7.5 11 12 15.5l4.5-4.5M4.5 19.5h15"/>`,
  film: svg`<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M8 5v14M16 5v14M3.5 9.7H8M3.5 14.3H8M16 9.7h4.5M16 14.3h4.5"/>`,
  star: svg`<path d="m12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.8-5.1 2.8 1-5.7-4.1-4 5.7-.8z"/>`,
  starFilled: svg`<path d="m12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.8-5.1 2.8 1-5.7-4.1-4 5.7-.8z" fill="currentColor"/>`,
  trash: svg`<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.3 10.5v5.5M13.7 10.5v5.5"/>`,
  undo: svg`<path d="M4.5 9.5h9.2a5 5 0 0 1 0 10H8.5"/><path d="M8.5 5.5l-4 4 4 4"/>`,
  rewind: svg`<path d="M4.5 12a7.5 7.5 0 1 0 2.3-5.4"/><path d="M4.2 3.6v4h4"/><path d="M12 8v4.4l2.8 1.7"/>`,
  back: svg`<path d="M14.5 5.5 8 12l6.5 6.5"/>`,
  settings: svg`<path d="M4 7.5h9M17.5 7.5H20M4 16.5h2.5M11 16.5h9"/><circle cx="15.2" cy="7.5" r="2.2"/><circle cx="8.8" cy="16.5" r="2.2"/>`,
  select: svg`<rect x="4" y="4" width="16" height="16" rx="3"/><path d="m8 12.3 2.8 2.8L16 9.5"/>`,
  unselected: svg`<rect x="4" y="4" width="16" height="16" rx="3"/>`,
  timelapse: svg`<circle cx="12" cy="12" r="8.5" stroke-dasharray="2.6 2.75"/><path d="M12 7.5V12l3 2"/>`,
  phone: svg`<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>`,
  person: svg`<circle cx="12" cy="8.2" r="3.7"/><path d="M4.8 20a7.2 7.2 0 0 1 14.4 0"/>`,
  people: svg`<circle cx="9" cy="8.5" r="3.3"/><path d="M2.8 19.5a6.2 6.2 0 0 1 12.4 0M15.6 5.5a3.3 3.3 0 0 1 0 6M18 14.2a6.2 6.2 0 0 1 3.2 5.3"/>`,
  key: svg`<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5 19.5 4M16 7.5l3 3M13.5 10l2 2"/>`,
  lock: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`,
  lockOpen: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 7.8-1.3"/>`,
  edit: svg`<path d="M4.5 19.5l1-4L16 5a2.1 2.1 0 0 1 3 3L8.5 18.5z"/><path d="m14 7 3 3"/>`,
  add: svg`<path d="M12 5v14M5 12h14"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 8.5v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2"/>`,
  history: svg`<path d="M8 6.5h12M8 12h12M8 17.5h8M4 6.5h.1M4 12h.1M4 17.5h.1"/>`,
  leave: svg`<path d="M13.5 4.5h-7a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h7M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>`,
  refused: svg`<circle cx="12" cy="12" r="8.5"/><path d="M6 6l12 12"/>`,
  privacy: svg`<path d="M9.9 5.2A9.6 9.6 0 0 1 12 5c5.5 0 9.2 5.4 9.2 7 0 .8-1 2.6-2.8 4.2M6.3 6.9C4 8.5 2.8 11 2.8 12c0 1.6 3.7 7 9.2 7 1.8 0 3.4-.6 4.8-1.4M9.9 9.9a3 3 0 0 0 4.2 4.2M3.5 3.5l17 17"/>`,
  eye: svg`<path d="M2.8 12c0-1.6 3.7-7 9.2-7s9.2 5.4 9.2 7-3.7 7-9.2 7-9.2-5.4-9.2-7z"/><circle cx="12" cy="12" r="3"/>`,
  pulse: svg`<path d="M3 12.5h4l2.2-6 4 12 2.6-8 1.4 2h3.8"/>`,
  globe: svg`<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5S9.4 5.9 12 3.5z"/>`,
  home: svg`<path d="M4 11.5 12 5l8 6.5M6.5 9.8V19h11V9.8"/>`,
  menu: svg`<path d="M4 6.5h16M4 12h16M4 17.5h16"/>`,
  backspace: svg`<path d="M8.5 5.5h10a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-10L2.5 12zM11 9.5l5 5M16 9.5l-5 5"/>`,
  shift: svg`<path d="M12 4 4 12.5h4.5V19h7v-6.5H20z"/>`,
  keyboardHide: svg`<rect x="3" y="4" width="18" height="10.5" rx="2"/><path d="M6.5 7.5h.1M10.2 7.5h.1M13.8 7.5h.1M17.4 7.5h.1M8 11h8M9 18l3 3 3-3"/>`,
  spinner: svg`<path d="M12 3.5a8.5 8.5 0 1 1-8.5 8.5"/>`,
} as const;

export type IconName = keyof typeof shapes;

/** A line icon of the size of the text beside it. Decoration: the words beside it carry the meaning. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}
