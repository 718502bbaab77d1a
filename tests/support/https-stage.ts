/** PetLog with HTTPS, those who are connected to it, and the time by which certificates end. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import { certificateCheckMilliseconds } from '../../main/network/certificates.ts';
import { type Clock, createSystemClock } from '../../main/system/clock.ts';
import { StreamReader } from './http-client.ts';
import { type RunningPetLog, runPetLog } from './running-petlog.ts';

export const httpsOn = { PETLOG_SECURITY_HTTPS: 'true', PETLOG_SERVER_HTTPS_PORT: '0' };

/** The system's clock, whose date can be moved, and whose check of the certificate comes when the test wants it. */
class CertificateClock implements Clock {
  readonly #system = createSystemClock();
  readonly #checks = new Set<() => void>();
  offsetMilliseconds = 0;

  nowMicroseconds = (): number => this.#system.nowMicroseconds() + this.offsetMilliseconds * 1000;
  monotonicMilliseconds = (): number => this.#system.monotonicMilliseconds();

  after(milliseconds: number, callback: () => void): () => void {
    if (milliseconds !== certificateCheckMilliseconds) {
      return this.#system.after(milliseconds, callback);
    }
    this.#checks.add(callback);
    return () => this.#checks.delete(callback);
  }

  /** Resolves when the check is done and the next one is waiting. */
  async checkCertificate(): Promise<void> {
    const due = [...this.#checks];
    this.#checks.clear();
    due.forEach((callback) => callback());
    while (this.#checks.size < due.length) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

interface SecurePetLog {
  readonly petlog: RunningPetLog;
  readonly url: string;
  readonly port: number;
  /** The authority that PetLog made; empty where there is none. */
  readonly ca: string;
  readonly clock: CertificateClock;
}

/** One PetLog at a time; whoever is connected to it goes first at the end. */
export class HttpsStage {
  #running: RunningPetLog | null = null;
  readonly #closers: (() => unknown)[] = [];

  atEnd(close: () => unknown): void {
    this.#closers.push(close);
  }

  async end(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) {
      await close();
    }
    await this.#running?.stop();
    this.#running = null;
  }

  async start(environment: Record<string, string> = {}): Promise<SecurePetLog> {
    const clock = new CertificateClock();
    const petlog = (this.#running = await runPetLog({ ...httpsOn, ...environment }, { clock }));
    const port = petlog.petlog.address.httpsPort ?? 0;
    const ca = await readFile(join(petlog.dataDirectory, 'access/tls/authority.pem'), 'utf8').catch(() => '');
    return { petlog, url: `https://127.0.0.1:${port}`, port, ca, clock };
  }

  /** Shakes hands, whatever the certificate. */
  async handshake(port: number, options: object = {}): Promise<TLSSocket> {
    const socket = connectSecurely({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
    this.atEnd(() => socket.destroy());
    await once(socket, 'secureConnect');
    return socket;
  }

  async fingerprintAt(port: number): Promise<string> {
    return (await this.handshake(port)).getPeerCertificate().fingerprint256;
  }

  /** Whoever watches the live picture, which has begun. */
  async watch(port: number): Promise<StreamReader> {
    const reader = new StreamReader(port, '/live/stream', '127.0.0.1', {}, await this.handshake(port));
    this.atEnd(() => reader.close());
    await reader.next();
    return reader;
  }
}
