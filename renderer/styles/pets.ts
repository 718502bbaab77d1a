import { css } from 'lit';
import { iconButton } from './icon-button.ts';

/** Pets or zones, one a row. */
export const petListStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    margin-bottom: 8px;
  }

  h2 {
    margin: 0;
    font-size: var(--text-large);
    font-weight: 650;
  }

  .muted {
    margin: 0 0 8px;
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  ul {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 16px;
    min-height: 64px;
    padding: 8px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .picture {
    display: grid;
    flex: none;
    place-items: center;
    width: 64px;
    height: 64px;
    overflow: hidden;
    font-size: 1.5rem;
    color: var(--text-muted);
    background: var(--surface-raised);
    border-radius: 50%;
  }

  .picture img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  /* On the smallest phones, what can be done stands below it. */
  .what {
    display: grid;
    flex: 1 1 100px;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .what b {
    font-weight: 600;
  }

  .what span {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  petlog-habits {
    flex-basis: 100%;
    padding: 0 8px 8px;
  }

  .tools {
    display: flex;
  }

  .tools button {
    ${iconButton}
  }

  .tools button:hover {
    background: var(--surface-raised);
  }
`;
