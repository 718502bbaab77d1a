import type { HomeCamera, HomeState } from '../../main/mqtt/home-state.ts';

export const homeCamera = (values: Partial<HomeCamera> = {}): HomeCamera => ({
  cameraId: 'main',
  name: 'Küche',
  state: 'live',
  reason: null,
  isRecording: false,
  isPrivate: false,
  framesPerSecond: 15,
  hasMotion: false,
  counts: { cat: 0, dog: 0, person: 0 },
  streamPath: '/live/stream',
  snapshotPath: '/live/snapshot',
  ...values,
});

/** Luna at the bowl in the kitchen. */
export const homeState = (values: Partial<HomeState> = {}): HomeState => ({
  name: 'PetLog',
  version: '1.2.3',
  url: 'https://petlog.local:8443',
  isHome: true,
  snoozedUntil: null,
  problems: [],
  storage: { availableBytes: 12_340_000_000, recordingsBytes: 1_000_000_000, hoursLeft: 5.5 },
  cameras: [homeCamera()],
  pets: [{ petId: 1, name: 'Luna', isInView: true, placeId: 'b0', lastSeen: '2026-05-01T12:00:00.000Z', visitsToday: 3, minutesToday: 12 }],
  places: [{ zoneId: 'b0', cameraId: 'main', name: '', place: 'bowl', isOccupied: true, visitsToday: 3, minutesToday: 12 }],
  ...values,
});
