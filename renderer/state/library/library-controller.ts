import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LiveStatus, Problem, RecordingInfo } from '../../../shared/api.ts';
import type { StorageUsage } from '../../../shared/storage.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import type { CameraInfo } from '../../../shared/cameras.ts';
import { Messages } from '../messages.ts';
import { describeFailure } from '../descriptions.ts';
import { isOvertaken } from '../status-order.ts';
import { listChanges } from './list-changes.ts';
import { untilPainted } from '../until-painted.ts';
import { everyRecording, type RecordingFilter } from './recording-filter.ts';
import { RecordingPages } from './recording-pages.ts';
import { Selection } from './selection.ts';
import { UndoQueue } from './undo-queue.ts';

/** Many changes at once are one new list. */
const refreshDelayMilliseconds = 400;
const requestsAtOnce = 4;

/** What the library knows, and what its buttons do. */
export class LibraryController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly pages: RecordingPages;
  readonly messages: Messages;
  readonly removals: UndoQueue<RecordingInfo>;
  readonly selection = new Selection();
  storage: StorageUsage | null = null;
  storageFailure: unknown;
  /** What is wrong with the disk or the camera now; nothing while nothing is known. */
  problems: readonly Problem[] = [];
  /** Since when no camera gives a picture, for privacy; null where they may. */
  privacySince: string | null = null;
  /** Whether what stands above the recordings is known, or cannot be. */
  isHeadSettled = false;
  /** Of which recordings may be. */
  cameras: readonly CameraInfo[] = [];
  /** Whether a press on a recording selects it. */
  isSelecting = false;
  readonly #tellsOfFilms: () => boolean;
  readonly #removing = new Set<string>();
  #status: LiveStatus | null = null;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe: readonly (() => void)[] = [];

  /** @param tellsOfFilms whether nobody else says that a film is ready */
  constructor(host: ReactiveControllerHost, client: PetLogClient, tellsOfFilms: () => boolean) {
    this.#host = host;
    this.#client = client;
    this.#tellsOfFilms = tellsOfFilms;
    const changed = (): void => this.#host.requestUpdate();
    this.pages = new RecordingPages(async (query) => {
      // A touch is answered before what it asked for is drawn.
      const [page] = await Promise.all([client.call('recordings.list', query), untilPainted()]);
      return page;
    }, changed);
    this.messages = new Messages(changed);
    this.removals = new UndoQueue(
      (recordings, isLast) => void this.#remove(recordings, isLast ? recordings.length : requestsAtOnce),
      changed,
    );
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = [
      this.#client.onNotice(({ name, data }) => {
        if (name === 'recording.finished' && data['reason'] === 'timelapse' && this.#tellsOfFilms()) {
          this.messages.add('information', text().playing.filmReady, String(data['recording_id']));
        }
        if (name === 'cameras.changed') {
          void this.#loadCameras();
        }
        if (listChanges.has(name)) {
          this.#refreshSoon();
        }
      }),
      this.#client.onStatus((status) => this.#receive(status)),
      this.#client.onConnection((connection) => {
        if (connection === 'connected') {
          void this.refresh();
        } else {
          this.#showProblems([]);
        }
      }),
    ];
    window.addEventListener('pagehide', this.#onLeave);
    void this.pages.show(everyRecording);
    void this.loadStorage();
    this.isHeadSettled = false;
    void this.#loadHead();
  }

  hostDisconnected(): void {
    this.#onLeave();
    window.removeEventListener('pagehide', this.#onLeave);
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
    clearTimeout(this.#refreshTimer);
    this.messages.close();
    this.stopSelecting();
  }

  /** Without those that are about to be removed; null before the first answer. */
  get recordings(): readonly RecordingInfo[] | null {
    const leaving = new Set(this.removals.items.map(({ recording_id }) => recording_id));
    return this.pages.recordings?.filter(({ recording_id }) => !leaving.has(recording_id) && !this.#removing.has(recording_id)) ?? null;
  }

  get totalCount(): number {
    return Math.max(0, this.pages.totalCount - this.removals.items.length - this.#removing.size);
  }

  show(filter: RecordingFilter): void {
    this.selection.clear();
    void this.pages.show(filter);
  }

  async refresh(): Promise<void> {
    await Promise.all([this.pages.refresh(), this.loadStorage()]);
    this.#updateSelection();
    this.#host.requestUpdate();
  }

  async loadStorage(): Promise<void> {
    try {
      this.storage = await this.#client.call('storage.get', {});
      this.storageFailure = undefined;
    } catch (error) {
      this.storageFailure = error;
    }
    this.#host.requestUpdate();
  }

  startSelecting(): void {
    this.isSelecting = true;
    this.#host.requestUpdate();
  }

  stopSelecting(): void {
    this.isSelecting = false;
    this.selection.clear();
    this.#host.requestUpdate();
  }

  toggle(recording: RecordingInfo): void {
    this.selection.toggle(recording);
    this.#host.requestUpdate();
  }

  toggleAll(recordings: readonly RecordingInfo[]): void {
    this.selection.toggleAll(recordings);
    this.#host.requestUpdate();
  }

  async keep(recordings: readonly RecordingInfo[], kept: boolean): Promise<void> {
    const changing = recordings.filter((recording) => recording.kept !== kept);
    await atOnce(changing, async (recording) => {
      this.pages.replace({ ...recording, kept });
      try {
        this.pages.replace(await this.#client.call('recordings.change', { id: recording.recording_id, kept }));
      } catch (error) {
        this.pages.replace(recording);
        this.#fail(text().library.failed.keep, error);
      }
    });
    this.#updateSelection();
    void this.loadStorage();
  }

  /** Gives it another name or note. */
  async describe({ recording_id: id }: RecordingInfo, change: { readonly name?: string; readonly note?: string }): Promise<void> {
    try {
      this.pages.replace(await this.#client.call('recordings.change', { id, ...change }));
    } catch (error) {
      this.#fail(text().naming.failed, error);
    }
  }

  /** Removes them after a while; `removals.undo()` takes it back. */
  remove(recordings: readonly RecordingInfo[]): void {
    this.stopSelecting();
    this.removals.add(recordings);
  }

  /** @param most requests at once: what a page that is being left has not sent by then is never sent */
  async #remove(recordings: readonly RecordingInfo[], most: number): Promise<void> {
    for (const { recording_id } of recordings) {
      this.#removing.add(recording_id);
    }
    await atOnce(
      recordings,
      async ({ recording_id: id }) => {
        try {
          await this.#client.call('recordings.remove', { id });
          this.pages.drop(id);
        } catch (error) {
          this.#fail(text().library.failed.remove, error);
        } finally {
          this.#removing.delete(id);
        }
      },
      most,
    );
    void this.loadStorage();
  }

  async #loadHead(): Promise<void> {
    const [status] = await Promise.all([this.#client.call('live.status', {}).catch(() => null), this.#loadCameras()]);
    this.isHeadSettled = true;
    if (status !== null) {
      this.#receive(status);
    }
    this.#host.requestUpdate();
  }

  #receive(status: LiveStatus): void {
    if (this.#status !== null && isOvertaken(status, this.#status)) {
      return;
    }
    this.#status = status;
    if (status.privacy_since !== this.privacySince) {
      this.privacySince = status.privacy_since;
      this.#host.requestUpdate();
    }
    this.#showProblems(status.problems);
  }

  /** Without them there is no choice of cameras, and all else works. */
  async #loadCameras(): Promise<void> {
    this.cameras = (await this.#client.call('cameras.list', {}).catch(() => ({ cameras: this.cameras }))).cameras;
    this.#host.requestUpdate();
  }

  /** The status comes more often than its problems change. */
  #showProblems(problems: readonly Problem[]): void {
    if (problems.length === 0 && this.problems.length === 0) {
      return;
    }
    this.problems = problems;
    this.#host.requestUpdate();
  }

  #updateSelection(): void {
    if (this.pages.recordings !== null) {
      this.selection.update(this.recordings ?? [], (recording) => this.pages.covers(recording));
    }
  }

  #fail(failure: string, error: unknown): void {
    this.messages.add('error', `${failure} ${describeFailure(error, text())}`);
  }

  #refreshSoon(): void {
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => void this.refresh(), refreshDelayMilliseconds);
  }

  readonly #onLeave = (): void => this.removals.flush();
}

/** Does something with each, a few at a time. `work` never rejects. */
async function atOnce<T>(values: readonly T[], work: (value: T) => Promise<void>, most = requestsAtOnce): Promise<void> {
  const left = values.values();
  const worker = async (): Promise<void> => {
    for (const value of left) {
      await work(value);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, values.length) }, worker));
}
