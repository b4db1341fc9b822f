import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Takes longest, by far, in a file of a few lines. */
const LONGEST = /\/journeys\/screens/

/** Begins with what takes longest, so that no core waits for it at the end. On a fresh clone vitest only knows how large
 *  the files are. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLongest = ({ moduleId }: TestSpecification) => LONGEST.test(moduleId)
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))]
  }
}
