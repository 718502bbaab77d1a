import { fileURLToPath } from 'node:url';
import type { Config } from '../../shared/config.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { DetectorModel } from './detector-protocol.ts';

/** Beside the program in the source and in the build. */
const ownModel = (name: string): string => fileURLToPath(new URL(`./model/${name}`, childModuleUrl('detection-process')));

/** The model that is configured, or PetLog's own. */
export const modelOf = ({ detection }: Pick<Config, 'detection'>): DetectorModel => ({
  modelPath: detection.model_path || ownModel('ssd-mobilenet-v2-open-images.onnx'),
  labelsPath: detection.labels_path || ownModel('labels.txt'),
});
