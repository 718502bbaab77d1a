import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';
import type { PushService } from './push-service.ts';

/** What a Firefox says to its push service. */
interface Said {
  readonly messageType?: string;
  readonly channelID?: string;
}

/**
 * Firefox's side of a push service, as Mozilla's own speaks it over a WebSocket: it hands out
 * addresses at which PetLog sends, and hands on what was sent there.
 */
export class FirefoxPushService {
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #firefoxOf = new Map<string, WebSocket>();
  readonly #service: PushService;

  private constructor(service: PushService) {
    this.#service = service;
    this.#server = createServer();
    this.#sockets = new WebSocketServer({ server: this.#server, handleProtocols: () => 'push-notification' });
    this.#sockets.on('connection', (socket) => {
      socket.on('message', (message) => this.#answer(socket, (message as Buffer).toString()));
    });
    service.onMessage = () => {
      const sent = service.messages.at(-1);
      const channelId = sent?.path.split('/').at(-1) ?? '';
      const data = sent?.body.toString('base64url');
      this.#firefoxOf.get(channelId)?.send(
        JSON.stringify({
          messageType: 'notification',
          channelID: channelId,
          version: randomUUID(),
          data,
          headers: { encoding: 'aes128gcm' },
        }),
      );
    };
  }

  /** @param service where PetLog sends to; its `onMessage` is taken */
  static async start(service: PushService): Promise<FirefoxPushService> {
    const self = new FirefoxPushService(service);
    await new Promise<void>((resolve) => self.#server.listen(0, '127.0.0.1', resolve));
    return self;
  }

  /** What Firefox has to be told, by `about:config`. */
  get preferences(): Record<string, unknown> {
    return {
      'dom.push.enabled': true,
      'dom.push.connection.enabled': true,
      'dom.push.serverURL': `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`,
      'dom.push.testing.allowInsecureServerURL': true,
      // As a person who allows notifications.
      'permissions.default.desktop-notification': 1,
      // The desktop's own notifications need a desktop.
      'alerts.useSystemBackend': false,
    };
  }

  async close(): Promise<void> {
    this.#sockets.clients.forEach((socket) => socket.terminate());
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(socket: WebSocket, text: string): void {
    if (text === '' || text === '{}') {
      socket.send('{}'); // a sign of life
      return;
    }
    const { messageType, channelID = '' } = JSON.parse(text) as Said;
    switch (messageType) {
      case 'hello':
        socket.send(
          JSON.stringify({ messageType, uaid: randomUUID().replaceAll('-', ''), status: 200, use_webpush: true, broadcasts: {} }),
        );
        break;
      case 'register':
        this.#firefoxOf.set(channelID, socket);
        socket.send(JSON.stringify({ messageType, channelID, status: 200, pushEndpoint: this.#service.endpoint(channelID, '127.0.0.1') }));
        break;
      case 'unregister':
        this.#firefoxOf.delete(channelID);
        socket.send(JSON.stringify({ messageType, channelID, status: 200 }));
        break;
      default: // what it received, and wants to know beside
    }
  }
}
