import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that run the whole application before those of its parts, a hundred times as quick: begun last, one of them
 * would leave the other workers nothing to do.
 */
export class WholeFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ordered = await super.sort(files);
    // What has a process of its own stays in front, where it breaks no row of files that share theirs.
    const isFirst = ({ moduleId, project }: TestSpecification): boolean => project.config.isolate || !moduleId.includes('/tests/unit/');
    return [...ordered.filter(isFirst), ...ordered.filter((file) => !isFirst(file))];
  }
}
