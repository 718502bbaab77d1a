import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The id of a question by WS-Discovery. */
export const idOfProbe = (probe: Buffer): string => /<a:MessageID>(.*?)</.exec(probe.toString())?.[1] ?? '';

/** What a camera says to a probe; prefixes as a common maker chooses them. */
export function probeMatch(
  probe: Buffer,
  { services = '', scopes = '', types = 'dn:NetworkVideoTransmitter' }: { services?: string; scopes?: string; types?: string },
): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:wsdd="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">
<SOAP-ENV:Header><wsa:RelatesTo>${idOfProbe(probe)}</wsa:RelatesTo></SOAP-ENV:Header>
<SOAP-ENV:Body><wsdd:ProbeMatches><wsdd:ProbeMatch>
<wsdd:Types>${types}</wsdd:Types><wsdd:Scopes>
${scopes}</wsdd:Scopes><wsdd:XAddrs>${services}</wsdd:XAddrs>
</wsdd:ProbeMatch></wsdd:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>\0`);
}

interface OnvifLogin {
  readonly username: string;
  readonly password: string;
  /** What the camera takes for the time. */
  readonly now: Date;
}

/** Whether a message proves who asks, at this time and for the first time (WS-Security UsernameToken Profile 1.0). */
function provesLogin(body: string, { username, password, now }: OnvifLogin, usedNonces: Set<string>): boolean {
  const text = (name: string): string => new RegExp(`<\\w+:${name}(?: [^>]*)?>([^<]*)<`).exec(body)?.[1] ?? '';
  const [nonce, created] = [text('Nonce'), text('Created')];
  const digest = createHash('sha1').update(Buffer.from(nonce, 'base64')).update(created).update(password).digest('base64');
  const isNew = nonce !== '' && !usedNonces.has(nonce);
  usedNonces.add(nonce);
  const isNow = Math.abs(Date.parse(created) - now.getTime()) < 60_000;
  return isNew && isNow && text('Username') === username && text('Password') === digest;
}

/** The services of an ONVIF camera, on a real server. */
export class FakeOnvifCamera {
  /** What was asked, by the names of the calls. */
  readonly calls: string[] = [];
  readonly #server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const call = /<e:Body><(\w+)/.exec(body)?.[1] ?? '';
      this.calls.push(call);
      this.onCall(call);
      const isKnown = this.login === null || call === 'GetSystemDateAndTime' || provesLogin(body, this.login, this.#usedNonces);
      const answer = isKnown ? this.#answer(call, body) : null;
      response.writeHead(answer === null ? 401 : 200, { 'Content-Type': 'application/soap+xml' });
      response.end(
        answer === null ? '' : `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${answer}</s:Body></s:Envelope>`,
      );
    });
  });
  readonly #address: string;
  readonly #streamUri: string | null;
  /** Of the media service, where it names another than its own. */
  readonly mediaService: string | null;
  onCall: (call: string) => void = () => {};
  /** Whom it tells; null for everybody. */
  login: OnvifLogin | null = null;
  readonly #usedNonces = new Set<string>();

  private constructor(address: string, streamUri: string | null, mediaService: string | null) {
    this.#address = address;
    this.#streamUri = streamUri;
    this.mediaService = mediaService;
  }

  /** @param streamUri null for one that tells only those it knows */
  static async open(address: string, streamUri: string | null, mediaService: string | null = null): Promise<FakeOnvifCamera> {
    const camera = new FakeOnvifCamera(address, streamUri, mediaService);
    await new Promise<void>((resolve) => void camera.#server.listen(0, address, resolve));
    return camera;
  }

  get service(): string {
    return `http://${this.#address}:${(this.#server.address() as AddressInfo).port}/onvif/device_service`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(call: string, body: string): string | null {
    switch (call) {
      case 'GetSystemDateAndTime': {
        const at = this.login?.now ?? new Date();
        const [date, time] = [
          `<tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day>`,
          `<tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute><tt:Second>${at.getUTCSeconds()}</tt:Second>`,
        ];
        return `<tds:R xmlns:tds="d" xmlns:tt="t"><tt:UTCDateTime><tt:Time>${time}</tt:Time><tt:Date>${date}</tt:Date></tt:UTCDateTime></tds:R>`;
      }
      case 'GetCapabilities':
        return `<tds:Capabilities xmlns:tds="d"><tt:Media xmlns:tt="t"><tt:XAddr>${this.mediaService ?? this.service}</tt:XAddr></tt:Media></tds:Capabilities>`;
      case 'GetProfiles': {
        const profile = (token: string, encoding: string): string =>
          `<trt:Profiles token="${token}"><tt:VideoEncoderConfiguration token="v"><tt:Encoding>${encoding}</tt:Encoding></tt:VideoEncoderConfiguration></trt:Profiles>`;
        return this.#streamUri === null
          ? null
          : `<trt:R xmlns:trt="m" xmlns:tt="t">${profile('small', 'JPEG')}${profile('a&amp;b', 'H264')}</trt:R>`;
      }
      case 'GetStreamUri':
        return body.includes('<ProfileToken>a&amp;b</ProfileToken>') && this.#streamUri !== null
          ? `<trt:MediaUri xmlns:trt="m" xmlns:tt="t"><tt:Uri>${this.#streamUri}</tt:Uri></trt:MediaUri>`
          : null;
      default:
        return null;
    }
  }
}
