import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock, HubId, MemberId, Random } from '#domain/ids.ts'
import type { SealingKey } from '#protocol/handOver.ts'
import type { Challenges } from '../access/challenges.ts'
import type { FailedTries } from '../access/failedTries.ts'
import type { Secrets } from '../access/secrets.ts'
import type { Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { ApiError, Fields } from './json.ts'
import type { Visitors } from './visitors.ts'

/** What is posted as JSON by our own pages. */
export interface EndpointDeps {
  log: Log
  secrets: Secrets
  failedTries: FailedTries
  /** What devices seal to. */
  sealing: SealingKey
  challenges: Challenges
  visitors: Visitors
  clock: Clock
  random: Random
  report: Report
  /** What a participant's invitation tells of their runs, as JSON. */
  invitedTo(hub: HubId, member: MemberId): Promise<object[]>
}

/** Answers, or says what is to be answered instead. */
export type Endpoint = (
  deps: EndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
  fields: Fields,
) => Promise<ApiError | null>
