import type { ReactiveControllerHost } from 'lit';
import { auditWordTables } from './audit-word-tables.ts';
import { type AuditTable, auditWords as english } from './en/audit.ts';
import { LoadedWords } from './loaded-words.ts';

/** The words about who did what. */
export class AuditText extends LoadedWords<AuditTable> {
  constructor(host: ReactiveControllerHost) {
    super(host, english, auditWordTables);
  }
}
