import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { jwtVerify, importJWK } from 'jose';
import { makeCertificate, makePrivateKey } from '../../main/network/make-certificate.ts';

/** What a push service took for a browser. */
export interface PushedMessage {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A browser's half of a subscription: it alone can read what is sent there (RFC 8291). */
export class PushBrowser {
  readonly #key = createECDH('prime256v1');
  readonly #auth = randomBytes(16);

  constructor() {
    this.#key.generateKeys();
  }

  get keys(): { p256dh: string; auth: string } {
    return { p256dh: this.#key.getPublicKey('base64url'), auth: this.#auth.toString('base64url') };
  }

  /** RFC 8188 and RFC 8291; one record, as push messages have. */
  read(body: Buffer): unknown {
    const salt = body.subarray(0, 16);
    const keyLength = body.readUInt8(20);
    const senderKey = body.subarray(21, 21 + keyLength);
    const sealed = body.subarray(21 + keyLength);
    const shared = this.#key.computeSecret(senderKey);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#key.getPublicKey(), senderKey]);
    const secret = Buffer.from(hkdfSync('sha256', shared, this.#auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    const end = text.lastIndexOf(2);
    return JSON.parse(text.subarray(0, end).toString());
  }
}

/** A push service on this machine, as `push.home.test` or 127.0.0.1; who is to trust it has to be told of its certificate. */
export class PushService {
  readonly certificate: string;
  readonly messages: PushedMessage[] = [];
  onMessage = (): void => {};
  /** Status of the answers. */
  status = 201;
  /** How it answers, in place of a status alone. */
  answer: ((response: ServerResponse) => void) | null = null;
  readonly #server: Server;

  private constructor(certificate: string, server: Server) {
    this.certificate = certificate;
    this.#server = server;
  }

  static async start(): Promise<PushService> {
    const leaf = await makeCertificate(await makePrivateKey(), { names: ['push.home.test'], addresses: ['127.0.0.1'] }, Date.now());
    const server = createServer({ cert: leaf.certificate, key: leaf.key });
    const service = new PushService(leaf.certificate, server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        service.messages.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
        if (service.answer === null) {
          response.writeHead(service.status).end();
        } else {
          service.answer(response);
        }
        service.onMessage();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  /** Of a browser. */
  endpoint(id: string, host = 'push.home.test'): string {
    return `https://${host}:${(this.#server.address() as AddressInfo).port}/send/${id}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Whether somebody with this public key sent a message (VAPID, RFC 8292). Returns what is signed. */
export async function verifySender(header: unknown, publicKey: string): Promise<Record<string, unknown>> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(String(header)) ?? [];
  const point = Buffer.from(publicKey, 'base64url');
  if (key !== publicKey || point.length !== 65) {
    throw new Error('another key');
  }
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  return (await jwtVerify(token, await importJWK(jwk, 'ES256'))).payload;
}
