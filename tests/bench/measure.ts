/** Small things every bench needs: medians, percentiles, a JSON file kept in an ignored folder. */
import { mkdirSync, writeFileSync } from 'node:fs'

export const median = (values: number[]): number => percentile(values, 0.5)

/** Nearest-rank percentile; `share` from 0 to 1. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export interface Figure {
  what: string
  value: number
  unit: string
  /** What the figure is to reach; absent where nothing was set. */
  atMost?: number
}

const round = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1))

export function print(name: string, figures: Figure[]): void {
  console.log(`\n${name}`)
  for (const { what, value, unit, atMost } of figures) {
    const verdict =
      atMost === undefined ? '' : value <= atMost ? `  (≤ ${atMost}: reached)` : `  (≤ ${atMost}: NOT reached)`
    console.log(`  ${what.padEnd(62)} ${round(value).padStart(8)} ${unit}${verdict}`)
  }
  mkdirSync('.bench', { recursive: true })
  writeFileSync(`.bench/${name}.json`, `${JSON.stringify({ name, at: new Date().toISOString(), figures }, null, 2)}\n`)
}
