/** Every word people see, in English. Other languages are tables of the same type. */
export const en = {
  productName: 'PetLog',
  viewTitles: { dashboard: 'PetLog', plain: 'PetLog: live picture', kiosk: 'PetLog viewer' },
  skipToControls: 'Skip to the controls',

  actions: {
    group: 'Camera controls',
    start: 'Start Stream',
    stop: 'Stop Stream',
    record: 'Record',
    recording: 'Recording',
    refresh: 'Refresh',
    fullscreen: 'Fullscreen',
    leaveFullscreen: 'Leave fullscreen',
    snapshot: 'Snapshot',
    startShort: 'Start',
    stopShort: 'Stop',
    stopRecordingHint: 'Press to stop the recording.',
    working: 'Working…',
  },

  picture: {
    region: 'Live picture',
    alternative: 'Live picture of the camera',
    connecting: 'Connecting to PetLog…',
    disconnected: 'No connection to PetLog',
    disconnectedHint: 'It comes back by itself as soon as PetLog answers.',
    stopped: 'The camera is stopped',
    stoppedHint: 'Start it to see the live picture.',
    paused: 'The camera is running',
    pausedHint: 'Start the stream to see the live picture.',
    starting: 'Starting the camera…',
    waiting: 'Waiting for the picture…',
    failing: 'The picture does not arrive. Trying again…',
    lost: (since: string): string => `Camera lost since ${since}`,
    lostUnknown: 'The camera delivers no picture.',
    mock: 'Mock camera',
    mockHint: 'A drawn test picture, not a real camera',
  },

  indicators: {
    region: 'Status',
    connection: 'Connection',
    camera: 'Camera',
    recording: 'Recording',
    connecting: 'Connecting',
    connected: 'Connected',
    disconnected: 'Disconnected',
    unknown: 'Unknown',
    cameraStates: { stopped: 'Stopped', starting: 'Starting', live: 'Live', lost: 'Lost' },
    recordingOn: 'Recording',
    recordingOff: 'Not recording',
    storageOff: 'Recording off',
  },

  facts: {
    region: 'Picture',
    frameRate: 'Frame rate',
    framesPerSecond: (value: string): string => `${value} fps`,
    resolution: 'Resolution',
    viewers: 'Viewers',
    source: 'Source',
    sources: { mock: 'Mock camera', rpicam: 'Raspberry Pi camera', raspistill: 'Raspberry Pi camera (raspistill)', v4l2: 'USB camera', file: 'Video file' },
  },

  problems: {
    region: 'Problems',
    since: (time: string): string => `since ${time}`,
  },

  storageOffReason: 'Recording is switched off. Set camera.enable_storage to true to use it.',

  recordings: {
    region: 'Recent recordings',
    empty: 'No recordings yet',
    emptyHint: 'Press Record to keep what the camera sees. It appears here when the recording ends.',
    emptyHintStorageOff: 'Recording is switched off, so nothing will appear here.',
    loading: 'Loading…',
    failed: (reason: string): string => `The recordings could not be listed. ${reason}`,
    again: 'Try again',
    play: (when: string): string => `Play the recording of ${when}`,
    download: (when: string): string => `Download the recording of ${when}`,
    close: 'Close',
    unplayable: 'This browser cannot play the recording. Download it instead.',
    total: (count: string): string => `${count} in all`,
  },

  messages: {
    region: 'Messages',
    dismiss: 'Dismiss',
    unreachable: 'PetLog cannot be reached. Check that it runs and that this device is on its network.',
    noAnswer: (seconds: number): string => `PetLog did not answer within ${seconds} s. It may still carry the command out.`,
    unexpectedAnswer: (status: string): string => `PetLog answered in an unexpected way (${status}).`,
    recordingSaved: (name: string, duration: string, size: string): string => `Saved ${name} (${duration}, ${size}).`,
    recordingInterrupted: (reason: string): string => `The recording was interrupted. ${reason}`,
    recordingFailed: (reason: string): string => `The recording failed. ${reason}`,
    storageFull: (freeMegabytes: string): string => `The disk is full: ${freeMegabytes} MB are free. Delete recordings or use another disk.`,
    failed: {
      start: 'The stream could not be started.',
      stop: 'The stream could not be stopped.',
      record: 'The recording could not be started.',
      recordStop: 'The recording could not be stopped.',
      snapshot: 'No snapshot was taken.',
      fullscreen: 'This browser does not allow fullscreen here.',
    },
  },

  kiosk: {
    address: 'Watch on another device',
    showAddress: (address: string): string => `Show a QR code for ${address}`,
    qrCode: (address: string): string => `QR code for ${address}`,
    noAddress: 'No network',
    scanHint: 'Scan with a phone on the same network, or type the address into any browser.',
    close: 'Close',
  },

  footer: { documentation: 'API documentation', plainView: 'Picture only' },
};

export type Text = typeof en;
