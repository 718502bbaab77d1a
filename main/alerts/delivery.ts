import type { AlertEventType } from '../../shared/alerts.ts';
import type { ChannelKind, DeliveryFault, DeliveryStep } from '../../shared/alerts-channels.ts';
import type { DeliveryState } from '../../shared/alerts-deliveries.ts';

/** Where something is sent to: a channel, or one browser of the channel of all phones and browsers. */
export interface Target {
  readonly channelId: string;
  /** Empty but for web push. */
  readonly subscriptionId: string;
}

/** What an alert is about, as far as it is known; what the log of events knows better is asked there. */
export interface Occurrence {
  /** The same for everything that is told of it, and never of another one. */
  readonly subject: string;
  readonly eventType: AlertEventType;
  /** Null for what is no camera's. */
  readonly cameraId: string | null;
  /** Of the log. */
  readonly eventId: number | null;
  readonly label: string | null;
  readonly petId: number | null;
  readonly zoneIds: readonly string[];
  readonly startedAtMilliseconds: number;
  readonly durationSeconds: number;
  readonly isOver: boolean;
  /** The rule that waited for this; null for what is for all rules. */
  readonly ruleId: string | null;
  /** A sentence about what is wrong, in English; null where the type says it all. */
  readonly reason: string | null;
}

/** Something to be sent, or that was. */
export interface StoredDelivery extends Target {
  /** Grows with each. */
  readonly number: number;
  readonly deliveryId: string;
  readonly alertId: string;
  readonly state: DeliveryState;
  readonly isUpdate: boolean;
  readonly channelName: string;
  readonly channelKind: ChannelKind;
  readonly deviceName: string | null;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly hasPicture: boolean;
  readonly occurrence: Occurrence;
  readonly title: string;
  readonly createdAtMilliseconds: number;
  readonly finishedAtMilliseconds: number | null;
  readonly attempts: number;
  /** By the wall clock, for people. */
  readonly nextAttemptAtMilliseconds: number | null;
  readonly lastError: DeliveryFault | null;
  /** What the other side calls the message, where that can be changed later. */
  readonly remoteId: string | null;
}

export type NewDelivery = Omit<
  StoredDelivery,
  'number' | 'state' | 'finishedAtMilliseconds' | 'attempts' | 'nextAttemptAtMilliseconds' | 'lastError' | 'remoteId'
>;

interface DeliveryErrorOptions extends ErrorOptions {
  /** Sending it again would end the same. */
  readonly isPermanent?: boolean;
  /** When the other side wants to be asked again. */
  readonly retryAfterSeconds?: number | undefined;
  /** SHA-256 of a certificate that could be confirmed. */
  readonly certificateFingerprint?: string | null;
  /** Nobody will ever be there again (404, 410 of a push service). */
  readonly isGone?: boolean;
  /** Less of it would be taken (413). */
  readonly isTooLarge?: boolean;
}

/** One sentence about why something did not arrive, and the step that failed; never a secret. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly step: DeliveryStep;
  readonly isPermanent: boolean;
  readonly isGone: boolean;
  readonly isTooLarge: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly certificateFingerprint: string | null;

  constructor(step: DeliveryStep, message: string, options: DeliveryErrorOptions = {}) {
    super(message, options);
    this.step = step;
    this.isPermanent = options.isPermanent ?? false;
    this.isGone = options.isGone ?? false;
    this.isTooLarge = options.isTooLarge ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.certificateFingerprint = options.certificateFingerprint ?? null;
  }
}
