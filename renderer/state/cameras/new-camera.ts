import type { CameraInfo, CameraInput } from '../../../shared/cameras.ts';
import type { IpcOutput } from '../../../shared/ipc.ts';
import { CallError, type PetLogClient } from '../../transport/petlog-client.ts';

/** A camera that was found; with who has it already. */
export type FoundCamera = IpcOutput<'cameras.sources'>['sources'][number];

/** What people enter; the first three are what a camera is tried with. */
export interface NewCameraValues {
  readonly source: string;
  readonly username: string;
  readonly password: string;
  readonly name: string;
}

export type NewCameraField = keyof NewCameraValues;

/** What came of trying what is entered now. */
export type CameraTrial =
  | { readonly step: 'none' | 'running' }
  | { readonly step: 'seen'; readonly picture: string; readonly resolution?: readonly number[]; readonly framesPerSecond?: number }
  /** A clause of PetLog. */
  | { readonly step: 'refused'; readonly reason: string }
  /** A person has to compare the fingerprint first. */
  | { readonly step: 'unsigned' };

export interface NewCameraProblem {
  /** Null where it is about none of them. */
  readonly field: NewCameraField | null;
  /** Undefined where nothing was entered. */
  readonly error?: unknown;
}

/** A certificate that nobody signed. */
interface UnsignedCertificate {
  readonly fingerprint: string;
  readonly isConfirmed: boolean;
}

const empty: NewCameraValues = { source: '', username: '', password: '', name: '' };
const untried: CameraTrial = { step: 'none' };
const longestName = 40;

/** A camera that is being added: found or entered, tried, and only then saved. */
export class NewCamera {
  readonly #client: PetLogClient;
  readonly #changed: () => void;
  /** null before the first answer. */
  found: readonly FoundCamera[] | null = null;
  isSearching = false;
  searchFailure: unknown;
  /** Source of a found camera; null where an address is entered instead. */
  chosen: string | null = null;
  values = empty;
  trial = untried;
  certificate: UnsignedCertificate | null = null;
  problem: NewCameraProblem | null = null;
  isSaving = false;
  /** What was entered before a found camera was chosen. */
  #entered = empty;
  /** Rises when it is closed: what comes later is for nobody. */
  #opening = 0;
  /** Rises with each change of what is tried. */
  #version = 0;

  constructor(client: PetLogClient, changed: () => void) {
    this.#client = client;
    this.#changed = changed;
  }

  /** Whether an address can be entered: what is plugged into this machine has none that people know. */
  get hasAddress(): boolean {
    const kind = this.found?.find(({ source }) => source === this.chosen)?.kind;
    return kind !== 'camera_module' && kind !== 'usb';
  }

  /** Whether exactly what is entered now gave a picture. */
  get isTried(): boolean {
    return this.trial.step === 'seen';
  }

  open(): void {
    this.close();
    void this.search();
  }

  /** Forgets everything, passwords above all. */
  close(): void {
    this.#opening += 1;
    this.found = null;
    this.isSearching = false;
    this.searchFailure = undefined;
    this.chosen = null;
    this.values = empty;
    this.#entered = empty;
    this.isSaving = false;
    this.#forgetCertificate();
  }

  async search(): Promise<void> {
    if (this.isSearching) {
      return;
    }
    const opening = this.#opening;
    this.isSearching = true;
    this.searchFailure = undefined;
    this.#changed();
    try {
      const { sources } = await this.#client.call('cameras.sources', {});
      if (opening !== this.#opening) {
        return;
      }
      // One that is gone, or that somebody else took meanwhile.
      if (this.chosen !== null && !sources.some(({ source, in_use_by: user }) => source === this.chosen && user === null)) {
        this.choose(null);
      }
      this.found = sources;
    } catch (error) {
      if (opening !== this.#opening) {
        return;
      }
      this.searchFailure = error;
    }
    this.isSearching = false;
    this.#changed();
  }

  /** One that was found; null to enter an address. */
  choose(source: string | null): void {
    if (source === this.chosen) {
      return;
    }
    const before = this.found?.find((one) => one.source === this.chosen);
    const camera = this.found?.find((one) => one.source === source);
    if (this.chosen === null) {
      this.#entered = this.values;
    }
    this.chosen = camera?.source ?? null;
    const { name } = this.values;
    // What was entered for one camera is not told to another.
    const values = camera === undefined ? this.#entered : { ...empty, source: camera.source };
    const isOwnName = name !== '' && name !== nameOf(before);
    this.values = { ...values, name: isOwnName ? name : nameOf(camera) };
    this.#forgetCertificate();
    this.#changed();
  }

  change(field: NewCameraField, value: string): void {
    if (value === this.values[field]) {
      return;
    }
    this.values = { ...this.values, [field]: value };
    if (field === 'source') {
      this.#forgetCertificate();
    } else if (field !== 'name') {
      this.#forgetTrial();
    } else if (this.problem?.field === 'name') {
      this.problem = null;
    }
    this.#changed();
  }

  /** Somebody compared the fingerprint, or takes that back. */
  confirm(isConfirmed: boolean): void {
    if (this.certificate === null) {
      return;
    }
    this.certificate = { ...this.certificate, isConfirmed };
    this.#forgetTrial();
    if (isConfirmed) {
      void this.try();
    } else {
      this.trial = { step: 'unsigned' };
    }
    this.#changed();
  }

  /** Asks the camera for a picture. */
  async try(): Promise<void> {
    if (this.trial.step === 'running' || this.isSaving) {
      return;
    }
    this.#forgetTrial();
    if (this.values.source.trim() === '') {
      this.problem = { field: 'source' };
      this.#changed();
      return;
    }
    const version = this.#version;
    this.trial = { step: 'running' };
    this.#changed();
    try {
      const result = await this.#client.call('cameras.test', this.#input());
      if (version === this.#version) {
        this.#take(result);
      }
    } catch (error) {
      if (version !== this.#version) {
        return;
      }
      this.trial = untried;
      this.problem = { field: fieldOf(error), error };
    }
    this.#changed();
  }

  /**
   * Saves what was tried.
   *
   * @returns null where it may not be saved, which `problem` explains
   * @throws CallError where nobody looks at this any more
   */
  async add(): Promise<CameraInfo | null> {
    if (!this.isTried || this.isSaving) {
      return null;
    }
    const name = this.values.name.trim();
    if (name === '') {
      this.problem = { field: 'name' };
      this.#changed();
      return null;
    }
    const opening = this.#opening;
    this.isSaving = true;
    this.problem = null;
    this.#changed();
    try {
      return await this.#client.call('cameras.add', { ...this.#input(), name });
    } catch (error) {
      if (opening !== this.#opening) {
        throw error;
      }
      this.problem = { field: fieldOf(error), error };
      return null;
    } finally {
      if (opening === this.#opening) {
        this.isSaving = false;
      }
      this.#changed();
    }
  }

  #take(result: IpcOutput<'cameras.test'>): void {
    const { ok, picture, resolution, frame_rate: framesPerSecond, reason = '', certificate_fingerprint: fingerprint, source } = result;
    if (source !== undefined) {
      this.values = { ...this.values, source };
    }
    if (ok && picture !== undefined) {
      const measured = framesPerSecond === undefined ? {} : { framesPerSecond };
      this.trial = { step: 'seen', picture, ...(resolution === undefined ? {} : { resolution }), ...measured };
    } else if (fingerprint === undefined) {
      this.trial = { step: 'refused', reason: reason.replace(/\.$/, '') };
    } else {
      this.certificate = { fingerprint, isConfirmed: false };
      this.trial = { step: 'unsigned' };
    }
  }

  /** What is left empty is left out: an address may hold name and password itself. */
  #input(): CameraInput {
    const { source, username, password } = this.values;
    return {
      source: source.trim(),
      ...(username.trim() === '' ? {} : { username: username.trim() }),
      ...(password === '' ? {} : { password }),
      ...(this.certificate?.isConfirmed === true ? { certificate_fingerprint: this.certificate.fingerprint } : {}),
    };
  }

  #forgetTrial(): void {
    this.#version += 1;
    this.trial = untried;
    this.problem = null;
  }

  #forgetCertificate(): void {
    this.certificate = null;
    this.#forgetTrial();
  }
}

/** As the settings take it. */
function nameOf(camera: FoundCamera | undefined): string {
  const plain = (camera?.name ?? '').replace(/\p{C}/gu, ' ').trim();
  return [...plain].reduce((name, letter) => (name.length + letter.length > longestName ? name : name + letter), '').trim();
}

const fields: readonly string[] = Object.keys(empty);

/** Which of the values it is about. */
function fieldOf(error: unknown): NewCameraField | null {
  if (!(error instanceof CallError)) {
    return null;
  }
  if (error.code === 'device_in_use' || error.code === 'camera_source_not_allowed') {
    return 'source';
  }
  const named = error.errors.map(({ path }) => path.split('.').at(-1) ?? '').find((name) => fields.includes(name));
  return (named as NewCameraField | undefined) ?? null;
}
