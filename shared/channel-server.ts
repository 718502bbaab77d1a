/** The server of a channel of alerts, for which alone its secrets and its confirmed certificate are. */
import type { ChannelField, ChannelKind } from './alerts-channels.ts';

type Fields = Readonly<Partial<Record<ChannelField, unknown>>>;

interface ServerFields {
  readonly address: ChannelField;
  /** Belong to it. A webhook's secret only signs, and is sent nowhere. */
  readonly own: readonly ChannelField[];
  /** Where the address is empty. */
  readonly usual?: string;
}

/** Those whose server somebody chooses. */
const serverFields: Readonly<Partial<Record<ChannelKind, ServerFields>>> = {
  email: { address: 'host', own: ['password'] },
  ntfy: { address: 'server_url', own: ['token', 'certificate_fingerprint'], usual: 'ntfy.sh' },
  webhook: { address: 'url', own: ['certificate_fingerprint'] },
  apprise: { address: 'url', own: ['urls', 'certificate_fingerprint'] },
  mqtt: { address: 'broker_url', own: ['password', 'certificate_fingerprint'] },
};

/** What belongs to the server that a channel has, and not to the one that a change names; empty where that is the same. */
export function fieldsOfFormerServer(kind: ChannelKind, before: Fields, change: Fields): readonly ChannelField[] {
  const fields = serverFields[kind];
  if (fields === undefined || change[fields.address] === undefined) {
    return [];
  }
  const { address, own, usual = '' } = fields;
  return nameOf(before[address], usual) === nameOf(change[address], usual) ? [] : own;
}

/** Of an address, its host without its port: one machine. */
function nameOf(address: unknown, usual: string): string {
  const text = String(address).trim().toLowerCase();
  const host = /^[a-z]+:\/\/(\[[^\]]*\]|[^:/?#]*)/.exec(text)?.[1] ?? text;
  return host === '' ? usual : host;
}
