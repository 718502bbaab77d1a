import { randomUUID } from 'node:crypto';
import type { ChannelTest } from '../../shared/alerts-channels.ts';
import { pathOfAlert } from '../../shared/alerts.ts';
import type { Language } from '../../shared/languages.ts';
import type { Clock } from '../system/clock.ts';
import type { AlertTargets, FoundTarget } from './alert-targets.ts';
import type { AlertMessage, Sent } from './channels/message.ts';
import type { StoredChannel } from './channel-store.ts';
import { DeliveryError, type Occurrence, type StoredDelivery } from './delivery.ts';
import type { MessageMaker } from './message-maker.ts';
import type { Outbox } from './outbox.ts';
import { senderOf, type SendersOptions } from './senders.ts';
import type { StoredSubscription } from './subscription-store.ts';
import { alertWords } from './text/words.ts';

interface AlertSenderOptions extends SendersOptions {
  readonly targets: AlertTargets;
  readonly maker: MessageMaker;
  readonly outbox: Outbox;
  /** What PetLog speaks. */
  language(): Language;
  reachableUrl(): string | undefined;
  readonly clock: Clock;
}

const testMilliseconds = 20_000;

/** Too large, or one at all: a server of ntfy that keeps no files answers 400, and a mailbox may refuse by 552. */
const mayBeItsPicture = ({ isTooLarge, isPermanent, isGone, step }: DeliveryError): boolean =>
  isTooLarge || (isPermanent && !isGone && step === 'answer');

/** Sends what is due, and tests. */
export class AlertSender {
  readonly #options: AlertSenderOptions;
  readonly #ending = new AbortController();

  constructor(options: AlertSenderOptions) {
    this.#options = options;
  }

  /** What a target reads: what it chose, else what PetLog speaks. */
  languageOf({ channel, subscription }: Pick<FoundTarget, 'channel' | 'subscription'>): Language {
    const chosen = subscription !== null && subscription.language !== 'auto' ? subscription.language : channel.language;
    return chosen === 'auto' ? this.#options.language() : chosen;
  }

  titleOf(occurrence: Occurrence, target: FoundTarget): string {
    return this.#options.maker.text(occurrence, this.languageOf(target)).title;
  }

  /** Resolves once the other side has taken it. Throws DeliveryError. */
  async send(delivery: StoredDelivery, signal: AbortSignal): Promise<Sent & { readonly title: string }> {
    const { targets, maker, outbox } = this.#options;
    const target = targets.find(delivery, delivery.occurrence.cameraId);
    if (target === null) {
      throw new DeliveryError('answer', 'Nobody is to get this any more: it was switched off, or may not see this camera.', {
        isPermanent: true,
      });
    }
    const language = this.languageOf(target);
    const made = await maker.make(delivery, language, () => !signal.aborted);
    const remoteId = delivery.isUpdate ? outbox.remoteIdOf(delivery) : null;
    const message: AlertMessage = { ...made, remoteId };
    const send = await senderOf(target.channel.settings, target.subscription, alertWords[language], this.#options);
    const sent = await send(message, signal).catch((error: unknown) => {
      // A picture that the other side does not take must not keep the words back.
      if (error instanceof DeliveryError && message.picture !== null && mayBeItsPicture(error)) {
        return send({ ...message, picture: null }, signal);
      }
      throw error;
    });
    return { ...sent, title: message.title };
  }

  /** Tries a channel, or one browser of it, now. Never rejects for what the other side does. */
  async test(channel: StoredChannel, subscription: StoredSubscription | null): Promise<ChannelTest> {
    const { outbox, clock } = this.#options;
    const target = { channelId: channel.channelId, subscriptionId: subscription?.subscriptionId ?? '' };
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const cancel = clock.after(testMilliseconds, abort);
    this.#ending.signal.addEventListener('abort', abort, { once: true });
    try {
      const language = this.languageOf({ channel, subscription });
      const send = await senderOf(channel.settings, subscription, alertWords[language], this.#options);
      const { remark } = await send(this.#testMessage(language), controller.signal);
      outbox.noteHealth(target, this.#nowMilliseconds, null);
      return {
        ok: true,
        step: null,
        message: remark ?? 'The other side has taken it; look whether it arrives.',
        certificate_fingerprint: null,
      };
    } catch (error) {
      if (!(error instanceof DeliveryError)) {
        throw error;
      }
      const { step, message, certificateFingerprint } = error;
      outbox.noteHealth(target, null, { at: new Date(this.#nowMilliseconds).toISOString(), step, message });
      return { ok: false, step, message, certificate_fingerprint: certificateFingerprint };
    } finally {
      cancel();
      this.#ending.signal.removeEventListener('abort', abort);
    }
  }

  /** Ends tests that run. */
  close(): void {
    this.#ending.abort();
  }

  #testMessage(language: Language): AlertMessage {
    const words = alertWords[language];
    const path = pathOfAlert(null, null);
    const root = this.#options.reachableUrl();
    return {
      deliveryId: randomUUID(),
      alertId: randomUUID(),
      isUpdate: false,
      ruleId: null,
      ruleName: null,
      title: words.testTitle,
      body: words.testBody,
      language,
      atMilliseconds: this.#nowMilliseconds,
      eventType: null,
      eventId: null,
      cameraId: null,
      cameraName: null,
      label: null,
      petId: null,
      petName: null,
      zoneIds: [],
      durationSeconds: 0,
      isOver: true,
      path,
      url: root === undefined ? null : `${root}/${path}`,
      snooze: null,
      picture: null,
      picturePath: null,
      remoteId: null,
    };
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}
