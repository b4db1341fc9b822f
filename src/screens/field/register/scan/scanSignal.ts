/** Says to ears and hands what came of a badge: who scans looks at people. Where a phone can or may do neither, the
 *  screen says it all the same. */

type Signal = 'good' | 'again' | 'bad'

/** Height and length of each tone, Hz and s. */
const TONES: Record<Signal, [number, number][]> = {
  good: [[1320, 0.12]],
  again: [
    [660, 0.1],
    [660, 0.1],
  ],
  bad: [[220, 0.35]],
}
const SHAKES: Record<Signal, number[]> = { good: [60], again: [60, 60, 60], bad: [300] }
const GAP_S = 0.06

export function createScanSignal() {
  // Opened by a tap, so that browsers let it sound.
  const sound = typeof AudioContext === 'undefined' ? null : new AudioContext()
  return {
    give(is: Signal): void {
      navigator.vibrate?.(SHAKES[is])
      if (sound) play(sound, TONES[is])
    },
    async close(): Promise<void> {
      await sound?.close()
    },
  }
}

function play(sound: AudioContext, tones: [number, number][]): void {
  let at = sound.currentTime
  for (const [height, length] of tones) {
    const tone = new OscillatorNode(sound, { frequency: height })
    const loudness = new GainNode(sound, { gain: 0.25 })
    tone.connect(loudness).connect(sound.destination)
    tone.start(at)
    tone.stop(at + length)
    at += length + GAP_S
  }
}
