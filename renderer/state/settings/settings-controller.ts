import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Config, ConfigPatch } from '../../../shared/config.ts';
import { configOfCamera } from '../../../shared/config/config-of-camera.ts';
import { mainCameraId } from '../../../shared/main-camera-id.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import type { Delay } from '../delay.ts';
import {
  isAllowedSetting,
  settingField,
  settingsPatch,
  settingValues,
  type SettingField,
  type SettingName,
  type SettingValue,
  type SettingValues,
} from './setting-fields.ts';

/** What is typed, or pressed again and again, is not saved at each step; of what is dragged people want to see soon what it does. */
const restMilliseconds: Readonly<Partial<Record<SettingField['kind'], number>>> = { number: 700, time: 700, microphone: 700, slider: 250 };

export type SettingsState = 'loading' | 'ready' | 'saving' | 'saved';

export interface SettingsFailure {
  readonly what: 'load' | 'change';
  readonly reason: unknown;
}

/** The settings on a screen: each change counts at once, and one that is refused is taken back. */
export class SettingsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #delay: Delay;
  readonly #cameraId: string;
  #config: Config | null = null;
  /** Chosen and not saved yet. */
  #draft: Partial<SettingValues> = {};
  #state: SettingsState = 'loading';
  #failure: SettingsFailure | null = null;
  #isOpen = false;
  #isBusy = false;
  /** Somebody changed something while a change of this screen was on its way. */
  #isStale = false;
  #cancel = (): void => {};
  #unsubscribe = (): void => {};

  /** @param cameraId whose settings those of the section `camera` are */
  constructor(host: ReactiveControllerHost, client: PetLogClient, delay: Delay, cameraId = mainCameraId) {
    this.#host = host;
    this.#client = client;
    this.#delay = delay;
    this.#cameraId = cameraId;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get state(): SettingsState {
    return this.#state;
  }

  get failure(): SettingsFailure | null {
    return this.#failure;
  }

  /** As they are on the screen; null before the first answer. */
  get values(): SettingValues | null {
    return this.#config === null ? null : { ...settingValues(this.#ofCamera(this.#config)), ...this.#draft };
  }

  /** Whether PetLog was told that there is no screen at the camera. */
  get isHeadless(): boolean {
    return this.#config?.server.headless ?? false;
  }

  /** Reads the settings, and follows what others change. */
  async open(): Promise<void> {
    if (this.#isOpen) {
      return;
    }
    this.#isOpen = true;
    this.#state = 'loading';
    this.#unsubscribe = this.#client.onNotice(({ name }) => void (name === 'settings.changed' && this.#load()));
    await this.#load();
  }

  /** What was chosen is saved; what is not allowed is forgotten. */
  close(): void {
    if (!this.#isOpen) {
      return;
    }
    this.#isOpen = false;
    this.#unsubscribe();
    this.#draft = this.#allowed();
    void this.#save();
  }

  change(name: SettingName, value: SettingValue): void {
    this.#draft = { ...this.#draft, [name]: value };
    this.#failure = null;
    this.#cancel();
    const milliseconds = restMilliseconds[settingField(name).kind];
    if (milliseconds === undefined) {
      void this.#save();
    } else {
      this.#cancel = this.#delay(milliseconds, () => void this.#save());
    }
    this.#host.requestUpdate();
  }

  async #load(): Promise<void> {
    this.#isStale = this.#isBusy;
    if (this.#isBusy) {
      return;
    }
    try {
      const config = await this.#client.call('settings.get', {});
      this.#isStale = this.#isBusy;
      if (this.#isBusy) {
        return;
      }
      this.#config = config;
      if (this.#state === 'loading') {
        this.#state = 'ready';
      }
      this.#failure = this.#failure?.what === 'load' ? null : this.#failure;
    } catch (reason) {
      this.#failure = { what: 'load', reason };
    } finally {
      this.#host.requestUpdate();
    }
  }

  /** One after the other, so that the last choice is the one that stays. */
  async #save(): Promise<void> {
    this.#cancel();
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    for (let sent = this.#allowed(); Object.keys(sent).length > 0; sent = this.#allowed()) {
      this.#state = 'saving';
      this.#host.requestUpdate();
      try {
        this.#config = await this.#change(settingsPatch(sent));
        this.#state = 'saved';
      } catch (reason) {
        this.#failure = { what: 'change', reason };
        this.#state = 'ready';
      }
      this.#forget(sent);
    }
    this.#isBusy = false;
    this.#host.requestUpdate();
    if (this.#isStale && this.#isOpen) {
      await this.#load();
    }
  }

  /** As if the camera were the only one. */
  #ofCamera(config: Config): Config {
    return configOfCamera(config, this.#cameraId) ?? config;
  }

  async #change(patch: ConfigPatch): Promise<Config> {
    const { camera = {}, recording, ...others } = patch;
    const ofCamera = { ...camera, ...(recording === undefined ? {} : { recording }) };
    if (Object.keys(ofCamera).length === 0 || (this.#cameraId === mainCameraId && recording === undefined)) {
      return this.#client.call('settings.change', patch);
    }
    await this.#client.call('cameras.change', { id: this.#cameraId, ...ofCamera });
    return Object.keys(others).length === 0 ? this.#client.call('settings.get', {}) : this.#client.call('settings.change', others);
  }

  #allowed(): Partial<SettingValues> {
    return Object.fromEntries(this.#drafted().filter(([name, value]) => isAllowedSetting(name, value)));
  }

  /** What was chosen anew meanwhile stays. */
  #forget(sent: Partial<SettingValues>): void {
    this.#draft = Object.fromEntries(this.#drafted().filter(([name, value]) => sent[name] !== value));
  }

  #drafted(): readonly [SettingName, SettingValue][] {
    return Object.entries(this.#draft) as [SettingName, SettingValue][];
  }
}
