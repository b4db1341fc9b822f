/** `npm run simulate -- --from A --count N`: N worlds, each from its seed. */
import { parseArgs } from 'node:util'
import { replaceGlobals } from './virtualGlobals.ts'

const { values } = parseArgs({
  options: { from: { type: 'string', default: '0' }, count: { type: 'string', default: '100' }, trace: { type: 'boolean', default: false } },
})
replaceGlobals()
const { teachTransactions } = await import('./simDisk.ts')
teachTransactions()
const { simulate } = await import('./simulate.ts')
await import('#store/yjsRoom.ts')

const [from, count] = [Number(values.from), Number(values.count)]
let red = 0
const startedAt = process.hrtime.bigint()
const sum: Record<string, number> = {}
for (let seed = from; seed < from + count; seed++) {
  const { faults, counts, trace, lines } = await simulate(seed, { lines: values.trace })
  for (const [name, value] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + value
  if (values.trace) console.log(lines.join('\n'))
  if (faults.length > 0 || values.trace) console.log(`seed ${seed} (trace ${trace}): ${faults.length} faults\n  ${faults.join('\n  ')}`)
  if (faults.length > 0) red++
}
const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9
console.log(JSON.stringify(sum))
console.log(`simulate: seeds ${from} to ${from + count - 1}, ${red} red, ${seconds.toFixed(1)} s`)
process.exit(red === 0 ? 0 : 1)
