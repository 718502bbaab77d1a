/** What the stream of events tells whom. */
import { expect, it } from 'vitest';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { apiToken } from '../support/paired-device.ts';
import { runPetLog } from '../support/running-petlog.ts';

it('where a full directory is on the machine is told to admins alone', async () => {
  const running = await runPetLog({ PETLOG_SECURITY_ACCESS: 'accounts', PETLOG_CAMERA_RESOLUTION: '128x96' });
  const admin = await apiToken(running, 'admin');
  const viewer = await apiToken(running, 'viewer');
  const [toAdmin, toViewer] = [admin, viewer].map(({ bearer }) => new HeldAnswer(running.port, '/live/events', bearer)) as [
    HeldAnswer,
    HeldAnswer,
  ];
  try {
    await Promise.all([toAdmin, toViewer].map((answer) => answer.until('data: ')));
    await call(`${running.url}/settings`, 'PATCH', { recording: { min_free_mb: 1_000_000 } }, admin.bearer);
    expect((await call(`${running.url}/live/record/start`, 'POST', {}, admin.bearer)).body).toMatchObject({ code: 'storage_full' });
    await toAdmin.until('"name":"storage.full"');
    await toViewer.until('"name":"storage.full"');
    const pathIn = ({ text }: HeldAnswer): string | undefined => /"name":"storage\.full".*?"path":"([^"]*)"/.exec(text)?.[1];
    expect(pathIn(toAdmin)).toMatch(/^\/.+\/recordings$/);
    expect(pathIn(toViewer)).toBe('recordings');
  } finally {
    toAdmin.close();
    toViewer.close();
    await running.stop();
  }
});
