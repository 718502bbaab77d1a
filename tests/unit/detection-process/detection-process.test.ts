import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { modelOf } from '../../../main/detection/chosen-model.ts';
import type { DetectorRequests } from '../../../main/detection/detector-protocol.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { WorkerProcess } from '../../../main/system/worker-process.ts';
import { Config } from '../../../shared/config.ts';
import { tinyJpeg } from '../../support/tiny-jpeg.ts';

const patienceMilliseconds = 120_000;

test(
  'the process has no FFmpeg while it reads its model, when it needs the most memory',
  async () => {
    const worker = new WorkerProcess<DetectorRequests, never>(
      {
        name: 'detection process',
        program: childModuleUrl('detection-process'),
        clock: createSystemClock(),
        logger: silentLogger,
        patience: {
          startMilliseconds: patienceMilliseconds,
          request: { silentMilliseconds: patienceMilliseconds, workMilliseconds: patienceMilliseconds, looks: 1 },
          lingerMilliseconds: patienceMilliseconds,
          stopMilliseconds: { usual: 0, shutdown: 0 },
        },
      },
      { isNeeded: () => false },
    );
    const model = modelOf(Config.parse({}));
    const loaded = async (): Promise<boolean[]> => {
      const maps = await readFile(`/proc/${worker.pid}/maps`, 'utf8');
      return ['libonnxruntime', 'node-av'].map((library) => maps.includes(library));
    };
    try {
      await worker.ask('try', { model });
      expect(await loaded()).toEqual([true, false]);
      const part = { x: 0, y: 0, width: 1, height: 1 };
      const { detections } = await worker.ask('detect', { model, jpeg: await tinyJpeg(640, 480), parts: [part], labels: ['cat'] });
      expect(detections).toEqual([]);
      expect(await loaded()).toEqual([true, true]);
    } finally {
      await worker.close();
    }
  },
  patienceMilliseconds,
);
