import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { Bridge, Characteristic, HAPStorage, Service, uuid } from '@homebridge/hap-nodejs';
import type { HomeCamera, HomeKitCommand, HomeKitReport, HomeKitRequests, HomeNames } from '../homekit/protocol.ts';
import type { Clock } from '../system/clock.ts';
import { advertisers, bridgeCategory } from './hap-values.ts';
import { HomeCameraAccessory, type HomeCameraOptions } from './home-camera-accessory.ts';
import { homeName } from './home-name.ts';

interface HomeKitProgramOptions {
  report(report: HomeKitReport): void;
  readonly clock: Clock;
  readonly machineMilliseconds: () => number;
}

/** Where Avahi runs, one name of a machine has one responder. */
const avahiSocket = '/run/avahi-daemon/socket';

type PublishQuestion = HomeKitRequests['publish']['question'];

/** Does what the main process asks for, and reports: one bridge, with the cameras behind it. */
export class HomeKitProgram {
  readonly #options: HomeKitProgramOptions;
  readonly #cameras = new Map<string, HomeCameraAccessory>();
  readonly #snapshots = new Map<number, (jpeg: Buffer | null) => void>();
  #lastSnapshotId = 0;
  #bridge: Bridge | null = null;
  #cameraOptions: HomeCameraOptions | null = null;

  constructor(options: HomeKitProgramOptions) {
    this.#options = options;
  }

  handle(command: HomeKitCommand): void {
    switch (command.type) {
      case 'publish':
        this.#publish(command).then(
          (answer) => this.#options.report({ type: 'succeeded', requestId: command.requestId, answer }),
          (error: unknown) => this.#options.report({ type: 'refused', requestId: command.requestId, ...described(error) }),
        );
        break;
      case 'cameras':
        this.#follow(command.cameras);
        break;
      case 'snapshot':
        this.#snapshots.get(command.snapshotId)?.(command.jpeg === null ? null : Buffer.from(command.jpeg));
        this.#snapshots.delete(command.snapshotId);
        break;
      case 'picture':
        this.#cameras.forEach((camera) => camera.send(command.streamId, Buffer.from(command.annexB), command.captureMilliseconds));
        break;
      case 'end-stream':
        this.#cameras.forEach((camera) => camera.endStream(command.streamId));
        break;
    }
  }

  /** Homes and the network are told. */
  async close(): Promise<void> {
    this.#cameras.forEach((camera) => camera.close());
    await this.#bridge?.unpublish();
  }

  async #publish({
    directory,
    identity,
    names,
    version,
    port,
    cameras,
    machineOffsetMilliseconds,
  }: PublishQuestion): Promise<HomeKitRequests['publish']['answer']> {
    await assertFree(port);
    HAPStorage.setCustomStoragePath(directory);
    const bridge = new Bridge(homeName(names.bridge, 'PetLog'), uuid.generate(`petlog:bridge:${identity.deviceId}`));
    bridge
      .getService(Service.AccessoryInformation)
      ?.setCharacteristic(Characteristic.Manufacturer, 'PetLog')
      .setCharacteristic(Characteristic.Model, 'PetLog')
      .setCharacteristic(Characteristic.SerialNumber, identity.deviceId)
      .setCharacteristic(Characteristic.FirmwareRevision, version);
    // A camera that homes may have again is the same to them, with its room and its rules.
    bridge.disableUnusedIDPurge();
    this.#bridge = bridge;
    this.#cameraOptions = this.#optionsOfCameras(names, version, machineOffsetMilliseconds);
    this.#follow(cameras);
    const tellPairing = (): void => this.#options.report({ type: 'paired', isPaired: isPaired(bridge) });
    bridge.on('paired', tellPairing);
    bridge.on('unpaired', tellPairing);
    const listening = once(bridge, 'listening') as Promise<[number, string]>;
    await bridge.publish({
      username: identity.deviceId,
      pincode: identity.setupCode,
      setupID: identity.setupId,
      category: bridgeCategory,
      port,
      advertiser: existsSync(avahiSocket) ? advertisers.avahi : advertisers.library,
    });
    const [realPort] = await listening;
    return { port: realPort, setupUri: bridge.setupURI(), isPaired: isPaired(bridge) };
  }

  #optionsOfCameras(names: HomeNames, version: string, machineOffsetMilliseconds: number): HomeCameraOptions {
    const { report, clock, machineMilliseconds } = this.#options;
    return {
      names,
      version,
      clock,
      captureMilliseconds: () => machineMilliseconds() - machineOffsetMilliseconds,
      snapshot: (cameraId, widthPixels) =>
        new Promise((resolve) => {
          const snapshotId = (this.#lastSnapshotId += 1);
          this.#snapshots.set(snapshotId, resolve);
          report({ type: 'snapshot-wanted', snapshotId, cameraId, widthPixels });
        }),
      streamWanted: (streamId, cameraId, address, video) => report({ type: 'stream-wanted', streamId, cameraId, address, video }),
      streamChanged: (streamId, video) => report({ type: 'stream-changed', streamId, video }),
      streamEnded: (streamId) => report({ type: 'stream-ended', streamId }),
      keyframeWanted: (streamId) => report({ type: 'keyframe-wanted', streamId }),
    };
  }

  #follow(cameras: readonly HomeCamera[]): void {
    const [bridge, options] = [this.#bridge, this.#cameraOptions];
    if (bridge === null || options === null) {
      return; // they come with what is published
    }
    const wanted = new Map(cameras.map((camera) => [camera.cameraId, camera]));
    const gone = [...this.#cameras.values()].filter(({ cameraId }) => !wanted.has(cameraId));
    for (const camera of gone) {
      camera.close();
      this.#cameras.delete(camera.cameraId);
      bridge.removeBridgedAccessory(camera.accessory);
    }
    for (const camera of wanted.values()) {
      const known = this.#cameras.get(camera.cameraId);
      if (known !== undefined) {
        known.update(camera);
        continue;
      }
      const made = new HomeCameraAccessory(camera, options);
      this.#cameras.set(camera.cameraId, made);
      bridge.addBridgedAccessory(made.accessory);
    }
  }
}

const isPaired = (bridge: Bridge): boolean => bridge._accessoryInfo?.paired() ?? false;

/** The library would end the process. */
async function assertFree(port: number): Promise<void> {
  const server = createServer();
  server.listen(port);
  await once(server, 'listening');
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

function described(error: unknown): { code: string; reason: string } {
  const { code } = error as NodeJS.ErrnoException;
  return { code: code ?? 'EUNKNOWN', reason: error instanceof Error ? error.message : String(error) };
}
