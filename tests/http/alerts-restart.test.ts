import { expect, it } from 'vitest';
import { DeliveriesPage, type Delivery } from '../../shared/alerts-deliveries.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WebReceiver } from '../support/web-receiver.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

async function delivery(running: RunningPetLog, isDone: (each: Delivery) => boolean): Promise<Delivery> {
  for (;;) {
    const found = DeliveriesPage.parse((await call(`${running.url}/alerts/deliveries`)).body).deliveries.find(isDone);
    if (found !== undefined) {
      return found;
    }
  }
}

it('what did not arrive arrives after a restart, under the same id', async () => {
  await using directory = await temporaryDirectory();
  const environment = { PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1' };
  const receiver = await WebReceiver.start();
  const { port } = receiver;
  await receiver.close();
  const first = await runPetLog(environment, { dataDirectory: directory.path });
  const channel = { kind: 'webhook', name: 'Home', url: `http://127.0.0.1:${port}/`, secret };
  const { body: made } = await call(`${first.url}/alerts/channels`, 'POST', channel);
  await call(`${first.url}/alerts/rules`, 'POST', { name: 'All', channels: [made['channel_id']] });
  await call(`${first.url}/event`, 'POST', { event_type: 'playing' });
  const waiting = await delivery(first, ({ attempts }) => attempts === 1);
  expect(waiting).toMatchObject({ state: 'waiting', last_error: { step: 'connection' }, next_attempt_at: expect.any(String) as string });
  await first.stop();

  const back = await WebReceiver.start(port);
  const second = await runPetLog(environment, { dataDirectory: directory.path });
  try {
    const [request] = await back.until(1);
    expect(request!.headers['webhook-id']).toBe(waiting.delivery_id);
    expect(await delivery(second, ({ state }) => state === 'delivered')).toMatchObject({ delivery_id: waiting.delivery_id, attempts: 2 });
  } finally {
    await second.stop();
    await back.close();
  }
});
