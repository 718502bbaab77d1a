import type { Clock } from '../system/clock.ts';
import { afterAwake } from '../system/patience.ts';
import type { WorkerProcess } from '../system/worker-process.ts';
import type { Answer, MediaCommand, MediaEvent, MediaRequests, Question } from './protocol.ts';
import type { VideoFeed } from './video-feed.ts';

/** What one can ask about the history. */
export type HistoryQuestion = 'describe-history' | 'find-clip' | 'open-clip' | 'read-clip' | 'read-picture' | 'save-clip';

/** A recording waits so long to hear what it begins with: the process answers when it has taken what was sent before, or is found to hang. */
const prepareMilliseconds = 6000;

interface HistoryQuestionsOptions {
  readonly clock: Clock;
  readonly worker: Pick<WorkerProcess<MediaRequests, MediaCommand, MediaEvent>, 'ask' | 'isReady'>;
  readonly video: Pick<VideoFeed, 'hasHistory' | 'keyframeBefore' | 'waitingSinceMilliseconds'>;
}

/** Asks a media process about the last minutes that it keeps. */
export class HistoryQuestions {
  readonly #options: HistoryQuestionsOptions;

  constructor(options: HistoryQuestionsOptions) {
    this.#options = options;
  }

  /**
   * null while there is no history: that is no reason to start the process.
   *
   * @throws WorkerError
   */
  async ask<N extends HistoryQuestion | 'prepare-recording'>(type: N, question: Question<N>): Promise<Answer<N> | null> {
    const { worker, video } = this.#options;
    return worker.isReady && video.hasHistory ? worker.ask(type, question) : null;
  }

  /**
   * Where in the past a recording begins that is asked for now. What the camera encoded begins with a keyframe, without
   * pre-roll with the newest one.
   *
   * @returns capture time; null when it begins with a picture that comes: there is no history, or the process does not answer at once
   */
  async prepareRecording(requestedMilliseconds: number, preRollMilliseconds: number): Promise<number | null> {
    const inHistory = await this.#prepareInHistory(requestedMilliseconds, preRollMilliseconds);
    return inHistory ?? this.#options.video.keyframeBefore(requestedMilliseconds);
  }

  #prepareInHistory(requestedMilliseconds: number, preRollMilliseconds: number): Promise<number | null> {
    const comingMilliseconds = this.#options.video.waitingSinceMilliseconds;
    const answer = this.ask('prepare-recording', { requestedMilliseconds, preRollMilliseconds, comingMilliseconds }).catch(() => null);
    return new Promise((resolve) => {
      const cancel = afterAwake(this.#options.clock, prepareMilliseconds, () => resolve(null));
      void answer.then(resolve).finally(cancel);
    });
  }
}
