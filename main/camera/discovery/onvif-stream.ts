import type { EnteredAddresses, PinnedAddress } from '../../network/entered-address.ts';
import { AddressRefusal } from '../../network/entered-address.ts';
import { requestEntered } from '../../network/entered-request.ts';
import { type Credentials, Login } from '../../remote/login.ts';
import type { Clock } from '../../system/clock.ts';
import { escapeMarkup } from '../../system/escape-markup.ts';
import type { OnvifDevice } from './onvif-probe.ts';
import { readSoap, type SoapMessage } from './soap.ts';
import { usernameToken } from './username-token.ts';

const largestAnswerBytes = 65_536;
const longestAddress = 1024;

interface OnvifQuestion {
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Without them, only cameras that tell everybody answer. */
  readonly credentials?: Credentials;
}

/**
 * Where a camera's video is (ONVIF "Media Service", 5.3 and 5.15). Most tell
 * only those they know: who asks is proved as ONVIF has it, and as HTTP has it
 * where the camera wants that. What a camera says leads to that camera alone,
 * whatever it says.
 *
 * @returns null where it does not tell
 */
export async function askForStream({ service, address }: Omit<OnvifDevice, 'name'>, question: OnvifQuestion): Promise<string | null> {
  if (service === null) {
    return null;
  }
  const itself = new OneHost(address, question.addresses);
  const { credentials, clock, signal } = question;
  try {
    const aheadMilliseconds = credentials === undefined ? 0 : await clockDifference(service, itself, question);
    const login = credentials === undefined ? undefined : new Login(credentials);
    const ask = (url: string, body: string): Promise<SoapMessage> => {
      const nowMilliseconds = clock.nowMicroseconds() / 1000 + aheadMilliseconds;
      const header = credentials === undefined ? '' : usernameToken(credentials, new Date(nowMilliseconds));
      return post({ url, header, body, login, addresses: itself, signal });
    };
    const capabilities = await ask(service, `<GetCapabilities xmlns="${deviceNamespace}"><Category>Media</Category></GetCapabilities>`);
    const media = capabilities.elements('Media')[0]?.text('XAddr') ?? '';
    const profiles = (await ask(media, `<GetProfiles xmlns="${mediaNamespace}"/>`)).elements('Profiles');
    const profile = profiles.find((each) => each.elements('VideoEncoderConfiguration')[0]?.text('Encoding') === 'H264') ?? profiles[0];
    const token = profile?.attribute('token') ?? '';
    const setup =
      '<StreamSetup><Stream xmlns="http://www.onvif.org/ver10/schema">RTP-Unicast</Stream>' +
      '<Transport xmlns="http://www.onvif.org/ver10/schema"><Protocol>RTSP</Protocol></Transport></StreamSetup>';
    const uri = `<GetStreamUri xmlns="${mediaNamespace}">${setup}<ProfileToken>${escapeMarkup(token)}</ProfileToken></GetStreamUri>`;
    return streamOf((await ask(media, uri)).text('Uri'), address);
  } catch {
    return null;
  }
}

const deviceNamespace = 'http://www.onvif.org/ver10/device/wsdl';
const mediaNamespace = 'http://www.onvif.org/ver10/media/wsdl';

/**
 * How far a camera's clock is ahead of ours, in milliseconds: it takes no token
 * of another time, and many clocks are wrong (ONVIF "Core Specification",
 * 8.3.4, which anybody may ask). 0 where it does not say.
 */
async function clockDifference(service: string, addresses: OneHost, { clock, signal }: OnvifQuestion): Promise<number> {
  const body = `<GetSystemDateAndTime xmlns="${deviceNamespace}"/>`;
  const answer = await post({ url: service, header: '', body, login: undefined, addresses, signal }).catch(() => null);
  const [utc] = answer?.elements('UTCDateTime') ?? [];
  const parts = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second'].map((name) => Number.parseInt(utc?.text(name) ?? '', 10));
  const [year = NaN, month = NaN, ...rest] = parts;
  const milliseconds = Date.UTC(year, month - 1, ...rest);
  return Number.isNaN(milliseconds) ? 0 : milliseconds - clock.nowMicroseconds() / 1000;
}

/** Many cameras name an address that they had once, or have elsewhere: the one that answered is right. */
function streamOf(text: string, address: string): string | null {
  const url = URL.parse(text);
  if (url === null || text.length > longestAddress || !['rtsp:', 'rtsps:'].includes(url.protocol)) {
    return null;
  }
  url.hostname = address;
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

interface SoapRequest {
  readonly url: string;
  /** Elements of the envelope's header. */
  readonly header: string;
  readonly body: string;
  readonly login: Login | undefined;
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly signal: AbortSignal;
}

async function post({ url, header, body, login, addresses, signal }: SoapRequest): Promise<SoapMessage> {
  const answer = await requestEntered(addresses, {
    url,
    method: 'POST',
    headers: { 'Content-Type': 'application/soap+xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="utf-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope">${header === '' ? '' : `<e:Header>${header}</e:Header>`}<e:Body>${body}</e:Body></e:Envelope>`,
    ...(login === undefined ? {} : { login }),
    signal,
  });
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (answer.statusCode !== 200 || sizeBytes > largestAnswerBytes) {
        throw new Error('this camera tells only those it knows, or too much');
      }
      chunks.push(chunk);
    }
  } finally {
    answer.destroy();
  }
  const soap = readSoap(Buffer.concat(chunks));
  if (soap === null) {
    throw new Error('this is no answer');
  }
  return soap;
}

/** Admits one address, by the rules for all. */
class OneHost {
  readonly #address: string;
  readonly #addresses: Pick<EnteredAddresses, 'resolve'>;

  constructor(address: string, addresses: Pick<EnteredAddresses, 'resolve'>) {
    this.#address = address.replace(/^\[(.*)\]$/, '$1');
    this.#addresses = addresses;
  }

  async resolve(host: string, port: number): Promise<PinnedAddress> {
    if (host !== this.#address) {
      throw new AddressRefusal(`${host} is not the camera that was asked`);
    }
    return this.#addresses.resolve(host, port);
  }
}
