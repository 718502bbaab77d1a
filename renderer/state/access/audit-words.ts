import type { AuditEntry } from '../../../shared/access.ts';
import type { AuditTable } from '../../text/en/audit.ts';
import { routeOf } from './route-names.ts';

export interface AuditWords {
  readonly actor: string;
  readonly action: string;
  /** Why not, or to what; empty where there is nothing to say. */
  readonly detail: string;
}

const lookUp = (table: object, key: string): string | undefined =>
  Object.hasOwn(table, key) ? (table as Record<string, string>)[key] : undefined;

/** An entry in plain words; what has none stays as PetLog wrote it. */
export function describeAuditEntry(
  { actor, action, outcome, detail }: Pick<AuditEntry, 'actor' | 'action' | 'outcome' | 'detail'>,
  { audit }: AuditTable,
): AuditWords {
  const route = action.includes(' ') ? routeOf(action) : action;
  const [code = '', ...rest] = detail.split(' ');
  const reason = outcome === 'done' ? undefined : lookUp(audit.reasons, code);
  return {
    actor: lookUp(audit.actors, actor) ?? actor,
    action: (route === undefined ? undefined : lookUp(audit.actions, route)) ?? (action.includes(' ') ? audit.otherPage(action) : action),
    detail: reason === undefined ? detail : [reason, ...rest].join(' '),
  };
}
