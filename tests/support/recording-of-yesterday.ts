import { addFootageRecording } from './footage-recording.ts';

/** Puts a recording of yesterday, ten past two in the afternoon by the clock of whoever looks, into a data directory. */
export const addRecordingOfYesterday = (dataDirectory: string): Promise<void> =>
  addFootageRecording(dataDirectory, {
    recordingId: '20260501T120000000Z-000001',
    startedAtMilliseconds: new Date(Date.now() - 86_400_000).setHours(14, 10, 0, 0),
  });
