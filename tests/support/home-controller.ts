/** A home that pairs with PetLog: another one's implementation of HAP, which knows nothing of PetLog's. */
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createSocket } from 'node:dgram';
import { createRequire } from 'node:module';
import type * as HttpClientModule from 'hap-controller/lib/transport/ip/http-client.js';

// By itself: all of the package would load what speaks Bluetooth.
const { default: HttpClient } = createRequire(import.meta.url)(
  'hap-controller/lib/transport/ip/http-client.js',
) as typeof HttpClientModule.default;
type HttpClient = InstanceType<typeof HttpClient>;

/** Short forms of what HAP calls services and characteristics. */
const types = {
  bridgedName: '23',
  motionSensor: '85',
  motionDetected: '22',
  streamManagement: '110',
  setupEndpoints: '118',
  selectedStream: '117',
  streamingStatus: '120',
} as const;

interface FoundCharacteristic {
  readonly type: string;
  readonly iid: number;
  readonly value?: unknown;
}

interface FoundService {
  readonly type: string;
  readonly characteristics: readonly FoundCharacteristic[];
}

/** A camera as a home finds it. */
export interface FoundCamera {
  readonly aid: number;
  readonly name: string;
  /** `aid.iid` of what a sensor saw, by its name. */
  readonly sensors: Readonly<Record<string, string>>;
  readonly setupEndpoints: string;
  readonly selectedStream: string;
}

/** What a home wants a stream for. */
export interface AskedStream {
  /** 16 and 14 bytes. */
  readonly key: Buffer;
  readonly salt: Buffer;
  readonly sessionId: Buffer;
  readonly payloadType: number;
}

export class HomeController {
  readonly client: HttpClient;
  readonly #heard: { readonly id: string; readonly value: unknown }[] = [];

  /** @param known of an earlier pairing */
  constructor(port: number, known?: NonNullable<ReturnType<HttpClient['getLongTermData']>>) {
    this.client = new HttpClient('00:00:00:00:00:00', '127.0.0.1', port, known, { usePersistentConnections: true });
    this.client.on('event', (event: { characteristics: { aid: number; iid: number; value: unknown }[] }) => {
      for (const { aid, iid, value } of event.characteristics) {
        this.#heard.push({ id: `${aid}.${iid}`, value });
      }
    });
  }

  /** Newest last. */
  heardOf(id: string): boolean[] {
    return this.#heard.filter((heard) => heard.id === id).map(({ value }) => Boolean(value));
  }

  async cameras(): Promise<FoundCamera[]> {
    const { accessories } = await this.client.getAccessories();
    const found = accessories as unknown as readonly { readonly aid: number; readonly services: readonly FoundService[] }[];
    return found.flatMap(({ aid, services }) => {
      const plain = services.map(({ type, characteristics }) => ({
        type: shortType(type),
        characteristics: characteristics.map((one) => ({ ...one, type: shortType(one.type) })),
      }));
      const stream = plain.find(({ type }) => type === types.streamManagement);
      const idOf = (service: FoundService, type: string): string =>
        `${aid}.${service.characteristics.find((one) => one.type === type)?.iid ?? ''}`;
      const sensors = plain
        .filter(({ type }) => type === types.motionSensor)
        .map((sensor) => [
          String(sensor.characteristics.find(({ type }) => type === types.bridgedName)?.value),
          idOf(sensor, types.motionDetected),
        ]);
      const name = plain.flatMap(({ characteristics }) => characteristics).find(({ type }) => type === types.bridgedName)?.value;
      return stream === undefined
        ? []
        : [
            {
              aid,
              name: String(name),
              sensors: Object.fromEntries(sensors) as Record<string, string>,
              setupEndpoints: idOf(stream, types.setupEndpoints),
              selectedStream: idOf(stream, types.selectedStream),
            },
          ];
    });
  }

  /** Asks for addresses; `status` 0 is yes. */
  async prepare(
    camera: FoundCamera,
    address: string,
    port: number,
  ): Promise<AskedStream & { readonly status: number; readonly fromPort: number; readonly ssrc: number }> {
    const asked: AskedStream = {
      key: randomBytes(16),
      salt: randomBytes(14),
      sessionId: Buffer.from(randomUUID().replaceAll('-', ''), 'hex'),
      payloadType: 99,
    };
    const protection = tlv([1, [0]], [2, asked.key], [3, asked.salt]);
    const target = tlv([1, [0]], [2, Buffer.from(address)], [3, uint16(port)], [4, uint16(port + 2)]);
    const question = tlv([1, asked.sessionId], [3, target], [4, protection], [5, protection]);
    await this.client.setCharacteristics({ [camera.setupEndpoints]: question.toString('base64') });
    const { characteristics } = await this.client.getCharacteristics([camera.setupEndpoints]);
    const answer = untlv(Buffer.from(String(characteristics[0]?.value), 'base64'));
    const from = answer.get(3);
    return {
      ...asked,
      status: answer.get(2)?.[0] ?? -1,
      fromPort: from === undefined ? 0 : (untlv(from).get(3)?.readUInt16LE() ?? 0),
      ssrc: answer.get(6)?.readUInt32LE() ?? 0,
    };
  }

  async begin(camera: FoundCamera, { sessionId, payloadType }: AskedStream, [width, height]: readonly [number, number]): Promise<void> {
    const rtp = tlv([1, [payloadType]], [2, uint32(1)], [3, uint16(299)], [4, float(0.5)], [5, uint16(1378)]);
    const video = tlv(
      [1, [0]],
      [2, tlv([1, [1]], [2, [0]], [3, [0]])],
      [3, tlv([1, uint16(width)], [2, uint16(height)], [3, [30]])],
      [4, rtp],
    );
    const soundRtp = tlv([1, [110]], [2, uint32(2)], [3, uint16(24)], [4, float(5)], [6, [13]]);
    const sound = tlv([1, [3]], [2, tlv([1, [1]], [2, [0]], [3, [1]], [4, [20]])], [3, soundRtp], [4, [0]]);
    const question = tlv([1, tlv([1, sessionId], [2, [1]])], [2, video], [3, sound]);
    await this.client.setCharacteristics({ [camera.selectedStream]: question.toString('base64') });
  }

  async end(camera: FoundCamera, { sessionId }: AskedStream): Promise<void> {
    const question = tlv([1, tlv([1, sessionId], [2, [0]])]);
    await this.client.setCharacteristics({ [camera.selectedStream]: question.toString('base64') });
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}

/** One that nobody uses. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

const shortType = (type: string): string =>
  type
    .replace(/-0000-1000-8000-0026BB765291$/i, '')
    .replace(/^0+/, '')
    .toUpperCase();

/** Type, length, value; one that is longer than 255 bytes goes on in the next of the same type. */
function tlv(...items: readonly (readonly [type: number, value: Buffer | readonly number[]])[]): Buffer {
  return Buffer.concat(
    items.flatMap(([type, value]) => {
      const bytes = Buffer.from(value);
      const parts: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += 255) {
        const part = bytes.subarray(at, at + 255);
        parts.push(Buffer.from([type, part.length]), part);
      }
      return parts;
    }),
  );
}

function untlv(bytes: Buffer): Map<number, Buffer> {
  const items = new Map<number, Buffer>();
  for (let at = 0; at + 2 <= bytes.length;) {
    const [type = 0, length = 0] = bytes.subarray(at);
    items.set(type, Buffer.concat([items.get(type) ?? Buffer.alloc(0), bytes.subarray(at + 2, at + 2 + length)]));
    at += 2 + length;
  }
  return items;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
