import type { EnteredAddresses, PinnedAddress } from '../../network/entered-address.ts';
import { AddressRefusal } from '../../network/entered-address.ts';
import { requestEntered } from '../../network/entered-request.ts';
import type { OnvifDevice } from './onvif-probe.ts';
import { escapeXml, readSoap, type SoapMessage } from './soap.ts';

const largestAnswerBytes = 65_536;
const longestAddress = 1024;

/**
 * Where a camera's video is, from those that tell everybody (ONVIF "Media
 * Service", 5.3 and 5.15). Most tell only those they know. What a camera says
 * leads to that camera alone, whatever it says.
 *
 * @returns null where it does not tell
 */
export async function askForStream(
  device: OnvifDevice,
  addresses: Pick<EnteredAddresses, 'resolve'>,
  signal: AbortSignal,
): Promise<string | null> {
  if (device.service === null) {
    return null;
  }
  const itself = new OneHost(device.address, addresses);
  try {
    const capabilities = await ask(
      device.service,
      '<GetCapabilities xmlns="http://www.onvif.org/ver10/device/wsdl"><Category>Media</Category></GetCapabilities>',
      itself,
      signal,
    );
    const media = capabilities.elements('Media')[0]?.text('XAddr') ?? '';
    const profiles = (await ask(media, `<GetProfiles xmlns="${mediaNamespace}"/>`, itself, signal)).elements('Profiles');
    const profile = profiles.find((each) => each.elements('VideoEncoderConfiguration')[0]?.text('Encoding') === 'H264') ?? profiles[0];
    const token = profile?.attribute('token') ?? '';
    const setup =
      '<StreamSetup><Stream xmlns="http://www.onvif.org/ver10/schema">RTP-Unicast</Stream>' +
      '<Transport xmlns="http://www.onvif.org/ver10/schema"><Protocol>RTSP</Protocol></Transport></StreamSetup>';
    const question = `<GetStreamUri xmlns="${mediaNamespace}">${setup}<ProfileToken>${escapeXml(token)}</ProfileToken></GetStreamUri>`;
    return streamOf((await ask(media, question, itself, signal)).text('Uri'), device.address);
  } catch {
    return null;
  }
}

const mediaNamespace = 'http://www.onvif.org/ver10/media/wsdl';

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

async function ask(url: string, body: string, addresses: Pick<EnteredAddresses, 'resolve'>, signal: AbortSignal): Promise<SoapMessage> {
  const answer = await requestEntered(addresses, {
    url,
    method: 'POST',
    headers: { 'Content-Type': 'application/soap+xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="utf-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${body}</e:Body></e:Envelope>`,
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
    this.#address = address;
    this.#addresses = addresses;
  }

  async resolve(host: string, port: number): Promise<PinnedAddress> {
    if (host !== this.#address) {
      throw new AddressRefusal(`${host} is not the camera that was asked`);
    }
    return this.#addresses.resolve(host, port);
  }
}
