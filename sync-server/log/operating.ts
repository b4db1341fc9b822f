import { parseDocumentId } from '#protocol/documentIds.ts'
import type { AccessOperation, AccessOutcome } from '../access/operations.ts'
import { runAccessOperation } from '../access/tables.ts'
import { append } from './appending.ts'
import { type Batch, headOf, refused } from './batch.ts'
import { eraseFrom } from './erasing.ts'

type CommandOperation = Extract<AccessOperation, { kind: 'command' }>
type RestoreDocument = Extract<CommandOperation['body'], { name: 'restore-document' }>

/** Changes who may do what; what follows from it for readers is written once a batch. */
export function operate(batch: Batch, operation: AccessOperation): AccessOutcome {
  return operation.kind === 'command' && operation.body.name === 'restore-document'
    ? restore(batch, operation, operation.body)
    : runOperation(batch, operation)
}

/** A document is led back by a row like any other, of whoever asked for it, in the commit that keeps the command. */
function restore(batch: Batch, operation: CommandOperation, { document }: RestoreDocument): AccessOutcome {
  const { hub, member, device, request, restoring, at } = operation
  const isKnown = batch.statements.command.get(device, request) !== undefined
  const outcome = runOperation(batch, operation)
  if (!outcome.ok || isKnown || !restoring) return outcome
  const info = parseDocumentId(document)
  const last = batch.statements.last.get({ hub, scope: info?.scope, document, upto: Number.MAX_SAFE_INTEGER })
  const { update } = restoring
  const job = { hub, member, device, request, document, update, receivedAt: at, clockOffsetMs: 0 }
  const appended =
    last?.sequence === restoring.basedOn ? append(batch, job) : refused('failed', 'the document went on meanwhile')
  if (appended.ok) return outcome
  batch.statements.dropCommand.run(device, request)
  return appended
}

function runOperation(batch: Batch, operation: AccessOperation): AccessOutcome {
  const run = runAccessOperation(batch.db, operation, batch.library)
  for (const hub of run.hubs) batch.hubs.add(hub)
  for (const touched of run.runs) batch.runs.add(touched)
  for (const hub of run.rescued) batch.rescued.add(hub)
  for (const hub of run.erasures) batch.erasures.add(hub)
  if (run.changed && operation.kind === 'command' && operation.body.name === 'erase-person') {
    const { hub, at, body } = operation
    // The newest row may be of this person: no place in the feed is given twice.
    headOf(batch, hub)
    if (body.outcome === 'done') eraseFrom(batch.db, { hub, person: body.person, at })
  }
  batch.accessChanged ||= run.changed
  batch.at = Math.max(batch.at, operation.at)
  return run.outcome
}
