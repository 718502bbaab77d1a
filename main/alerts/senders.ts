import type { ChannelSettings } from '../../shared/alerts-channels.ts';
import { apprise } from './channels/apprise.ts';
import type { Addresses } from './channels/ask.ts';
import { discord } from './channels/discord.ts';
import { email } from './channels/email.ts';
import type { Send } from './channels/message.ts';
import { mqtt } from './channels/mqtt.ts';
import { ntfy } from './channels/ntfy.ts';
import { pushover } from './channels/pushover.ts';
import { telegram } from './channels/telegram.ts';
import { webhook } from './channels/webhook.ts';
import { type PushWords, webPush } from './channels/web-push.ts';
import { DeliveryError } from './delivery.ts';
import type { PushKeys } from './push-keys.ts';
import type { StoredSubscription } from './subscription-store.ts';

export interface SendersOptions {
  /** Looks up addresses that people entered. */
  readonly addresses: Addresses;
  pushKeys(): Promise<PushKeys>;
  nowSeconds(): number;
  /** Of services that have one address alone. */
  readonly servers?: { readonly telegram: string; readonly pushover: string };
}

const publicServers = { telegram: 'https://api.telegram.org', pushover: 'https://api.pushover.net' };

/** How each kind of channel sends. */
export async function senderOf(
  settings: ChannelSettings,
  subscription: StoredSubscription | null,
  words: PushWords,
  { addresses, pushKeys, nowSeconds, servers = publicServers }: SendersOptions,
): Promise<Send> {
  switch (settings.kind) {
    case 'webhook':
      return webhook(settings, addresses, nowSeconds);
    case 'ntfy':
      return ntfy(settings, addresses);
    case 'telegram':
      return telegram(settings, addresses, servers.telegram);
    case 'pushover':
      return pushover(settings, addresses, servers.pushover);
    case 'discord':
      return discord(settings, addresses);
    case 'apprise':
      return apprise(settings, addresses);
    case 'email':
      return email(settings, addresses);
    case 'mqtt':
      return mqtt(settings, addresses);
    case 'web_push':
      if (subscription === null) {
        throw new DeliveryError('answer', 'No phone or browser gets alerts yet.', { isPermanent: true });
      }
      return webPush(subscription, await pushKeys(), words, addresses);
  }
}
