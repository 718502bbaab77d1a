import { sentence } from '../../shared/doctor-sentence.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { cameraIds, configOfCamera } from '../../shared/config/config-of-camera.ts';
import type { Config } from '../../shared/config.ts';
import { type Finding, finding, ok } from './finding.ts';
import type { Check, ExaminedCamera, Subject } from './subject.ts';

/** A check of one of the cameras. */
export type CameraCheck = (subject: Subject, camera: ExaminedCamera) => Promise<Finding>;

/** Those of a configuration that are switched on. */
export function examinedCameras(config: Config): ExaminedCamera[] {
  return cameraIds(config).flatMap((id) => {
    const own = configOfCamera(config, id);
    return own?.camera.enabled === true ? [{ id, settings: own.camera, recording: own.recording }] : [];
  });
}

/** What is wrong with any camera is a finding of them all; which camera is said where there are several. */
export const forEachCamera =
  (check: CameraCheck): Check =>
  async (subject) => {
    if (subject.cameras.length === 0) {
      return ok(sentence('camera_none_enabled'));
    }
    const findings = await Promise.all(subject.cameras.map(async (camera) => ({ id: camera.id, finding: await check(subject, camera) })));
    const [only] = findings;
    return findings.length === 1 && only !== undefined ? only.finding : together(findings);
  };

/** The name of a camera's setting: `camera.source`, `cameras.garden.source`. */
export const keyOf = ({ id }: ExaminedCamera, setting: keyof ExaminedCamera['settings']): string =>
  id === mainCameraId ? `camera.${setting}` : `cameras.${id}.${setting}`;

const rank = { ok: 0, warning: 1, problem: 2 } as const;

/** The worst of several findings; those that say the same are said once. */
function together(findings: readonly { id: string; finding: Finding }[]): Finding {
  const groups = new Map<string, { ids: string[]; finding: Finding }>();
  for (const { id, finding: one } of findings) {
    const key = JSON.stringify([one.status, one.summary_parts, one.advice_parts]);
    const group = groups.get(key) ?? { ids: [], finding: one };
    group.ids.push(id);
    groups.set(key, group);
  }
  const all = [...groups.values()].map(({ ids, finding: one }) => ({
    heading: sentence('camera_heading', { cameras: ids.join(', ') }),
    ...one,
  }));
  const worst = all.reduce<Finding['status']>((status, one) => (rank[one.status] > rank[status] ? one.status : status), 'ok');
  return finding(
    worst,
    all.flatMap(({ heading, summary_parts: parts }) => [heading, ...parts]),
    all.flatMap(({ heading, advice_parts: parts }) => (parts.length === 0 ? [] : [heading, ...parts])),
  );
}
