import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import type { LiveStatus, Problem } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import { liveStatus } from '../control/live-status.ts';
import { Privacy } from '../control/privacy.ts';
import { CameraLosses } from '../detection/camera-losses.ts';
import { DetectionService } from '../detection/detection-service.ts';
import type { Frame } from '../frames/frame.ts';
import { FrameHub } from '../frames/frame-hub.ts';
import { MediaProcessClient } from '../media/media-process-client.ts';
import { AutomaticRecorder } from '../recording/automatic/automatic-recorder.ts';
import { RecordingService } from '../recording/recording-service.ts';
import { HistoryKeeper } from '../rewind/history-keeper.ts';
import { RewindService } from '../rewind/rewind-service.ts';
import { OwnSound } from '../sound/own-sound.ts';
import { openSound } from '../sound/open-sound.ts';
import type { SoundService } from '../sound/sound-service.ts';
import { openTalk } from '../talk/open-talk.ts';
import type { TalkService } from '../talk/talk-service.ts';
import { childModuleUrl } from '../system/child-module.ts';
import { ResourceStack } from '../system/resource-stack.ts';
import { CameraManager } from './camera-manager.ts';
import { CameraPlaceholder } from './camera-placeholder.ts';
import { CameraService } from './camera-service.ts';
import { CameraSettingsFollower } from './camera-settings-follower.ts';
import type { CameraStationOptions } from './camera-station-options.ts';
import { CameraWish } from './camera-wish.ts';
import { createCameraSource } from './detect.ts';
import { FrameTransformProgram } from './frame-transform.ts';
import { type LivePicture, openLivePicture } from './live-picture.ts';
import { resolutionOf } from './resolution.ts';
import { takeSnapshot } from './snapshot.ts';
import { accessOf } from './sources/network-camera.ts';
import { SourceProblem } from './source-problem.ts';

/**
 * One camera with everything that is its own: source, pictures, viewers,
 * recording, the last minutes, privacy, and the process that encodes for it. It
 * starts, fails, is changed and is removed without the others noticing.
 */
export class CameraStation {
  readonly camera: CameraService;
  readonly manager: CameraManager;
  readonly streaming: LivePicture['streaming'];
  readonly renditions: LivePicture['renditions'];
  readonly video: LivePicture['video'];
  readonly webrtc: LivePicture['webrtc'];
  readonly hls: LivePicture['hls'];
  readonly homekit: LivePicture['homekit'];
  readonly viewers: LivePicture['viewers'];
  readonly recorder: RecordingService;
  /** What it records by itself. */
  readonly automatic: AutomaticRecorder;
  /** What moves before it, and who that is. */
  readonly detection: DetectionService;
  readonly rewind: RewindService;
  readonly media: MediaProcessClient;
  /** What is heard. */
  readonly sound: SoundService;
  /** What of it the camera itself sends. */
  readonly ownSound: OwnSound;
  /** Who talks through its speaker. */
  readonly talk: TalkService;
  readonly privacy: Privacy;
  readonly wish: CameraWish;
  readonly #options: CameraStationOptions;
  readonly #hub = new FrameHub(() => this.#wantPictures());
  readonly #keeper: HistoryKeeper;
  readonly #sourceProblem: SourceProblem;
  readonly #resources: ResourceStack;

  /** Opens its files; the camera itself starts when somebody needs it. */
  static async open(options: CameraStationOptions): Promise<CameraStation> {
    const { stateDirectory, clock, logger } = options;
    await mkdir(stateDirectory, { recursive: true, mode: 0o700 }).catch((error: unknown) =>
      logger.warn({ err: error, path: stateDirectory }, 'what people want of this camera cannot be saved'),
    );
    const wish = await CameraWish.open({ dataDirectory: stateDirectory, clock, logger });
    const privacy = await Privacy.read({ dataDirectory: stateDirectory, clock, logger });
    return new CameraStation(options, wish, privacy);
  }

  private constructor(options: CameraStationOptions, wish: CameraWish, readPrivacy: Awaited<ReturnType<typeof Privacy.read>>) {
    const { cameraId, dataDirectory, settings, permission, bus, clock, logger, library, storage } = options;
    const config = (): Config => settings.current;
    const onSettingsChanged = (listener: (changedKeys: readonly string[]) => void): (() => void) => settings.onChange(listener);
    const resources = new ResourceStack(logger);
    this.#options = options;
    this.#resources = resources;
    this.wish = wish;
    resources.add('what people want of the camera', () => wish.settled());
    const sourceProblem = new SourceProblem({ source: () => config().camera.source, permission, addresses: options.addresses, clock });
    this.#sourceProblem = sourceProblem;
    const ownSound: OwnSound = new OwnSound(clock, (isHeard) => camera.hear(isHeard));
    this.ownSound = ownSound;
    const camera: CameraService = new CameraService({
      findSource: () =>
        createCameraSource(config().camera.source, {
          ...{ clock, logger, addresses: sourceProblem.addresses, petlogs: options.petlogs },
          permission: permission(),
          access: accessOf(config().camera),
          codec: config().camera.codec,
          mayFallBackToMock: camera.sourceName === null || camera.sourceName === 'mock',
        }),
      settings: () => ({ ...config().camera, bitrateKbps: config().recording.bitrate_kbps }),
      createTransform: (transform) => new FrameTransformProgram(transform, { spawn, clock, logger }),
      hub: this.#hub,
      bus,
      clock,
      logger,
      sound: ownSound,
    });
    this.camera = camera;
    this.manager = new CameraManager({
      camera,
      clock,
      wish,
      idleStopSeconds: () => config().camera.idle_stop_seconds,
      isAlwaysOn: () => config().camera.always_on,
    });
    resources.add('camera', () => this.manager.close());

    const media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger });
    this.media = media;
    resources.add('media process', () => media.close());
    const onBegun = (): void => {
      this.hls.endAll();
      this.webrtc.soundBegan();
    };
    const isMock = (): boolean => camera.sourceName === 'mock';
    const sound = openSound({ config, onSettingsChanged, isMock, ownSound, onBegun, media, bus, clock, logger, resources });
    this.sound = sound;
    this.#hub.follow((picture) => {
      options.buffers.passed(('jpeg' in picture ? picture.jpeg : picture.annexB).length);
      media.write(picture);
      sound.heardBy(media.isSoundWanted);
    });
    media.onPicture((jpeg, capturedMilliseconds) => camera.showPicture(jpeg, capturedMilliseconds));
    const configureVideo = (): void =>
      media.configure({ frameRate: config().camera.frame_rate, bitrateKbps: config().recording.bitrate_kbps });
    configureVideo();
    resources.add('video settings', onSettingsChanged(configureVideo));
    resources.add(
      'picture settings',
      onSettingsChanged(() => this.#wantPictures()),
    );

    this.recorder = new RecordingService({
      dataDirectory,
      cameraId,
      config,
      clock,
      bus,
      logger,
      frames: this.#hub,
      camera: this.manager,
      media,
      library,
      storage,
      isDataGone: () => options.dataDisk.isGone(),
    });
    resources.add('recording', () => this.recorder.close());
    this.rewind = new RewindService({ config, clock, media, recorder: this.recorder });

    const placeholder = new CameraPlaceholder({ camera, draw: options.drawPlaceholder, clock, config, logger });
    ({
      streaming: this.streaming,
      renditions: this.renditions,
      video: this.video,
      webrtc: this.webrtc,
      hls: this.hls,
      homekit: this.homekit,
      viewers: this.viewers,
    } = openLivePicture({
      ...{ cameraId, config, frames: this.#hub, manager: this.manager, media, sound, placeholder, bus, clock, logger, resources },
      ...{ makeSmall: options.makeSmall, webrtc: options.webrtc, allWatchers: options.allWatchers },
      resolution: () => resolutionOf(camera, config().camera),
      onSessionGone: (sessionId) => this.talk.end(sessionId, 'session'),
    }));
    const talks = { sessions: this.webrtc, mayTalk: options.mayTalk };
    this.talk = openTalk({ ...talks, config, onSettingsChanged, bus, clock, logger, resources });
    // Before the talk is closed, so that who talks ends with their session.
    resources.add('viewers', () => void this.viewers.endAll());
    const { manager, recorder, viewers } = this;
    const privacy = new Privacy(readPrivacy, { manager, recorder, viewers, wish, bus, clock, logger });
    this.privacy = privacy;
    resources.add('what is to be saved of privacy', options.dataDisk.add(privacy));
    const ofCamera = { cameraId, config, onSettingsChanged, bus, clock, logger, isPrivate: (): boolean => privacy.isOn };
    this.#keeper = new HistoryKeeper({
      ...ofCamera,
      media,
      storage: () => storage.directory,
      ensureMounted: (directory) => library.ensureMounted(directory),
      onForgotten: () => this.rewind.historyForgotten(),
    });
    resources.add('history', () => this.#keeper.close());
    this.automatic = new AutomaticRecorder({
      ...ofCamera,
      detector: options.detector,
      zones: options.zones,
      recorder: this.recorder,
    });
    resources.add('recording by itself', () => this.automatic.close());
    this.detection = new DetectionService({
      ...ofCamera,
      isTimeInPicture: () => camera.writesTime || config().camera.overlay_timestamp,
      media,
      detector: options.detector,
      zones: options.zones,
      log: options.visits,
      recorder: this.automatic,
    });
    resources.add('detection', () => this.detection.close());
    const losses = new CameraLosses({ cameraId, bus, clock, log: options.visits });
    resources.add('losses of the camera', () => losses.close());
    const follower = new CameraSettingsFollower({ config, camera, manager, privacy, recorder, viewers, logger });
    resources.add('settings listener', onSettingsChanged(follower.changed));
  }

  get cameraId(): string {
    return this.#options.cameraId;
  }

  /** The configuration as this camera sees it. */
  get config(): Config {
    return this.#options.settings.current;
  }

  /** What is wrong with this camera alone, beside its state. */
  get problems(): readonly Problem[] {
    return [...this.#keeper.problems, this.#sourceProblem.problem, this.sound.problem].filter((problem) => problem !== null);
  }

  /** @param isForAdmins with what only admins may know */
  status(isForAdmins = false): LiveStatus {
    const { cameraId, commonProblems, clock, isAlwaysOnDecided, isAutomaticDecided } = this.#options;
    const { camera, manager, viewers, recorder, privacy, sound, talk } = this;
    const parts = { cameraId, camera, manager, viewers, recorder, privacy, sound, talk, clock };
    const decided = { isAlwaysOnDecided: isAlwaysOnDecided(), isAutomaticDecided: isAutomaticDecided() };
    const problems = (): Problem[] => [...commonProblems(cameraId), ...this.problems];
    return liveStatus({ ...parts, ...decided, problems, config: () => this.config }, isForAdmins);
  }

  /** @throws PetLogError `privacy`, `camera_disabled`, `camera_unavailable` */
  takeSnapshot(): Promise<Frame> {
    const { clock } = this.#options;
    return takeSnapshot({ frames: this.#hub, camera: this.manager, cameraProblem: () => this.camera.stateReason, clock });
  }

  /** Finds out which camera it is, so that the status can say it before it runs. Never rejects. */
  async identify(): Promise<void> {
    await this.camera.identify().catch((error: unknown) => this.#options.logger.warn({ err: error }, 'no camera found yet'));
  }

  /** After the start: runs again where a person or the configuration wants it. */
  resume(): void {
    this.manager.resume();
  }

  /** Ends a recording that runs, so that all of it is on the disk. Nothing can be recorded any more. */
  async finishRecording(): Promise<void> {
    this.automatic.close();
    await this.recorder.close();
  }

  /** JPEGs of a camera that gives H.264 are made while somebody wants them. */
  #wantPictures(): void {
    const { quality, frame_rate } = this.config.camera;
    this.media.wantPictures(this.#hub.areFramesWanted ? { quality, framesPerSecond: frame_rate } : null);
  }

  /** Ends everything that is this camera's; resolves when nothing is left. */
  close(): Promise<void> {
    return this.#resources.close();
  }
}
