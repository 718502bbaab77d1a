import { html, nothing, type TemplateResult } from 'lit';
import type { Role } from '../../../shared/access.ts';
import { text } from '../../text/text.ts';
import '../switch-field.ts';

/** Whether somebody may talk through the speakers of cameras; admins may in any case, and are not asked about. */
export function talkChoice(
  { role, canTalk }: { readonly role: Role; readonly canTalk: boolean },
  choose: (canTalk: boolean) => void,
): TemplateResult | typeof nothing {
  const { label, hint } = text().mayTalk;
  return role === 'admin'
    ? nothing
    : html`<petlog-switch-field
        label=${label}
        hint=${hint}
        .checked=${canTalk}
        @change-value=${({ detail }: CustomEvent<boolean>) => choose(detail)}
      ></petlog-switch-field>`;
}
