import { html, type TemplateResult } from 'lit';
import type { Role } from '../../../shared/access.ts';
import { text } from '../../text/text.ts';

interface RoleChoiceOptions {
  readonly label?: string;
  readonly disabled?: boolean;
}

/** What somebody may do, as two buttons. The styles are `choiceStyles`. */
export function roleChoice(
  chosen: Role,
  choose: (role: Role) => void,
  { label, disabled = false }: RoleChoiceOptions = {},
): TemplateResult {
  const words = text().roles;
  const roles: readonly Role[] = ['viewer', 'admin'];
  return html`<div class="field">
    <span id="role">${label ?? words.choice}</span>
    <div class="choice" role="group" aria-labelledby="role">
      ${roles.map(
        (role) =>
          html`<button type="button" aria-pressed=${role === chosen} ?disabled=${disabled} @click=${() => choose(role)}><b>${words[role]}</b><small>${words.hints[role]}</small></button>`,
      )}
    </div>
  </div>`;
}
