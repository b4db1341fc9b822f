import { describe } from 'vitest'
import { describeBadges } from './contract/badgesContract.ts'
import { describeBoards } from './contract/boardsContract.ts'
import { describeCodes } from './contract/codesContract.ts'
import { contractBench } from './contract/contractBench.ts'
import { describeErasing } from './contract/erasingContract.ts'
import { describeFeed } from './contract/feedContract.ts'
import { describeHandOver } from './contract/handOverContract.ts'
import { describeKeys } from './contract/keysContract.ts'
import { describeLearning } from './contract/learningContract.ts'
import { describeOffice } from './contract/officeContract.ts'
import { describeParticipants } from './contract/participantsContract.ts'
import { describeRegisters } from './contract/registersContract.ts'
import { describeRestore } from './contract/restoreContract.ts'
import { describeSaving } from './contract/savingContract.ts'
import { describeSeats } from './contract/seatsContract.ts'
import { describeSending } from './contract/sendingContract.ts'
import { describeSignatures } from './contract/signaturesContract.ts'
import { describeSkills } from './contract/skillsContract.ts'
import type { TestDisk } from './testing.ts'

/** What holds of the store on every IndexedDB: run on the fake one and in a real browser. */
export function describeDeviceStore(name: string, makeDisk: () => TestDisk): void {
  describe(name, () => {
    const bench = contractBench(makeDisk)
    describeRegisters(bench)
    describeSaving(bench)
    describeSending(bench)
    describeFeed(bench)
    describeRestore(bench)
    describeCodes(bench)
    describeBadges(bench)
    describeBoards(bench)
    describeSignatures(bench)
    describeSkills(bench)
    describeErasing(bench)
    describeOffice(bench)
    describeParticipants(bench)
    describeSeats(bench)
    describeKeys(bench)
    describeHandOver(bench)
    describeLearning(bench)
  })
}
