import { z } from 'zod';
import { withoutDefaults } from './patch.ts';

const modelFile = z
  .string()
  .max(4096)
  .regex(/^(?:\/[^\0]*)?$/, { error: 'must be empty, or the absolute path of a file' });

export const detection = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe(
      'Notice cats, dogs and people, and what moves, while a camera runs; camera.always_on lets it run all day. true in a new data directory, where PetLog saves that at its first start.',
    ),
  sensitivity: z
    .int()
    .min(0)
    .max(100)
    .default(50)
    .describe('How little movement is noticed: 0 for large and clear ones alone, 100 for the least that can be told from noise.'),
  unlabelled: z
    .boolean()
    .default(false)
    .describe(
      'Keep movements too of which nobody can say whether it was a cat, a dog or a person; without it, only while the detector cannot be had.',
    ),
  people: z
    .boolean()
    .default(true)
    .describe(
      'Keep visits of people. false leaves them out altogether: of events, of what is recorded by itself (but for recording.automatic always), and of pictures while nobody can say what moves; a movement that turns out to be a person is taken back.',
    ),
  hold_seconds: z.int().min(2).max(600).default(10).describe('Seconds without any sight after which a visit has ended.'),
  cpu_share: z
    .number()
    .min(0.05)
    .max(4)
    .default(0.5)
    .describe('How much of one processor core the detector may have, all cameras together; with less, fewer pictures are looked at.'),
  model_path: modelFile
    .default('')
    .describe(
      "ONNX file of another model; empty for PetLog's own. What it takes and gives is in main/detection-process/model/README.md. Changed only here, by variable or by flag.",
    ),
  labels_path: modelFile
    .default('')
    .describe(
      "Text file with the labels of that model, one a line; empty for those of PetLog's own. Of them PetLog notices people and the species of pets, such as rabbit. Changed only here, by variable or by flag.",
    ),
});

/** What a camera may have otherwise than the section says. The rest concerns the one detector of them all. */
const keysOfCamera = { enabled: true, sensitivity: true, unlabelled: true, people: true, hold_seconds: true } as const;

const detectionOfCameraShape = detection.pick(keysOfCamera);

type DetectionOfCamera = {
  [Key in keyof z.output<typeof detectionOfCameraShape>]?: z.output<typeof detectionOfCameraShape>[Key] | undefined;
};

/** The part `detection` of a camera. */
export const detectionOfCamera = withoutDefaults(detectionOfCameraShape) as unknown as z.ZodType<DetectionOfCamera, DetectionOfCamera>;
