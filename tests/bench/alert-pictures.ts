import type { Visit } from '../../main/detection/visit.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { runPetLog } from '../support/running-petlog.ts';
import { WebReceiver } from '../support/web-receiver.ts';

interface PictureTellings {
  /** Of each visit, from detection's word to the request that is sent. */
  readonly delays: readonly number[];
  readonly withoutPicture: number;
  readonly pictureBytes: number;
}

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const firstAtMilliseconds = Date.parse('2026-05-01T12:00:00Z');
const betweenMilliseconds = 200;
/** A visit lasts until so many others have begun. */
const lasting = 15;
const patienceMilliseconds = 30_000;

interface Told {
  readonly type: string;
  readonly timestamp: string;
  readonly data: { readonly picture: string | null };
}

/** Visits with pictures, one after the other, and when a webhook hears of each. */
export async function tellPictures(count: number): Promise<PictureTellings> {
  const pictures = footageJpegs();
  const receiver = await WebReceiver.start();
  const heardAt = new Map<string, { readonly at: number; readonly hasPicture: boolean }>();
  receiver.answer = ({ body }, response) => {
    const at = performance.now();
    const { type, timestamp, data } = JSON.parse(body.toString()) as Told;
    if (type === 'alert.created') {
      heardAt.set(timestamp, { at, hasPicture: data.picture !== null });
    }
    response.end('{}');
  };
  const running = await runPetLog({ PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1' });
  try {
    const hook = { kind: 'webhook', name: 'Home', url: `${receiver.url}/hook`, secret };
    const { body } = await call(`${running.url}/alerts/channels`, 'POST', hook);
    await call(`${running.url}/alerts/rules`, 'POST', { name: 'All', channels: [body['channel_id']], at_most_every_minutes: 0 });
    const happenedAt = new Map<string, number>();
    let pictureBytes = 0;
    const begun: Visit[] = [];
    const end = (visit: Visit): void => running.petlog.visits.record({ ...visit, picture: null, durationSeconds: 5, ended: true });
    for (let index = 0; index < count; index += 1) {
      const startedAtMs = firstAtMilliseconds + index * 60_000;
      const picture = pictures[index % pictures.length] ?? Buffer.alloc(0);
      pictureBytes += picture.length / count;
      const visit: Visit = {
        visitKey: `visit-${index}`,
        cameraId: 'main',
        eventType: 'visit',
        label: 'cat',
        confidence: 0.9,
        startedAtMs,
        durationSeconds: 0,
        ended: false,
        box: null,
        picture,
        zones: [],
      };
      happenedAt.set(new Date(startedAtMs).toISOString(), performance.now());
      running.petlog.visits.record(visit);
      begun.push(visit);
      await new Promise((resolve) => setTimeout(resolve, betweenMilliseconds));
      begun.splice(0, Math.max(0, begun.length - lasting)).forEach(end);
    }
    const giveUpAt = performance.now() + patienceMilliseconds;
    while (heardAt.size < count && performance.now() < giveUpAt) {
      await new Promise((resolve) => setTimeout(resolve, betweenMilliseconds));
    }
    begun.forEach(end);
    return {
      delays: [...happenedAt].map(([timestamp, at]) => (heardAt.get(timestamp)?.at ?? Infinity) - at),
      withoutPicture: [...happenedAt.keys()].filter((timestamp) => heardAt.get(timestamp)?.hasPicture !== true).length,
      pictureBytes,
    };
  } finally {
    await running.stop();
    await receiver.close();
  }
}
