import { html, nothing, type TemplateResult } from 'lit';
import type { CameraInfo } from '../../../shared/cameras.ts';
import { text } from '../../text/text.ts';

/** A camera, as far as it is chosen here. */
export type NamedCamera = Pick<CameraInfo, 'camera_id' | 'name'>;

/** What people call a camera; its id where nobody has named it. */
const nameOf = ({ camera_id, name }: NamedCamera): string => (name === '' ? camera_id : name);

/** For the detail of a row: which cameras alone somebody may see, without those that were removed; nothing where it is all. */
export function seenCameras(cameraIds: readonly string[] | null, cameras: readonly NamedCamera[]): string[] {
  if (cameraIds === null) {
    return [];
  }
  const names = cameras.filter(({ camera_id }) => cameraIds.includes(camera_id)).map(nameOf);
  return [names.length === 0 ? text().seenCameras.noneLeft : text().seenCameras.only(names.join(', '))];
}

interface CameraChoiceOptions {
  readonly cameras: readonly NamedCamera[];
  /** Null for all. */
  readonly chosen: readonly string[] | null;
  readonly disabled?: boolean;
  choose(cameraIds: readonly string[] | null): void;
}

/** Which cameras somebody may see; nothing where there is only one, and all may. The styles are `choiceStyles`. */
export function cameraChoice({ cameras, chosen, disabled = false, choose }: CameraChoiceOptions): TemplateResult | typeof nothing {
  if (cameras.length < 2 && chosen === null) {
    return nothing;
  }
  const words = text().seenCameras;
  const toggle = (id: string): void => choose(chosen?.includes(id) === true ? chosen.filter((one) => one !== id) : [...(chosen ?? []), id]);
  return html`<fieldset class="cameras" ?disabled=${disabled}>
    <legend>${words.title}</legend>
    <label><input type="checkbox" .checked=${chosen === null} @change=${() => choose(chosen === null ? cameras.map(({ camera_id }) => camera_id) : null)} /><span>${words.all}</span></label>
    ${
      chosen === null
        ? nothing
        : cameras.map(
            (camera) =>
              html`<label><input type="checkbox" .checked=${chosen.includes(camera.camera_id)} @change=${() => toggle(camera.camera_id)} /><span>${nameOf(camera)}</span></label>`,
          )
    }
    ${chosen?.length === 0 ? html`<p class="problem" role="status">${words.none}</p>` : nothing}
  </fieldset>`;
}
