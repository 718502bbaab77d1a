import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Pet } from '../../shared/pets.ts';
import type { Zone } from '../../shared/zones.ts';
import { emptyState } from '../elements/empty-state.ts';
import '../elements/message-list.ts';
import { MovementPreview } from '../elements/pets/movement-preview.ts';
import { PetDialog } from '../elements/pets/pet-dialog.ts';
import { PetList } from '../elements/pets/pet-list.ts';
import { type NewZone, ZoneEditor } from '../elements/pets/zone-editor.ts';
import { AutomaticForm } from '../elements/automatic-form.ts';
import { SettingsForm } from '../elements/settings-form.ts';
import '../elements/undo-bar.ts';
import { zoneName } from '../state/activity/event-title.ts';
import { HabitsController } from '../state/activity/habits-controller.ts';
import { PetsController } from '../state/activity/pets-controller.ts';
import { hasSeveralOfAKind } from '../state/activity/several-of-a-kind.ts';
import { CamerasController } from '../state/cameras/cameras-controller.ts';
import { describeFailure } from '../state/descriptions.ts';
import { UndoQueue } from '../state/library/undo-queue.ts';
import { Messages } from '../state/messages.ts';
import { chipStyles } from '../styles/chips.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { petsPageStyles } from '../styles/pets-page.ts';
import { EventText } from '../text/event-words.ts';
import { text } from '../text/text.ts';
import type { PetLogClient, SnapshotSource } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { backToMore } from './more-page.ts';
import { PageView } from './page-view.ts';

type Removal = { readonly pet: Pet } | { readonly zone: Zone };

/** Who lives here, and what is where in the pictures of the cameras. */
export class PetsView extends PageView {
  static override properties: PropertyDeclarations = { cameraId: { state: true }, picture: { state: true } };

  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles, chipStyles, petsPageStyles];

  /** Whose zones are shown; null for the first. */
  declare cameraId: string | null;
  /** Address of its picture. */
  declare picture: string | null;
  readonly #client: PetLogClient;
  readonly #snapshots: SnapshotSource;
  readonly #text = new EventText(this);
  readonly #pets: PetsController;
  readonly #habits: HabitsController;
  readonly #cameras: CamerasController;
  readonly #messages: Messages;
  readonly #list = new PetList();
  readonly #editor = new ZoneEditor();
  readonly #dialog: PetDialog;
  readonly #removals: UndoQueue<Removal>;
  readonly #noticing: SettingsForm;
  readonly #preview: MovementPreview;
  /** Of the camera that is shown. */
  #automatic: { readonly cameraId: string; readonly form: AutomaticForm } | null = null;
  #pictured: string | null = null;

  constructor(client: PetLogClient, source: SessionSource, snapshots: SnapshotSource) {
    super(client, source);
    this.cameraId = null;
    this.picture = null;
    this.#client = client;
    this.#snapshots = snapshots;
    this.#pets = new PetsController(this, client);
    this.#habits = new HabitsController(this, client);
    this.#noticing = new SettingsForm(client, ['noticing']);
    this.#preview = new MovementPreview(client, snapshots);
    this.#cameras = new CamerasController(this, client);
    this.#messages = new Messages(() => this.requestUpdate());
    this.#dialog = new PetDialog(client);
    this.#removals = new UndoQueue<Removal>(
      (removals) => void this.#remove(removals),
      () => this.requestUpdate(),
    );
    this.#list.addEventListener('edit', (event) => this.#dialog.show((event as CustomEvent<Pet | null>).detail));
    this.#list.addEventListener('remove', (event) => this.#removals.add([{ pet: (event as CustomEvent<Pet>).detail }]));
    this.#dialog.addEventListener('saved', () => void this.#pets.load());
    this.#editor.addEventListener('create', (event) => void this.#create((event as CustomEvent<NewZone>).detail));
    this.#editor.addEventListener('remove', (event) => this.#removals.add([{ zone: (event as CustomEvent<Zone>).detail }]));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#onLeave);
    if (this.session.mayChange) {
      this.#noticing.open();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#onLeave);
    this.#onLeave();
    this.#messages.close();
    this.#noticing.close();
    this.#automatic?.form.close();
    this.#automatic = null;
    this.#showPicture(null);
    this.#pictured = null;
  }

  protected override content(): TemplateResult {
    const { words } = this.#text;
    return html`<div class="bar">${backToMore()}<div class="heading"><h1>${words.pets.title}</h1></div></div>
      <div class="content">${this.#pets.pets === null ? this.#state() : this.#both(this.#pets.pets)}</div>
      <petlog-undo-bar .count=${this.#removals.items.length} .sentence=${this.#sentence} @undo=${() => this.#removals.undo()}></petlog-undo-bar>
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#messages} .list=${this.#messages.list}></petlog-messages>`;
  }

  #state(): TemplateResult {
    const { failure } = this.#pets;
    if (failure === undefined) {
      return html`<p class="visually-hidden" role="status">${this.#text.words.pets.loading}</p>`;
    }
    const title = this.#text.words.pets.failed(describeFailure(failure, text()));
    return emptyState({ sign: 'warning', title, action: { label: text().library.again, act: () => this.#pets.load() } });
  }

  #both(pets: readonly Pet[]): TemplateResult {
    const { words } = this.#text;
    const { mayChange } = this.session;
    const leaving = this.#removals.items;
    const cameraId = this.cameraId ?? this.#cameras.cameras?.[0]?.camera_id ?? null;
    this.#list.words = words;
    this.#list.manageable = mayChange;
    this.#list.zones = this.#pets.zones;
    this.#habits.show(pets.map(({ pet_id }) => pet_id));
    this.#list.habits = this.#habits.habits;
    this.#list.pets = pets.filter(({ pet_id }) => !leaving.some((removal) => 'pet' in removal && removal.pet.pet_id === pet_id));
    this.#dialog.words = words;
    this.#editor.words = words;
    this.#editor.manageable = mayChange;
    this.#editor.picture = this.picture;
    this.#editor.zones = this.#pets.zones.filter(
      (zone) => zone.camera_id === cameraId && !leaving.some((removal) => 'zone' in removal && removal.zone.zone_id === zone.zone_id),
    );
    if (cameraId !== null && cameraId !== this.#pictured) {
      this.#editor.cameraId = cameraId;
      void this.#takePicture(cameraId);
    }
    return html`${this.#list} ${hasSeveralOfAKind(pets) ? html`<p class="hint several">${words.pets.several}</p>` : nothing} ${this.#dialog}
      <section>
        <h2>${words.zones.heading}</h2>
        <p class="hint">${words.zones.hint}</p>
        ${this.#cameras.areMany ? this.#cameraChips(cameraId) : nothing} ${this.#editor}
      </section>
      ${mayChange ? html`<section><div class="card">${this.#noticing} ${cameraId === null ? nothing : this.#previewOf(cameraId)}</div></section>` : nothing}
      ${mayChange && cameraId !== null ? html`<section><div class="card">${this.#automaticForm(cameraId)}</div></section>` : nothing}`;
  }

  #previewOf(cameraId: string): MovementPreview {
    this.#preview.words = this.#text.words;
    this.#preview.cameraId = cameraId;
    return this.#preview;
  }

  #automaticForm(cameraId: string): AutomaticForm {
    if (this.#automatic?.cameraId !== cameraId) {
      this.#automatic?.form.close();
      this.#automatic = { cameraId, form: new AutomaticForm(this.#client, cameraId) };
      this.#automatic.form.open();
    }
    const { form } = this.#automatic;
    form.words = this.#text.words;
    form.cameraName = this.#cameras.areMany ? this.#cameras.nameOf(cameraId) : null;
    return form;
  }

  #cameraChips(chosen: string | null): TemplateResult {
    return html`<div class="chips" role="group" aria-label=${this.#text.words.zones.camera}>
      ${this.#cameras.cameras?.map(({ camera_id: id, name }) => html`<button type="button" aria-pressed=${id === chosen} @click=${() => (this.cameraId = id)}>${name}</button>`)}
    </div>`;
  }

  get #sentence(): string {
    const { pets, zones } = this.#text.words;
    return this.#removals.items
      .map((removal) => ('pet' in removal ? pets.removed(removal.pet.name) : zones.removed(zoneName(removal.zone, this.#text.words))))
      .join(' ');
  }

  /** As it is now: starts a camera that rests. */
  async #takePicture(cameraId: string): Promise<void> {
    this.#pictured = cameraId;
    this.#showPicture(null);
    try {
      const { jpeg } = await this.#snapshots.snapshot(cameraId);
      if (this.#pictured === cameraId && this.isConnected) {
        this.#showPicture(URL.createObjectURL(jpeg));
      }
    } catch {
      // The editor says that there is none.
    }
  }

  #showPicture(address: string | null): void {
    if (this.picture !== null) {
      URL.revokeObjectURL(this.picture);
    }
    this.picture = address;
  }

  async #create(zone: NewZone): Promise<void> {
    try {
      await this.#client.call('zones.create', zone);
    } catch (error) {
      this.#fail(error);
    }
    await this.#pets.load();
  }

  async #remove(removals: readonly Removal[]): Promise<void> {
    for (const removal of removals) {
      const removed =
        'pet' in removal
          ? this.#client.call('pets.remove', { id: String(removal.pet.pet_id) })
          : this.#client.call('zones.remove', { id: removal.zone.zone_id });
      await removed.catch((error: unknown) => this.#fail(error));
    }
    await this.#pets.load();
  }

  #fail(error: unknown): void {
    this.#messages.add('error', this.#text.words.pets.failed(describeFailure(error, text())));
  }

  readonly #onLeave = (): void => this.#removals.flush();
}

customElements.define('petlog-pets-view', PetsView);
