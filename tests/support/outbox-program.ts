/** Sends what is in an outbox, so that a test can kill it: node outbox-program.ts DIRECTORY URL COUNT, where so many are to be sent in all. */
import { randomUUID } from 'node:crypto';
import { openOutboxDatabase } from '../../main/alerts/alert-databases.ts';
import { DeliveryError } from '../../main/alerts/delivery.ts';
import { Dispatcher } from '../../main/alerts/dispatcher.ts';
import { Outbox } from '../../main/alerts/outbox.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { newDelivery } from './alert-delivery.ts';

const [directory = '', url = '', count = '0'] = process.argv.slice(2);
const clock = createSystemClock();
const outbox = new Outbox(openOutboxDatabase(directory, silentLogger), clock);
const dispatcher = new Dispatcher({
  outbox,
  async send(delivery, signal) {
    const response = await fetch(url, { method: 'POST', body: delivery.deliveryId, signal }).catch((error: unknown) => {
      throw new DeliveryError('connection', 'It does not answer.', { cause: error });
    });
    if (!response.ok) {
      throw new DeliveryError('answer', 'It does not take it.');
    }
    return { title: delivery.title };
  },
  onGone: () => {},
  clock,
  logger: silentLogger,
});
for (let number = outbox.newestNumber; number < Number(count); number += 1) {
  const firing = { ruleId: 'rule', cameraId: 'main', isTrouble: false };
  outbox.fire(`event:${number}`, firing, Date.now(), (alertId) => [newDelivery({ alertId, deliveryId: randomUUID() })]);
}
dispatcher.start();
