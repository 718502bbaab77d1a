import type { AlertEventType } from '../../../shared/alerts.ts';
import type { Language } from '../../../shared/languages.ts';

/** What is told, in the language of whoever gets it. */
export interface AlertMessage {
  /** The same each time that it is sent. */
  readonly deliveryId: string;
  /** The same for it and its updates. */
  readonly alertId: string;
  readonly isUpdate: boolean;
  /** Null for a test. */
  readonly ruleId: string | null;
  readonly ruleName: string | null;
  readonly title: string;
  readonly body: string;
  readonly language: Language;
  readonly atMilliseconds: number;
  /** Null for a test. */
  readonly eventType: AlertEventType | null;
  readonly eventId: number | null;
  readonly cameraId: string | null;
  readonly cameraName: string | null;
  readonly label: string | null;
  readonly petId: number | null;
  readonly petName: string | null;
  readonly zoneIds: readonly string[];
  readonly durationSeconds: number;
  readonly isOver: boolean;
  /** Page of the app that shows it, without a slash before it. */
  readonly path: string;
  /** The same with the address of this PetLog; null without a network. */
  readonly url: string | null;
  /** Where alerts are snoozed, for messages that can lead to a second page; null without a network, and for a test. */
  readonly snooze: { readonly label: string; readonly url: string } | null;
  /** JPEG; null where there is none, or none is wanted. */
  readonly picture: Buffer | null;
  readonly picturePath: string | null;
  /** What the other side calls the message that this one updates; null for a first one. */
  readonly remoteId: string | null;
}

/** What came of it. */
export interface Sent {
  /** What the other side calls the message, where it can be changed later. */
  readonly remoteId?: string | undefined;
  /** Something that a person who tries the channel should know: one sentence. */
  readonly remark?: string;
}

/** Sends one message; resolves once the other side has taken it. Throws DeliveryError. */
export type Send = (message: AlertMessage, signal: AbortSignal) => Promise<Sent>;

/** Where alerts are snoozed, as a line below a text; empty where nothing leads there. @param address how one is written there */
export const snoozeLine = ({ snooze }: AlertMessage, address = (url: string): string => url): string =>
  snooze === null ? '' : `\n${snooze.label}: ${address(snooze.url)}`;

/** Title and text in one, for those who have no title. */
export const wholeText = ({ title, body }: AlertMessage): string => (body === '' ? title : `${title}\n${body}`);
