/** Numbers that each command of SVG's path data takes (https://www.w3.org/TR/SVG2/paths.html). */
const TAKES: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 }

/** A command or a number; commas and spaces lie between them. */
const TOKEN = /[\s,]*([MLHVCSQTAZ]|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/giy

/** The points of a path: where its lines end, and what bends them. null for what is no path data, so that nothing else
 *  is ever put into a page. */
export function pathPoints(d: string): [x: number, y: number][] | null {
  const tokens = tokensOf(d)
  if (!tokens) return null
  const points: [number, number][] = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  let at = 0
  let command = ''
  while (at < tokens.length) {
    const token = tokens[at]
    if (typeof token === 'string') {
      command = token
      at += 1
    } else if (command === '' || command.toUpperCase() === 'Z') return null
    const kind = command.toUpperCase()
    if (points.length === 0 && kind !== 'M') return null
    const numbers = tokens.slice(at, at + (TAKES[kind] ?? 0))
    if (numbers.length !== TAKES[kind] || !numbers.every((n) => typeof n === 'number')) return null
    at += numbers.length
    if (kind === 'Z') {
      ;[x, y] = [startX, startY]
      continue
    }
    const [fromX, fromY] = command === kind ? [0, 0] : [x, y]
    if (kind === 'H') x = fromX + (numbers[0] ?? 0)
    else if (kind === 'V') y = fromY + (numbers[0] ?? 0)
    else {
      // An arc says its radii and flags first; only its end is a point.
      const pairs = kind === 'A' ? numbers.slice(5) : numbers
      for (let i = 0; i + 1 < pairs.length; i += 2) {
        ;[x, y] = [fromX + (pairs[i] ?? 0), fromY + (pairs[i + 1] ?? 0)]
        points.push([x, y])
      }
    }
    if (kind === 'H' || kind === 'V') points.push([x, y])
    if (kind === 'M') {
      ;[startX, startY] = [x, y]
      // Further pairs after a move are lines.
      command = command === 'M' ? 'L' : 'l'
    }
  }
  return points.length > 0 ? points : null
}

function tokensOf(d: string): (string | number)[] | null {
  const tokens: (string | number)[] = []
  TOKEN.lastIndex = 0
  const text = d.trimEnd()
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text)?.[1]
    if (found === undefined) return null
    const number = Number(found)
    tokens.push(Number.isNaN(number) ? found : number)
  }
  return tokens
}
