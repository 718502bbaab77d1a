/** Another PetLog whose address changed: a real camera over HTTP and HTTPS, found by its id on a network of loopback addresses. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { BasicConstraintsExtension, X509Certificate, X509CertificateGenerator } from '@peculiar/x509';
import { afterEach, expect, test } from 'vitest';
import { findPetLogs } from '../../../main/camera/discovery/find-petlog.ts';
import type { FoundPetLog } from '../../../main/camera/discovery/petlog-search.ts';
import { KnownPetLogs } from '../../../main/camera/known-petlogs.ts';
import { HttpSource } from '../../../main/camera/sources/http.ts';
import { makeAuthority, makeCertificate, makePrivateKey } from '../../../main/network/make-certificate.ts';
import { fingerprintOf, type TlsIdentity } from '../../../main/network/tls-identity.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { petlogIdHeader } from '../../../shared/petlog-id-header.ts';
import { CaptureRecorder, captureSettings } from '../../support/capture-recorder.ts';
import { dnsAnswer } from '../../support/dns-answers.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import { FakeNetwork } from '../../support/fake-network.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const [jpeg = Buffer.alloc(0)] = await smallJpegs(1);
const id = '0123456789abcdef0123456789abcdef';
const otherId = 'ffffffffffffffffffffffffffffffff';
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface OtherPetLog {
  readonly port: number;
  readonly requests: IncomingMessage[];
  close(): Promise<void>;
}

/** A camera of another PetLog with this id. */
async function serve(ownId: string, identity?: TlsIdentity): Promise<OtherPetLog> {
  const requests: IncomingMessage[] = [];
  const answer: RequestListener = (request, response) => {
    requests.push(request);
    response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=frame', [petlogIdHeader]: ownId });
    response.write(Buffer.concat([Buffer.from(`--frame\r\nContent-Length: ${jpeg.length}\r\n\r\n`), jpeg, Buffer.from('\r\n')]));
  };
  const server: Server =
    identity === undefined ? createServer(answer) : createHttpsServer({ cert: identity.certificate, key: identity.key }, answer);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    sockets.forEach((socket) => socket.destroy());
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  closers.push(close);
  return { port: (server.address() as AddressInfo).port, requests, close };
}

const found = (port: number, httpsPort: number | null = null): FoundPetLog => ({
  address: '127.0.0.1',
  host: 'kitchen.local',
  port,
  httpsPort,
  id,
  path: '',
  name: 'PetLog on kitchen',
});

async function remembering(directory: string, find: () => readonly FoundPetLog[]) {
  const known = await KnownPetLogs.open({ dataDirectory: directory, find: async () => find(), logger: silentLogger });
  /** Asks the camera once: its first picture, or why there is none. */
  const ask = async (address: string, certificateFingerprint: string | null = null): Promise<string> => {
    const access = { username: '', password: 'token', certificateFingerprint };
    const dependencies = { spawn, clock: createSystemClock(), environment: {}, addresses: loopbackAddresses(), petlogs: known };
    const recorder = new CaptureRecorder();
    const capture = new HttpSource(address, access, dependencies).start({ ...captureSettings, frame_rate: 15 }, recorder);
    const outcome = await Promise.race([recorder.untilFrames(1).then(() => 'a picture'), recorder.untilEnded()]);
    await capture.stop();
    await known.settled();
    return outcome;
  };
  return { known, ask };
}

test('one whose address changed is found again by its id, also after a restart of ours', async () => {
  await using directory = await temporaryDirectory();
  const before = await serve(id);
  let places: FoundPetLog[] = [];
  const { ask } = await remembering(directory.path, () => places);
  const address = `petlog+http://127.0.0.1:${before.port}?camera=hall`;
  expect(await ask(address)).toBe('a picture');
  await before.close();

  // It is off: nothing is forgotten by that.
  expect(await ask(address)).toContain('refuses the connection');
  const after = await serve(id);
  places = [found(after.port)];
  expect(await ask(address)).toContain('refuses the connection');
  expect(await ask(address)).toBe('a picture');
  expect(after.requests[0]).toMatchObject({ url: '/live/stream?camera=hall', headers: { authorization: 'Bearer token' } });

  const again = await remembering(directory.path, () => []);
  expect(await again.ask(address)).toBe('a picture');
  expect(after.requests).toHaveLength(2);
});

test('who took over its address is not taken for it; the one that has it is asked', async () => {
  await using directory = await temporaryDirectory();
  const before = await serve(id);
  let places: FoundPetLog[] = [];
  const { ask } = await remembering(directory.path, () => places);
  const address = `petlog+http://127.0.0.1:${before.port}`;
  expect(await ask(address)).toBe('a picture');
  await before.close();
  const stranger = await serve(otherId);
  const after = await serve(id);
  places = [found(stranger.port), found(after.port)];
  expect(await ask(address)).toContain('refuses the connection');
  expect(await ask(address)).toContain('is another PetLog than before');
  expect(await ask(address)).toBe('a picture');
  expect(after.requests).toHaveLength(1);
});

test('one that was made anew at its old address is taken for a new one once nobody else has the old id', async () => {
  await using directory = await temporaryDirectory();
  const camera = await serve(otherId);
  const { known, ask } = await remembering(directory.path, () => []);
  const address = `petlog+http://127.0.0.1:${camera.port}`;
  known.of(address).learn({ id });
  expect(await ask(address)).toContain('is another PetLog than before');
  expect(await ask(address)).toBe('a picture');
  expect(known.of(address).id).toBe(otherId);
});

test('over HTTPS it is known by the authority that signed the confirmed certificate; an impostor with the same id is refused before anything is sent', async () => {
  await using directory = await temporaryDirectory();
  const names = { names: ['kitchen.local'], addresses: ['127.0.0.1'] };
  const made = async (authority: TlsIdentity): Promise<TlsIdentity> => {
    const leaf = await makeCertificate(await makePrivateKey(), names, Date.now(), authority);
    return { ...leaf, certificate: leaf.certificate + authority.certificate };
  };
  const authority = await makeAuthority('PetLog at home', ['local'], Date.now());
  const [first, second, forged] = await Promise.all([
    made(authority),
    made(authority),
    made(await makeAuthority('PetLog at home', ['local'], Date.now())),
  ]);
  const before = await serve(id, first);
  let places: FoundPetLog[] = [];
  const { ask } = await remembering(directory.path, () => places);
  const address = `petlog+https://127.0.0.1:${before.port}`;
  const confirmed = fingerprintOf(first);
  expect(await ask(address, confirmed)).toBe('a picture');
  await before.close();

  const impostor = await serve(id, forged);
  // It has no HTTPS there, and HTTPS is not given up.
  places = [found(impostor.port)];
  expect(await ask(address, confirmed)).toContain('refuses the connection');
  expect(await ask(address, confirmed)).toContain('refuses the connection');
  places = [found(1, impostor.port)];
  await ask(address, confirmed);
  expect(await ask(address, confirmed)).toContain('has another certificate than the one that was confirmed');
  expect(impostor.requests).toEqual([]);

  const after = await serve(id, second);
  places = [found(1, impostor.port), found(1, after.port)];
  await expect.poll(() => ask(address, confirmed)).toBe('a picture');
  expect(impostor.requests).toEqual([]);
});

/** A certificate that a root has signed, and that signs others, as public authorities have them. */
async function makeIntermediate(root: TlsIdentity): Promise<TlsIdentity> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const ofRoot = new X509Certificate(root.certificate);
  const der = Buffer.from(root.key.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: '41',
    subject: 'CN=In between',
    issuer: ofRoot.subject,
    notBefore: ofRoot.notBefore,
    notAfter: ofRoot.notAfter,
    publicKey: keys.publicKey,
    signingKey: await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']),
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
  };
}

test('an authority that somebody else vouches for is not remembered with a confirmed certificate: it signs for everybody', async () => {
  await using directory = await temporaryDirectory();
  const names = { names: ['kitchen.local'], addresses: ['127.0.0.1'] };
  const between = await makeIntermediate(await makeAuthority('Public authority', ['local'], Date.now()));
  const made = async (): Promise<TlsIdentity> => {
    const leaf = await makeCertificate(await makePrivateKey(), names, Date.now(), between);
    return { ...leaf, certificate: leaf.certificate + between.certificate };
  };
  const [first, ofAStranger] = await Promise.all([made(), made()]);
  const before = await serve(id, first);
  let places: FoundPetLog[] = [];
  const { known, ask } = await remembering(directory.path, () => places);
  const address = `petlog+https://127.0.0.1:${before.port}`;
  const confirmed = fingerprintOf(first);
  expect(await ask(address, confirmed)).toBe('a picture');
  expect(known.of(address).authority).toBeNull();
  await before.close();
  const stranger = await serve(id, ofAStranger);
  places = [found(1, stranger.port)];
  await ask(address, confirmed);
  expect(await ask(address, confirmed)).toContain('has another certificate than the one that was confirmed');
  expect(stranger.requests).toEqual([]);
});

test('a search by id asks the networks, believes those who have the id, and can be ended', async () => {
  const instance = (name: string): string[] => [name, '_petlog', '_tcp', 'local'];
  const answer = (name: string, port: number, entries: string[]): Buffer =>
    dnsAnswer([
      { type: 'ptr', name: ['_petlog', '_tcp', 'local'], target: instance(name) },
      { type: 'srv', name: instance(name), target: [name, 'local'], port },
      { type: 'txt', name: instance(name), entries },
    ]);
  const answered = Promise.withResolvers<void>();
  await using network = await FakeNetwork.open('224.0.0.251', (self) => {
    void (async () => {
      await self.say('127.0.0.2', answer('kitchen', 8000, [`id=${id}`, 'https=8443', 'path=/']));
      await self.say('127.0.0.3', answer('attic', 8001, [`id=${otherId}`, 'https=0']));
      await self.say('127.0.0.4', answer('cellar', 8002, ['id=short', 'https=99999']));
      answered.resolve();
    })();
  });
  const clock = new ManualClock();
  const links = [{ address: '127.0.0.1', network: '127.0.0.0/8' }];
  const search = (signal: AbortSignal) => findPetLogs(id, { clock, links, group: network.group, signal });
  const result = search(new AbortController().signal);
  await expect.poll(() => clock.pendingTimers).toBe(4);
  await clock.advance(0);
  await answered.promise;
  await clock.advance(2500);
  expect(await result).toEqual([expect.objectContaining({ address: '127.0.0.2', port: 8000, httpsPort: 8443, id })]);
  expect(await search(AbortSignal.abort())).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});
