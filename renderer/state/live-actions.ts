import type { LiveStatus, StopInput } from '../../shared/api.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { Messages } from './messages.ts';
import { PendingActions } from './pending-actions.ts';
import type { StreamViewEvent } from './stream-view.ts';

export type ActionName = 'start' | 'stop' | 'record' | 'snapshot' | 'privacy' | 'lock';

/** What the screen knows, and what it is told. */
interface ActionsOptions {
  readonly client: PetLogClient;
  readonly messages: Messages;
  /** Somebody asked for the picture. */
  readonly watch: () => void;
  /** Whether the screen shows that a recording runs. */
  readonly isRecording: () => boolean;
  readonly dispatch: (event: StreamViewEvent) => void;
  /** What the camera is now; `accept` does not open the stream by it. */
  readonly receive: (status: LiveStatus) => void;
  readonly accept: (status: LiveStatus) => void;
  readonly onChange: () => void;
}

/** What the buttons of a screen do with its camera. */
export class LiveActions {
  readonly #options: ActionsOptions;
  readonly #pending: PendingActions<ActionName>;

  constructor(options: ActionsOptions) {
    this.#options = options;
    this.#pending = new PendingActions(options.messages, options.onChange);
  }

  isPending(action: ActionName): boolean {
    return this.#pending.has(action);
  }

  /** Does something at a button's request: pending until it ends, told in words when it fails. */
  run(action: ActionName, failure: string, work: () => Promise<unknown>): Promise<void> {
    return this.#pending.run(action, failure, work);
  }

  start(): Promise<void> {
    const { client, watch } = this.#options;
    return this.run('start', text().messages.failed.start, async () => {
      await client.call('live.start', {});
      watch();
    });
  }

  /** @param end when the stop ends by itself; not at all where it is left out */
  stop(end: Pick<StopInput, 'pause_seconds' | 'until'> = {}): Promise<void> {
    const { client, accept, dispatch } = this.#options;
    return this.run('stop', text().messages.failed.stop, async () => {
      dispatch({ type: 'stop-requested' });
      try {
        await client.call('live.stop', end);
        const status = await client.call('live.status', {});
        accept(status);
        dispatch({ type: 'stop-answered', status });
      } catch (error) {
        dispatch({ type: 'stop-failed' });
        throw error;
      }
    });
  }

  /** Switches the camera off for everyone, or releases it. */
  setPrivacy(on: boolean): Promise<void> {
    const { client, receive } = this.#options;
    const { failedOn, failedOff } = text().privacy;
    return this.run('privacy', on ? failedOn : failedOff, async () => {
      await client.call('privacy.set', { on });
      receive(await client.call('live.status', {}));
    });
  }

  /** Goes by what the screen shows: without a connection that is no recording, and a second one is refused in words. */
  toggleRecording(): Promise<void> {
    const { client, isRecording } = this.#options;
    const { failed } = text().messages;
    if (isRecording()) {
      return this.run('record', failed.recordStop, () => client.call('record.stop', {}));
    }
    return this.run('record', failed.record, () => client.call('record.start', {}));
  }
}
