import { randomUUID } from 'node:crypto';
import type { MulticastGroup } from '../../network/multicast-question.ts';
import { readSoap } from './soap.ts';

/** WS-Discovery 1.0, 2.4. */
export const onvifGroup: MulticastGroup = { address: '239.255.255.250', port: 3702 };

/** A camera that said that it is there. */
export interface OnvifDevice {
  /** Whose answer it is. */
  readonly address: string;
  /** Of its device service; null where it named none at this address. */
  readonly service: string | null;
  readonly name: string;
}

/** WS-Discovery 1.0, 5.2, for what ONVIF calls a camera ("Core Specification", 7.3). */
export class OnvifProbe {
  readonly #id = randomUUID();

  get message(): Buffer {
    return Buffer.from(
      '<?xml version="1.0" encoding="utf-8"?>' +
        '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"' +
        ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">' +
        `<e:Header><a:MessageID>urn:uuid:${this.#id}</a:MessageID>` +
        '<a:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>' +
        '<a:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></e:Header>' +
        '<e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>',
    );
  }

  /** @returns null for what is no answer to this question, or not that of a camera */
  read(message: Buffer, address: string): OnvifDevice | null {
    const soap = readSoap(message);
    const [match] = soap?.elements('ProbeMatch') ?? [];
    if (soap === null || match === undefined || !soap.text('RelatesTo').toLowerCase().includes(this.#id)) {
      return null;
    }
    const scopes = match.text('Scopes').split(/\s+/);
    if (!match.text('Types').includes('NetworkVideoTransmitter') && !scopes.some((scope) => scope.startsWith(scopeRoot))) {
      return null;
    }
    const service = match
      .text('XAddrs')
      .split(/\s+/)
      .find((text) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.hostname === address);
    return { address, service: service ?? null, name: nameIn(scopes) ?? address };
  }
}

const scopeRoot = 'onvif://www.onvif.org/';

/** What somebody called it, or else which model it is. */
function nameIn(scopes: readonly string[]): string | null {
  for (const kind of ['name', 'hardware']) {
    const prefix = `${scopeRoot}${kind}/`;
    const value = scopes.find((scope) => scope.startsWith(prefix))?.slice(prefix.length) ?? '';
    const name = plainName(decoded(value));
    if (name !== '') {
      return name;
    }
  }
  return null;
}

const longestName = 60;

/** What devices call themselves, on one line of some length, and without what turns the direction of writing or hides. */
export const plainName = (text: string): string => [...text.replace(/[\p{C}\s]+/gu, ' ').trim()].slice(0, longestName).join('');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
