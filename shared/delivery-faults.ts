import { matchSentence, type SentenceTable } from './sentence-pattern.ts';

/**
 * What goes wrong with a channel of alerts, or a broker, in the English sentences that say so; the
 * first that fits counts. What the other side said is `words`, as it said it.
 */
const table = {
  unknown_host: ['there is no {host} on the network.'],
  address_not_allowed: ['{host}, and port {port} of it is not in security.allowed_targets.'],
  broker_silent: ['The broker does not answer in time.'],
  no_answer: ['{host} does not answer in time at port {port}.', '{host} does not answer in time.', '{host} does not answer.'],
  connection_refused: ['{host} refuses the connection: nothing listens at that port.'],
  connection_ended: [
    '{host} broke the connection off.',
    'The connection to {host} was ended.',
    '{host} heard nothing of PetLog for too long.',
  ],
  unreachable: [
    '{host} cannot be reached: no way leads to it.',
    '{host} cannot be reached: this machine has no way to its network.',
    '{host} cannot be reached: this machine has no network.',
    '{host} cannot be reached ({error}).',
    '{host} cannot be reached.',
  ],
  wrong_protocol: [
    '{host} does not speak TLS at that port, or none that is understood.',
    '{host} does not speak HTTP at that port.',
    '{host} does not speak SMTP at that port.',
    '{host} sends a header without end.',
    '{host} shows no certificate.',
  ],
  other_certificate: ['{host} has another certificate than the one that was confirmed; its fingerprint is now {fingerprint}.'],
  unknown_certificate: ['{host} has a certificate {objection}; confirm its fingerprint to use it: {fingerprint}.'],
  untrusted_certificate: [
    '{host} shows a certificate that this system does not trust.',
    '{host} shows a certificate that this system does not trust: {objection}.',
    '{host} has a certificate {objection}.',
  ],
  no_encryption: ['{host} offers no encryption at port {port}; try another security.'],
  wrong_login_says: ['{host} does not accept the name and the password: {words}.'],
  wrong_login: [
    '{host} does not accept the name and the password.',
    '{host} does not accept the username and the password.',
    '{host} does not accept the user name and the password.',
    '{host} does not let this user in; look at the user name and the password.',
  ],
  missing_login: ['{host} asks for a username and a password.'],
  message_refused_silently: ['{host} does not take the message: it says nothing more.'],
  message_refused: ['{host} does not take the message: {words}.'],
  leads_to: ['{host} leads elsewhere to {place}; enter the address where it leads.'],
  leads_elsewhere: ['{host} leads elsewhere; enter the address where it leads.'],
  mqtt_code: ['{host} refuses, with the code {status}.'],
  not_that_service: [
    '{host} answers with a web page where {service} would say that it has taken it; look whether it is the right address.',
    '{host} answers something else where {service} would say that it has taken it; look whether it is the right address.',
  ],
  took_page: ['{host} took it, but answered with a web page; look whether it is the right address.'],
  telegram_token: ['Telegram knows no bot with this token.'],
  discord_webhook: ['Discord knows no webhook of this address any more; make a new one there.'],
  apprise_key: ['{host} knows nobody to tell under this address; look at the key in it.'],
  apprise_page: ['{host} answers with a web page; an address such as https://host/notify/KEY is needed.'],
  browser_keys: ['The keys of this browser cannot be used; switch alerts off and on again there.'],
  nobody_yet: ['No phone or browser gets alerts yet.'],
  nobody_any_more: ['Nobody is to get this any more: it was switched off, or may not see this camera.'],
  internal: ['Something went wrong inside PetLog.'],
  mqtt_busy: ['{host} has no room for another client now.', '{host} takes no more connections for a while.', '{host} is shutting down.'],
  mqtt_version: ['{host} speaks neither MQTT 5 nor 3.1.1.'],
  mqtt_client: ['{host} does not accept the name by which PetLog calls itself.'],
  mqtt_copy: ['{host} let somebody else in who calls himself like this PetLog; is there a copy of it?'],
  mqtt_size: ['{host} takes no messages as large as these.', '{host} takes no more from this user: a quota is used up.'],
  not_mqtt: [
    '{host} does not speak MQTT at that port, or nothing that is understood.',
    '{host} ends the connection without a word; is it an MQTT broker?',
  ],
  mqtt_topic: ['{host} does not let this user use the topic {topic}.', '{host} does not accept the topic {topic}.'],
  mqtt_prefix: ['Another PetLog at {host} uses the topics that begin with {prefix}; enter another topic prefix.'],
  answers_page: ['{host} answers {status} with a web page.'],
  answers_words: ['{host} answers {status}: {words}'],
  answers: ['{host} answers {status}.'],
} as const satisfies SentenceTable;

export type DeliveryFaultCode = keyof typeof table;

/** The code of a sentence and the values in it; null for one that is none of ours. */
export const deliveryFaultOf = (sentence: string): { code: DeliveryFaultCode; parameters: Readonly<Record<string, string>> } | null =>
  matchSentence(table, sentence);

/** With the names of their values in braces. */
export const sentencesOfDeliveryFault = (code: DeliveryFaultCode): readonly string[] => table[code];

export const deliveryFaultCodes = Object.keys(table) as readonly DeliveryFaultCode[];
