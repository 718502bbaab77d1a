import { html, type TemplateResult } from 'lit';
import type { WatchedCamera } from '../../state/cameras/watched-camera.ts';
import './camera-wall.ts';

/** The wall of the cameras that a screen shows. */
export function cameraWall(
  watched: WatchedCamera,
  { openSettings }: { readonly openSettings?: (cameraId: string) => void } = {},
): TemplateResult {
  const { cameras } = watched;
  return html`<petlog-camera-wall
    .places=${watched.places}
    .cameras=${cameras.cameras ?? []}
    .statusOf=${(cameraId: string) => cameras.statusOf(cameraId)}
    .heard=${cameras.heard}
    ?manageable=${openSettings !== undefined}
    @settings=${(event: CustomEvent<string>) => openSettings?.(event.detail)}
    @choose=${(event: CustomEvent<string>) => watched.choose(event.detail)}
  ></petlog-camera-wall>`;
}
