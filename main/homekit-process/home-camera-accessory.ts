import {
  Accessory,
  CameraController,
  type CameraStreamingDelegate,
  Characteristic,
  decode,
  type HAPConnection,
  type PrepareStreamRequest,
  type PrepareStreamResponse,
  Service,
  type StreamingRequest,
  uuid,
} from '@homebridge/hap-nodejs';
import type { HomeCamera, HomeNames, WantedVideo } from '../homekit/protocol.ts';
import type { Clock } from '../system/clock.ts';
import { h264Levels, h264Profiles, srtpSuite } from './hap-values.ts';
import { sendAddress } from './home-address.ts';
import { homeName } from './home-name.ts';
import { VideoStream } from './video-stream.ts';

export interface HomeCameraOptions {
  readonly names: HomeNames;
  readonly version: string;
  readonly clock: Clock;
  /** Now, by the clock that pictures are captured by. */
  readonly captureMilliseconds: () => number;
  /** null where there is none. */
  snapshot(cameraId: string, widthPixels: number): Promise<Buffer | null>;
  streamWanted(streamId: string, cameraId: string, address: string, video: WantedVideo): void;
  streamChanged(streamId: string, video: WantedVideo): void;
  streamEnded(streamId: string): void;
  keyframeWanted(streamId: string): void;
}

/** At once, of one camera. */
const mostStreams = 4;
const framesPerSecond = 30;
/** That homes ask for; they show what they get. */
const sizes = [
  [1920, 1080],
  [1280, 960],
  [1280, 720],
  [1024, 768],
  [640, 480],
  [640, 360],
  [480, 360],
  [480, 270],
  [320, 240],
  [320, 180],
] as const;
/** Of a question for addresses: which stream it is about. */
const sessionIdType = 1;

/** One camera in a home: its picture, and sensors of movement for pets and people. */
export class HomeCameraAccessory implements CameraStreamingDelegate {
  readonly accessory: Accessory;
  readonly #options: HomeCameraOptions;
  readonly #controller: CameraController;
  readonly #pets: Service;
  readonly #people: Service;
  readonly #streams = new Map<string, VideoStream>();
  /** Of whoever prepares a stream, by its id. */
  readonly #remoteAddresses = new Map<string, string>();
  #camera: HomeCamera;

  constructor(camera: HomeCamera, options: HomeCameraOptions) {
    const { names, version } = options;
    this.#options = options;
    this.#camera = camera;
    const name = homeName(camera.name, camera.cameraId);
    this.accessory = new Accessory(name, uuid.generate(`petlog:camera:${camera.cameraId}`));
    this.accessory
      .getService(Service.AccessoryInformation)
      ?.setCharacteristic(Characteristic.Manufacturer, 'PetLog')
      .setCharacteristic(Characteristic.Model, 'PetLog')
      .setCharacteristic(Characteristic.SerialNumber, `camera-${camera.cameraId}`)
      .setCharacteristic(Characteristic.FirmwareRevision, version);
    this.#controller = new CameraController({
      cameraStreamCount: mostStreams,
      delegate: this,
      streamingOptions: {
        supportedCryptoSuites: [srtpSuite],
        video: {
          codec: { profiles: h264Profiles, levels: h264Levels },
          resolutions: sizes.map(([widthPixels, heightPixels]) => [widthPixels, heightPixels, framesPerSecond]),
        },
      },
    });
    this.accessory.configureController(this.#controller);
    for (const service of this.accessory.services.filter(({ UUID }) => UUID === Service.CameraRTPStreamManagement.UUID)) {
      service.getCharacteristic(Characteristic.SetupEndpoints).prependListener('set', this.#remember);
    }
    this.#pets = this.#sensor(names.pets, 'pets');
    this.#people = this.#sensor(names.people, 'people');
    this.update(camera);
  }

  get cameraId(): string {
    return this.#camera.cameraId;
  }

  /** What it is like now. A home keeps the name that it first heard, or the one that people gave it there. */
  update(camera: HomeCamera): void {
    this.#camera = camera;
    for (const [sensor, isSeen] of [
      [this.#pets, camera.petsSeen],
      [this.#people, camera.peopleSeen],
    ] as const) {
      sensor.updateCharacteristic(Characteristic.MotionDetected, camera.isActive && isSeen);
      sensor.updateCharacteristic(Characteristic.StatusActive, camera.isActive);
    }
  }

  /** To that stream, where it is one of this camera. */
  send(streamId: string, annexB: Buffer, captureMilliseconds: number): void {
    this.#streams.get(streamId)?.send(annexB, captureMilliseconds);
  }

  /** Somebody here ended it: the home is told. */
  endStream(streamId: string): void {
    if (this.#close(streamId)) {
      this.#controller.forceStopStreamingSession(streamId);
    }
  }

  close(): void {
    [...this.#streams.keys()].forEach((streamId) => this.endStream(streamId));
  }

  handleSnapshotRequest: CameraStreamingDelegate['handleSnapshotRequest'] = ({ width }, answer) => {
    void this.#options.snapshot(this.cameraId, width).then((jpeg) => {
      if (jpeg === null) {
        answer(new Error('there is no picture'));
      } else {
        answer(undefined, jpeg);
      }
    });
  };

  prepareStream: CameraStreamingDelegate['prepareStream'] = (request, answer) => {
    this.#prepare(request).then(
      (response) => answer(undefined, response),
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
    );
  };

  handleStreamRequest: CameraStreamingDelegate['handleStreamRequest'] = (request, answer) => {
    answer(this.#follow(request) ? undefined : new Error('there is no such stream'));
  };

  async #prepare({
    sessionID: streamId,
    targetAddress,
    addressVersion,
    video,
    audio,
  }: PrepareStreamRequest): Promise<PrepareStreamResponse> {
    const address = sendAddress(targetAddress, this.#remoteAddresses.get(streamId));
    this.#remoteAddresses.delete(streamId);
    if (address === null) {
      throw new Error('a picture is sent to nobody but whoever asks for it');
    }
    const stream = await VideoStream.open({
      address,
      port: video.port,
      family: addressVersion,
      masterKey: video.srtp_key,
      masterSalt: video.srtp_salt,
      clock: this.#options.clock,
      captureMilliseconds: this.#options.captureMilliseconds,
      onKeyframeWanted: () => this.#options.keyframeWanted(streamId),
      onLost: () => this.endStream(streamId),
    });
    this.#streams.set(streamId, stream);
    const { port, ssrc } = stream;
    return {
      video: { port, ssrc, srtp_key: video.srtp_key, srtp_salt: video.srtp_salt },
      // Nothing is sent there: a home asks for sound also where a camera has none.
      audio: { port, ssrc: ssrc + 1, srtp_key: audio.srtp_key, srtp_salt: audio.srtp_salt },
    };
  }

  #follow(request: StreamingRequest): boolean {
    const { sessionID: streamId } = request;
    const stream = this.#streams.get(streamId);
    if (!('video' in request)) {
      this.#close(streamId);
      return true;
    }
    if (stream === undefined) {
      return false;
    }
    const wanted: WantedVideo = { widthPixels: request.video.width, heightPixels: request.video.height };
    if ('pt' in request.video) {
      stream.begin({ payloadType: request.video.pt, mostBytes: request.video.mtu });
      this.#options.streamWanted(streamId, this.cameraId, stream.address, wanted);
    } else {
      this.#options.streamChanged(streamId, wanted);
    }
    return true;
  }

  #close(streamId: string): boolean {
    const stream = this.#streams.get(streamId);
    this.#streams.delete(streamId);
    stream?.close();
    if (stream !== undefined) {
      this.#options.streamEnded(streamId);
    }
    return stream !== undefined;
  }

  #sensor(name: string, subtype: string): Service {
    const sensor = this.accessory.addService(new Service.MotionSensor(name, subtype));
    sensor.addOptionalCharacteristic(Characteristic.ConfiguredName);
    sensor.setCharacteristic(Characteristic.ConfiguredName, name);
    return sensor;
  }

  /** Which connection asks: the library does not tell whoever prepares a stream. */
  readonly #remember = (value: unknown, _answer: unknown, _context: unknown, connection?: HAPConnection): void => {
    const sessionId = typeof value === 'string' ? decode(Buffer.from(value, 'base64'))[sessionIdType] : undefined;
    if (sessionId !== undefined && connection !== undefined) {
      this.#remoteAddresses.set(uuid.unparse(sessionId), connection.remoteAddress);
    }
  };
}
