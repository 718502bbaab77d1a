import type { Problem } from '../../shared/api.ts';
import type { PlaceholderRequest } from '../drawing-process/request.ts';
import type { DetectorClient } from '../detection/detector-client.ts';
import type { ToldVisits, ZonesOf } from '../detection/visit.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { RecordingLibrary } from '../library/recording-library.ts';
import type { MakeSmall } from '../live/mjpeg/wall-reader.ts';
import type { WebRtcProcessClient } from '../live/webrtc/webrtc-process-client.ts';
import type { Watcher } from '../live/watcher.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import type { RecordingStorage } from '../recording/recording-storage.ts';
import type { TalkServiceOptions } from '../talk/talk-service.ts';
import type { BufferCollector } from '../system/buffer-collector.ts';
import type { Clock } from '../system/clock.ts';
import type { DataDisk } from '../system/data-disk.ts';
import type { Logger } from '../system/logger.ts';
import type { CameraSettingsView } from './camera-settings-view.ts';
import type { DetectionDependencies } from './detect.ts';
import type { SourcePermission } from './source-permission.ts';

/** What a camera with everything that is its own needs of the rest of PetLog. */
export interface CameraStationOptions {
  readonly cameraId: string;
  /** Where PetLog's data is. */
  readonly dataDirectory: string;
  /** Where it is kept what people want of this camera; is made when it is not there. */
  readonly stateDirectory: string;
  readonly settings: CameraSettingsView;
  readonly permission: () => SourcePermission;
  /** Looks up the addresses of cameras on the network. */
  readonly addresses: Pick<EnteredAddresses, 'resolve' | 'refusalOfAddress'>;
  readonly petlogs: NonNullable<DetectionDependencies['petlogs']>;
  /** As this camera uses it. */
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly library: RecordingLibrary;
  readonly storage: RecordingStorage;
  readonly dataDisk: Pick<DataDisk, 'isGone' | 'add'>;
  readonly drawPlaceholder: (placeholder: Omit<PlaceholderRequest, 'kind'>) => Promise<Buffer>;
  /** Tells what is in pictures, for all cameras. */
  readonly detector: DetectorClient;
  readonly zones: ZonesOf;
  readonly visits: ToldVisits;
  /** Of all cameras. */
  readonly webrtc: WebRtcProcessClient;
  readonly mayTalk: TalkServiceOptions['mayTalk'];
  /** Makes small pictures, for all cameras. */
  readonly makeSmall: MakeSmall;
  /** Who watches any camera. */
  readonly allWatchers: () => Iterable<Watcher>;
  /** Of all cameras, as they are of one process. */
  readonly buffers: Pick<BufferCollector, 'passed'>;
  /** Whether somebody said whether this camera is always on: the owner of the machine, or a person on a screen. */
  readonly isAlwaysOnDecided: () => boolean;
  /** Whether somebody said what this camera records by itself. */
  readonly isAutomaticDecided: () => boolean;
  /** What is wrong with PetLog as a whole. */
  readonly commonProblems: (cameraId: string) => readonly Problem[];
}
