import type { CSSResultGroup } from 'lit';
import type { BackupTarget } from '../../../shared/backup.ts';
import { describeBackupFailure } from '../../backup/describe-failure.ts';
import type { CopyWords } from '../../backup/words/copies-en.ts';
import type { BackupErrors } from '../../backup/words/en.ts';
import { backupStyles } from '../../styles/backup.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';

/** A dialog about one place for copies. */
export abstract class CopiesDialog extends FormDialog {
  static override styles: CSSResultGroup = [FormDialog.styles, backupStyles];

  declare target: BackupTarget | null;
  protected readonly client: PetLogClient;
  protected readonly words: CopyWords;
  readonly #errors: BackupErrors | null;

  constructor(client: PetLogClient, words: CopyWords, errors: BackupErrors | null) {
    super();
    this.client = client;
    this.words = words;
    this.#errors = errors;
    this.target = null;
  }

  protected override describe(error: unknown): string {
    return describeBackupFailure(error, this.#errors, this.words.faults);
  }
}
