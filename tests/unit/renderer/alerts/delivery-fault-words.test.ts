import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../../main/alerts/channels/ask.ts';
import { notThatService } from '../../../../main/alerts/channels/not-that-service.ts';
import { connackFault, protocolFault, publishFault } from '../../../../main/mqtt/broker-fault.ts';
import { type AddressRefusal, EnteredAddresses, UnknownHost } from '../../../../main/network/entered-address.ts';
import { describeDeliveryFault } from '../../../../renderer/state/alerts/delivery-fault-words.ts';
import { deliveryFaultWords as de } from '../../../../renderer/text/de/delivery-faults.ts';
import { deliveryFaultWords as en } from '../../../../renderer/text/en/delivery-faults.ts';
import { deliveryFaultWords as es } from '../../../../renderer/text/es/delivery-faults.ts';
import { deliveryFaultWords as fr } from '../../../../renderer/text/fr/delivery-faults.ts';
import { deliveryFaultWords as it_ } from '../../../../renderer/text/it/delivery-faults.ts';
import { deliveryFaultWords as ja } from '../../../../renderer/text/ja/delivery-faults.ts';
import { deliveryFaultCodes, deliveryFaultOf, sentencesOfDeliveryFault } from '../../../../shared/delivery-faults.ts';

const namesIn = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
const german = (sentence: string): string => describeDeliveryFault(sentence, { faults: de });
const never = new AbortController().signal;

describe('why a message did not arrive', () => {
  it.each(deliveryFaultCodes)('%s has words of its own in every language, with values that each of its sentences has', (code) => {
    for (const sentence of sentencesOfDeliveryFault(code)) {
      expect(deliveryFaultOf(sentence)?.code).toBe(code);
      for (const words of [en, de, es, fr, it_, ja]) {
        expect(namesIn(sentence)).toEqual(expect.arrayContaining(namesIn(words[code])));
      }
    }
  });

  it('is known for whatever a connection, a broker or a service says', async () => {
    const systemCodes = [
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ENETDOWN',
      'EPROTO',
      'HPE_INVALID_CONSTANT',
      'EIO',
    ];
    const connection = [...systemCodes, 'ERR_SSL_WRONG_VERSION_NUMBER', 'HPE_HEADER_OVERFLOW'].map((code) =>
      faultOf(Object.assign(new Error(), { code }), 'mail.home', never),
    );
    const entered = new EnteredAddresses({ allowedTargets: () => [], ownPorts: () => [], ownAddresses: () => [] });
    const refused = await entered.resolve('127.0.0.1', 25).catch((error: unknown) => error as AddressRefusal);
    const broker = Array.from({ length: 160 }, (_, code) => connackFault(code, 'broker'));
    const answer = { host: 'ntfy.home', status: 200, text: '', json: null };
    const all = [
      ...connection,
      ...broker,
      faultOf(refused, '127.0.0.1', never),
      faultOf(new UnknownHost('there is no mail.home on the network'), 'mail.home', never),
      faultOf(new Error(), 'mail.home', AbortSignal.abort()),
      protocolFault(new Error('odd'), 'broker'),
      protocolFault(new Error('connack timeout'), 'broker'),
      ...[135, 144].map((code) => publishFault(Object.assign(new Error(), { code }), 'broker', 'petlog/#')),
      ...[true, false].map((isPage) => notThatService({ ...answer, isPage }, 'ntfy')),
    ];
    expect(all.filter(({ message }) => deliveryFaultOf(message) === null).map(({ message }) => message)).toEqual([]);
  });

  it('is said in the language of the page, with the words of the other side as they are', () => {
    expect(german('mail.home does not accept the name and the password: 535 5.7.8 Error: authentication failed.')).toBe(
      'mail.home nimmt Namen und Passwort nicht an und sagt: „535 5.7.8 Error: authentication failed“',
    );
    expect(german('ntfy.sh answers 429: limit reached: too many requests.')).toBe(
      'ntfy.sh lehnt ab (429) und sagt: „limit reached: too many requests.“',
    );
    expect(german('Something that nobody ever said.')).toBe('Something that nobody ever said.');
  });
});
