import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { RecordingInfo } from '../../shared/api.ts';
import { formatNumber } from '../state/format.ts';
import { LibraryController } from '../state/library/library-controller.ts';
import { everyRecording, isFiltering, type RecordingFilter } from '../state/library/recording-filter.ts';
import { ConcurrencyLimit } from '../state/library/concurrency-limit.ts';
import { sharedRecording } from '../state/library/shared-clip.ts';
import { GivenTime } from '../state/given-time.ts';
import { Instalments } from '../state/instalments.ts';
import { MediaQuery } from '../state/media-query.ts';
import { emptyStateStyles } from '../styles/empty-state.ts';
import { libraryStyles } from '../styles/library.ts';
import { longListStyles } from '../styles/long-list.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import './action-button.ts';
import './library-filter.ts';
import { libraryList, libraryLoading } from './library-list.ts';
import './message-list.ts';
import './privacy-banner.ts';
import './problem-list.ts';
import { RecordingPlayer } from './recording-player.ts';
import type { RecordingTile } from './recording-tile.ts';
import { RemoveDialog } from './remove-dialog.ts';
import type { RecordingWordsChange } from './recording-words.ts';
import { ShareDialog } from './sharing/share-dialog.ts';
import './selection-bar.ts';
import { SettledSignal } from './settled-signal.ts';
import './storage-bar.ts';
import { holdPlace } from './steady-scroll.ts';
import { StorageSettings } from './storage-settings.ts';
import { TimelapseDialog } from './timelapse-dialog.ts';
import './undo-bar.ts';

const picturesAtOnce = 3;
/** Three rows of a phone's screen, one or two of a wide one: a few milliseconds of a computer, some thirty of a small one. */
const tilesPerFrame = 6;
/** As wide as most. */
const usualCount = 100;
interface LibraryOptions {
  /** Asked before anything is removed, which happens only when the time to undo it is over. */
  readonly mayRemove?: () => Promise<boolean>;
  /** Whether nobody else says that a film is ready. */
  readonly tellsOfFilms: () => boolean;
}

/** All recordings: find, watch, keep, delete. The slot `back` is the way out. Fires `settled-change` when it has its height, and when it has not. */
export class Library extends LitElement {
  static override properties: PropertyDeclarations = { readOnly: { type: Boolean } };

  /** The recording that is opened as soon as it is there. */
  opening: string | null = null;
  /** For those who may watch, and change nothing. */
  declare readOnly: boolean;
  readonly #library: LibraryController;
  readonly #narrow: MediaQuery;
  readonly #givenTime: GivenTime;
  readonly #removeDialog = new RemoveDialog();
  readonly #settings: StorageSettings;
  readonly #timelapse: TimelapseDialog;
  readonly #share: ShareDialog;
  /** Updates by itself: to open it, the list is not drawn again. */
  readonly #player: RecordingPlayer;
  /** Whether what an hour holds is opened, where it is one recording alone. */
  #opensSingle = false;
  readonly #instalments: Instalments<RecordingInfo>;
  /** Those whose turn to be drawn has come. */
  #shown: readonly RecordingInfo[] | null = null;
  readonly #pictureLimit = new ConcurrencyLimit(picturesAtOnce);
  readonly #endWatch: IntersectionObserver;
  readonly #mayRemove: () => Promise<boolean>;
  #firstId: string | undefined;

  static override styles = [baseStyles, pageBarStyles, emptyStateStyles, longListStyles, libraryStyles];

  constructor(client: PetLogClient, { mayRemove, tellsOfFilms }: LibraryOptions) {
    super();
    this.#mayRemove = mayRemove ?? (() => Promise.resolve(true));
    this.readOnly = false;
    this.#library = new LibraryController(this, client, tellsOfFilms);
    this.#narrow = new MediaQuery(this, '(max-width: 640px)');
    this.#givenTime = new GivenTime(this);
    this.#instalments = new Instalments(this, { idOf: ({ recording_id }) => recording_id, size: tilesPerFrame });
    new SettledSignal(this, () => this.isSettled);
    this.#player = new RecordingPlayer(client);
    this.#settings = new StorageSettings(client);
    this.#timelapse = new TimelapseDialog(client);
    this.#share = new ShareDialog(client);
    const onView = (entries: readonly IntersectionObserverEntry[]): void => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) {
          void (target.classList.contains('end') ? this.#library.pages.more() : this.#library.pages.newer());
        }
      }
    };
    this.#endWatch = new IntersectionObserver(onView, { rootMargin: '600px' });
    this.#listenToPlayer();
    this.#removeDialog.addEventListener('confirm', () => void this.#remove(this.#library.selection.recordings));
    this.#settings.addEventListener('saved', () => {
      this.#library.messages.add('information', text().storageSettings.saved);
      void this.#library.refresh();
    });
  }

  /** Whether the recordings of its filter have come, or cannot be had. */
  get isSettled(): boolean {
    const { recordings, failure } = this.#library.pages;
    return this.#isHeadShown && (recordings === null ? failure !== undefined : this.#instalments.hasBeenWhole);
  }

  get #isHeadShown(): boolean {
    return this.#library.isHeadSettled || this.#givenTime.isOver;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWatch.disconnect();
    this.#player.recording = null;
  }

  protected override willUpdate(): void {
    const opening = this.#library.recordings?.find(({ recording_id }) => recording_id === this.opening);
    if (opening !== undefined) {
      this.opening = null;
      this.#player.recording = opening;
    }
    const { pages, recordings } = this.#library;
    if (this.#opensSingle && !pages.isLoading && recordings !== null) {
      this.#opensSingle = false;
      this.#player.recording = (recordings.length === 1 ? recordings[0] : undefined) ?? this.#player.recording;
    }
    const { recording: playing } = this.#player;
    this.#player.recording = recordings?.find(({ recording_id }) => recording_id === playing?.recording_id) ?? playing;
    this.#player.manageable = !this.readOnly;
    if (this.readOnly && this.#library.isSelecting) {
      this.#library.stopSelecting();
    }
    this.#shown = this.#instalments.of(this.#isHeadShown ? recordings : null);
  }

  protected override update(changed: PropertyValues): void {
    const { pages } = this.#library;
    const firstId = pages.recordings?.[0]?.recording_id;
    const isMoving =
      this.#firstId !== undefined && firstId !== this.#firstId && (pages.hasNewer || this.renderRoot.querySelector('.start') !== null);
    this.#firstId = firstId;
    const restorePlace = isMoving ? holdPlace(this.#tiles) : null;
    super.update(changed);
    if (restorePlace !== null) {
      void Promise.all([...this.#tiles].map((tile) => tile.updateComplete)).then(restorePlace);
    }
  }

  get #tiles(): NodeListOf<RecordingTile> {
    return this.renderRoot.querySelectorAll<RecordingTile>('petlog-recording-tile');
  }

  /** An end that has come into view once tells nothing when it stays there. */
  protected override updated(): void {
    this.#endWatch.disconnect();
    if (this.#library.pages.failure !== undefined || this.#instalments.isGrowing) {
      return;
    }
    for (const end of this.renderRoot.querySelectorAll('.start, .end')) {
      this.#endWatch.observe(end);
    }
  }

  override render(): TemplateResult {
    const library = this.#library;
    const words = text().library;
    const { recordings, totalCount } = library;
    return html`<div class="bar">
        <slot name="back"></slot>
        <div class="heading">
          <h1>${words.title}</h1>
          ${this.#count(recordings === null ? null : totalCount)}
        </div>
        ${this.readOnly ? nothing : this.#tools()}
      </div>
      ${this.#isHeadShown ? this.#body() : libraryLoading()}
      <div class="bottom">
        <petlog-undo-bar .count=${library.removals.items.length} @undo=${() => library.removals.undo()}></petlog-undo-bar>
        ${library.isSelecting && !this.readOnly ? this.#selectionBar() : nothing}
      </div>
      ${this.#player} ${this.#removeDialog} ${this.#settings} ${this.#timelapse} ${this.#share}
      <petlog-messages @watch=${(event: CustomEvent<string>) => this.#watch(event)} aria-label=${text().messages.region} .messages=${library.messages} .list=${library.messages.list}></petlog-messages>`;
  }

  #body() {
    const library = this.#library;
    const isEmpty = library.recordings?.length === 0 && !isFiltering(library.pages.filter);
    return html`<petlog-privacy-banner .since=${library.privacySince}></petlog-privacy-banner>
      <petlog-problems ?hidden=${library.problems.length === 0} .problems=${library.problems}></petlog-problems>
      <div class="overview">
        <petlog-library-filter ?hidden=${isEmpty} .filter=${library.pages.filter} .cameras=${library.cameras} @change-filter=${(event: CustomEvent<RecordingFilter>) => this.#filter(event.detail)}></petlog-library-filter>
        <petlog-storage-bar .usage=${library.storage} .failure=${library.storageFailure}></petlog-storage-bar>
      </div>
      ${
        // Another choice has other hours above it: what stood here before is not pushed down, but gone.
        keyed(
          library.pages.filter,
          html`<section aria-label=${text().library.region} aria-busy=${library.pages.isLoading}>${libraryList(library, this.#shown, this.#listOptions())}</section>`,
        )
      }`;
  }

  /** Has its place before it is known. */
  #count(count: number | null) {
    const shown = count ?? usualCount;
    return html`<span class="count ${count === null ? 'unknown' : ''}" role="status">${text().library.count(shown, formatNumber(shown, locale()))}</span>`;
  }

  #listOptions(): Parameters<typeof libraryList>[2] {
    return {
      pictureLimit: this.#pictureLimit,
      readOnly: this.readOnly,
      isGrowing: this.#instalments.isGrowing,
      open: (recording) => (this.#player.recording = recording),
      newest: () => void this.#newest(),
    };
  }

  #tools() {
    const library = this.#library;
    const words = text();
    const stacked = this.#narrow.matches;
    return html`<div class="tools">
      <petlog-button icon="timelapse" label=${words.timelapse.open} ?stacked=${stacked} @click=${() => this.#timelapse.show(library.pages.filter.date)}></petlog-button>
      <petlog-button icon="settings" label=${words.storage.region} .hint=${words.storage.settings} ?stacked=${stacked} @click=${() => this.#settings.show()}></petlog-button>
      <petlog-button
        icon="select"
        label=${words.library.select}
        ?stacked=${stacked}
        .pressed=${library.isSelecting}
        .disabled=${!library.isSelecting && (library.recordings ?? []).length === 0}
        @click=${() => (library.isSelecting ? library.stopSelecting() : library.startSelecting())}
      ></petlog-button>
    </div>`;
  }

  #selectionBar() {
    const library = this.#library;
    const { selection } = library;
    this.#removeDialog.count = selection.count;
    this.#removeDialog.sizeBytes = selection.sizeBytes;
    this.#removeDialog.keptCount = selection.keptCount;
    return html`<petlog-selection-bar
      .count=${selection.count}
      .sizeBytes=${selection.sizeBytes}
      .keptCount=${selection.keptCount}
      @keep=${() => library.keep(selection.recordings, true)}
      @unkeep=${() => library.keep(selection.recordings, false)}
      @remove=${() => this.#removeDialog.show()}
      @done=${() => library.stopSelecting()}
    ></petlog-selection-bar>`;
  }

  #filter(filter: RecordingFilter): void {
    this.#opensSingle = filter.hour !== null && filter.hour !== this.#library.pages.filter.hour;
    this.#library.show(filter);
  }

  #listenToPlayer(): void {
    const onPlaying = (name: string, act: (recording: RecordingInfo, event: Event) => void): void =>
      this.#player.addEventListener(name, (event) => this.#player.recording !== null && act(this.#player.recording, event));
    onPlaying('close', () => (this.#player.recording = null));
    onPlaying('keep', (recording) => this.#keepPlaying(recording));
    onPlaying('share', (recording) => this.#share.show(sharedRecording(recording)));
    onPlaying(
      'describe',
      (recording, event) => void this.#library.describe(recording, (event as CustomEvent<RecordingWordsChange>).detail),
    );
    onPlaying('remove', (recording) => void this.#remove([recording]));
  }

  #keepPlaying({ recording_id: id }: RecordingInfo): void {
    const present = this.#library.recordings?.find(({ recording_id }) => recording_id === id);
    if (present !== undefined) {
      void this.#library.keep([present], !present.kept);
    }
  }

  async #remove(recordings: readonly RecordingInfo[]): Promise<void> {
    if (await this.#mayRemove()) {
      this.#library.remove(recordings);
    }
  }

  #watch(event: CustomEvent<string>): void {
    event.stopPropagation();
    this.opening = event.detail;
    this.#library.show(everyRecording);
  }

  async #newest(): Promise<void> {
    await this.#library.pages.newest();
    await this.updateComplete;
    this.scrollIntoView();
  }
}

customElements.define('petlog-library', Library);
