import { css } from 'lit';

/** For what lies over the picture, in every scheme. */
export const darkColours = css`
  color: #f2f4f3;
  color-scheme: dark;
  --background: #111413;
  --text: #f2f4f3;
  --text-muted: #aab3af;
  --surface: #232927;
  --surface-raised: #303735;
  --line: transparent;
  --line-strong: #727b77;
  --accent: #57c7b8;
  --accent-strong: #78d8cb;
  --on-accent: #06211d;
  --good: #62ce8f;
  --warning: #f0b849;
  --danger: #ff6b62;
  --danger-strong: #ff8a83;
  --on-danger: #2c0503;
  --danger-surface: #4a120e;
  --warning-surface: #33290f;
`;
