import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAlertDatabase, openOutboxDatabase } from '../../../main/alerts/alert-databases.ts';
import { ChannelStore } from '../../../main/alerts/channel-store.ts';
import { Outbox } from '../../../main/alerts/outbox.ts';
import { checkAlerts } from '../../../main/doctor/checks/alerts.ts';
import { alertStates } from '../../../main/doctor-process/check-alerts.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { fakeMachine } from '../../support/fake-machine.ts';

/** In this process; the real one is the same but for that. */
const askProcess = async ([, alerts = '', outbox = '']: readonly string[]): Promise<string> => JSON.stringify(alertStates(alerts, outbox));

test('says which channels are dead, of those that are switched on', async () => {
  await using machine = await fakeMachine({ subject: { askProcess } });
  const { dataDirectory } = machine.subject;
  expect(await checkAlerts(machine.subject)).toMatchObject({ status: 'ok', summary: 'No alert was sent yet.' });

  const database = openAlertDatabase(dataDirectory, silentLogger);
  const outbox = new Outbox(openOutboxDatabase(dataDirectory, silentLogger), createSystemClock());
  const channels = new ChannelStore(database);
  const add = (channelId: string, isEnabled: boolean): void =>
    channels.put({ channelId, name: `The ${channelId}`, isEnabled, language: 'auto', settings: { kind: 'web_push' } }, 0);
  add('phone', true);
  add('mail', true);
  add('old', false);
  outbox.noteHealth({ channelId: 'phone', subscriptionId: 'a' }, 1, null);
  expect(await checkAlerts(machine.subject)).toMatchObject({ status: 'ok', summary: expect.stringContaining('(1)') });

  const fault = { at: '2026-05-01T12:00:00.000Z', step: 'sign_in', message: 'mail.example answers 535.' } as const;
  outbox.noteHealth({ channelId: 'mail', subscriptionId: '' }, null, fault);
  outbox.noteHealth({ channelId: 'old', subscriptionId: '' }, null, fault);
  expect(await checkAlerts(machine.subject)).toMatchObject({
    status: 'warning',
    summary: 'Alerts do not arrive by The mail: mail.example answers 535.',
  });
  outbox.close();
  database.close();
  expect((await checkAlerts(machine.subject)).status).toBe('warning');
});

test('a broken file is none of a channel', async () => {
  await using machine = await fakeMachine({ subject: { askProcess } });
  const directory = join(machine.subject.dataDirectory, 'alerts');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'alerts.db'), 'this is no database, though it is long enough to be one');
  await writeFile(join(directory, 'outbox.db'), 'this is no database, though it is long enough to be one');
  await expect(checkAlerts(machine.subject)).rejects.toThrow('file is not a database');
});
