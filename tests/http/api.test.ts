import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Health } from '../../shared/api.ts';
import { Welcome } from '../../shared/welcome.ts';
import { Config } from '../../shared/config.ts';
import { routes } from '../../shared/routes.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;

beforeAll(async () => {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240' });
});

afterAll(() => running.stop());

describe('the API about itself', () => {
  it('greets', async () => {
    expect(Welcome.parse((await call(`${running.url}/api`)).body)).toEqual({
      message: 'Welcome to PetLog API',
      version: '0.0.0-test',
      status: 'running',
      documentation: '/docs',
    });
  });

  it('says how it is', async () => {
    const { status, body } = await call(`${running.url}/health`);
    expect(status).toBe(200);
    expect(Health.parse(body)).toMatchObject({
      status: 'healthy',
      service: 'petlog-api',
      version: '0.0.0-test',
      database_status: 'connected',
      camera_status: 'stopped',
    });
    expect(Health.parse(body).storage_usage.available_gb).toBeGreaterThan(0);
  });

  it('documents every route, with who may call it', async () => {
    const { body } = await call(`${running.url}/openapi.json`);
    expect(body.openapi).toBe('3.1.0');
    const paths = body.paths as Record<string, Record<string, { operationId: string; security?: unknown; 'x-petlog-access': string }>>;
    for (const [name, route] of Object.entries(routes)) {
      const operation = paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      expect(operation).toMatchObject({ operationId: name, 'x-petlog-access': route.access });
      expect(operation?.security).toEqual(
        route.access === 'none'
          ? []
          : [{ cookie: [route.access] }, { bearer: [route.access] }, ...(route.method === 'GET' ? [{ basic: [route.access] }] : [])],
      );
      const { responses } = operation as unknown as { responses: Record<string, { description: string }> };
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['421', '429', ...(route.access === 'none' ? [] : ['401'])]));
      expect(responses['403']?.description.includes('forbidden')).toBe(route.access === 'admin');
    }
    expect(body.components).toMatchObject({
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'petlog_access' },
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic' },
      },
    });
  });

  it('documents secrets in bodies alone', async () => {
    const { paths } = (await call(`${running.url}/openapi.json`)).body as {
      paths: Record<string, Record<string, { parameters: { name: string }[]; requestBody?: unknown }>>;
    };
    for (const [path, secret] of [
      ['/auth/pair', 'code'],
      ['/auth/sign-in', 'password'],
      ['/auth/refresh', 'refresh_token'],
      ['/auth/accounts', 'password'],
    ] as const) {
      const operation = paths[path]?.['post'];
      expect(operation?.parameters.map(({ name }) => name)).not.toContain(secret);
      expect(JSON.stringify(operation?.requestBody)).toContain(`"${secret}"`);
    }
  });

  it('shows the documentation without anything from elsewhere', async () => {
    const response = await fetch(`${running.url}/docs`);
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
    const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string);
    expect(assets).toHaveLength(3);
    for (const asset of assets) {
      expect((await fetch(new URL(asset, `${running.url}/docs`))).status).toBe(200);
    }
  });

  it('measures for Prometheus', async () => {
    const reader = new StreamReader(running.port);
    await reader.next(2);
    const response = await fetch(`${running.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(/^petlog_viewers\{camera="main"\} 1$/m);
    expect(text).toMatch(/^petlog_camera_state\{camera="main",state="live"\} 1$/m);
    expect(Number(/^petlog_frames_total\{camera="main"\} (\d+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(2);
    expect(text).toMatch(/^nodejs_active_resources\{type="\w+"\} \d+$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).not.toContain('eventloop');
    reader.close();
  });

  it('measures copies elsewhere, by place', async () => {
    const target = { name: 'NAS', kind: 'webdav', url: 'https://nas.home/', enabled: false };
    const { body } = await call(`${running.url}/backup/targets`, 'POST', target);
    const id = String(body['target_id']);
    const measured = async (): Promise<string[]> =>
      (await (await fetch(`${running.url}/metrics`)).text()).split('\n').filter((line) => line.startsWith('petlog_backup_'));
    expect(await measured()).toEqual([
      `petlog_backup_waiting_copies{target="${id}"} 0`,
      `petlog_backup_failing_copies{target="${id}"} 0`,
      `petlog_backup_copies{target="${id}"} 0`,
      `petlog_backup_copied_bytes{target="${id}"} 0`,
      `petlog_backup_sending{target="${id}"} 0`,
    ]);
    await call(`${running.url}/backup/targets/${id}`, 'DELETE');
    expect(await measured()).toEqual([]);
    expect(await (await fetch(`${running.url}/metrics`)).text()).toContain('# HELP petlog_alert_deliveries ');
  });

  it.each(Object.entries(routes).filter(([, { method, input }]) => method === 'GET' && input.safeParse({}).success))(
    'answers HEAD for %s',
    async (_name, { path }) => {
      const response = await fetch(running.url + path, { method: 'HEAD' });
      // There is nothing to trust where HTTPS is off.
      expect(response.status).toBe(path.startsWith('/trust/petlog.') ? 404 : 200);
      expect(await response.text()).toBe('');
    },
  );
});

describe('settings', () => {
  it('are the whole configuration', async () => {
    expect(Config.parse((await call(`${running.url}/settings`)).body)).toMatchObject({
      camera: { resolution: [320, 240], frame_rate: 15, source: 'mock' },
    });
  });

  it('change the running camera without dropping a viewer', async () => {
    const reader = new StreamReader(running.port);
    await reader.next(2);
    const { status, body } = await call(`${running.url}/settings`, 'PATCH', { camera: { resolution: [640, 480], frame_rate: 10 } });
    expect([status, Config.parse(body).camera.resolution]).toEqual([200, [640, 480]]);
    await reader.until(({ parts }) => (parts.at(-1)?.jpeg.indexOf(Buffer.from([0x01, 0xe0, 0x02, 0x80])) ?? -1) > 0);
    expect((await call(`${running.url}/live/status`)).body).toMatchObject({
      resolution: [640, 480],
      frame_rate: 10,
      state: 'live',
      active_streams: 1,
    });
    reader.close();
  });

  it('change all or nothing', async () => {
    const before = (await call(`${running.url}/settings`)).body;
    const { status, body } = await call(`${running.url}/settings`, 'PATCH', {
      camera: { quality: 50, frame_rate: 61 },
      limits: { viewer: 3 },
    });
    expect(status).toBe(422);
    expect((body.errors as { path: string }[]).map(({ path }) => path).sort()).toEqual(['camera.frame_rate', 'limits.viewer']);
    expect((await call(`${running.url}/settings`)).body).toEqual(before);
  });
});
