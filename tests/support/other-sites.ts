import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromiumFlags, findChromium } from './chromium.ts';

/** Empty pages under any name, whose Referrer-Policy is their path. */
export class OtherSites {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<OtherSites> {
    const server = createServer(({ url = '/' }, response) => {
      response
        .writeHead(200, { 'Content-Type': 'text/html', ...(url === '/' ? {} : { 'Referrer-Policy': url.slice(1) }) })
        .end('<!doctype html><title>Elsewhere</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new OtherSites(server);
  }

  originOf(name: string): string {
    return `http://${name}:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A Chromium to which every name is this machine. Plain HTTP of a name is to it what that of an address in the home is: not trustworthy. */
export function launchChromium(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...chromiumFlags, '--host-resolver-rules=MAP * 127.0.0.1'],
  });
}
