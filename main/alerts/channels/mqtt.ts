import { randomUUID } from 'node:crypto';
import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import { connectToBroker } from '../../mqtt/broker-connection.ts';
import { Topics } from '../../mqtt/topics.ts';
import { DeliveryError } from '../delivery.ts';
import type { Addresses } from './ask.ts';
import type { AlertMessage, Send } from './message.ts';

/** A message on a topic for automations, with its picture on another: told before the words, so that it is there when they are heard. */
export function mqtt(settings: ChannelSettings<'mqtt'>, addresses: Addresses): Send {
  return async (message, signal) => {
    const topics = new Topics(settings.topic_prefix, settings.discovery_prefix);
    // A connection of its own: what goes wrong is known by its step, and the other one goes on.
    const clientId = `petlog_alert_${randomUUID().slice(0, 8)}`;
    const connection = await connectToBroker({ access: settings, clientId, addresses, signal });
    const abort = (): void => void connection.end();
    signal.addEventListener('abort', abort, { once: true });
    try {
      if (message.picture !== null) {
        await connection.publish(topics.alertPicture(), message.picture, true);
      }
      await connection.publish(topics.alerts(), JSON.stringify(payloadOf(message)), false);
    } catch (error) {
      throw signal.aborted ? new DeliveryError('connection', `${connection.host} does not answer in time.`, { cause: error }) : error;
    } finally {
      signal.removeEventListener('abort', abort);
      await connection.end();
    }
    return {};
  };
}

const payloadOf = (message: AlertMessage): object => ({
  type: message.eventType === null ? 'test' : message.isUpdate ? 'update' : 'new',
  id: message.deliveryId,
  alert_id: message.alertId,
  rule: message.ruleName,
  title: message.title,
  message: message.body,
  time: new Date(message.atMilliseconds).toISOString(),
  event_id: message.eventId,
  event_type: message.eventType,
  camera: message.cameraId,
  camera_name: message.cameraName,
  label: message.label,
  pet_id: message.petId,
  pet: message.petName,
  zones: message.zoneIds,
  duration: message.durationSeconds,
  is_over: message.isOver,
  has_picture: message.picture !== null,
  url: message.url,
});
