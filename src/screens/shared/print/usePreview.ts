import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import './fonts.css'

/** waiting: the letters are on their way. missing: they are not on this phone, and there is no network. */
export type Letters = 'waiting' | 'here' | 'missing'

/** Fetches the letters that the text in a box needs, and says when what is drawn with them can be measured. Until then,
 *  and without them, it is drawn with the phone's own. */
export function useLetters(box: HTMLElement | null): Letters {
  const [letters, setLetters] = useState<Letters>('waiting')
  const [text, setText] = useState('')
  useEffect(() => {
    setText([...new Set(box?.textContent ?? '')].sort().join(''))
  })
  useEffect(() => {
    if (text === '') return
    let wanted = true
    const weights = [400, 700].map((weight) => document.fonts.load(`${weight} 12px Ubuntu`, text))
    const tell = (state: Letters) => wanted && setLetters(state)
    Promise.all(weights).then(
      () => tell('here'),
      () => tell('missing'),
    )
    return () => {
      wanted = false
    }
  }, [text])
  return letters
}

/** A sheet of A4 at 96 px an inch. */
const A4_PX = (210 / 25.4) * 96

/** Makes pages as wide as the room that there is, or as large as they are. */
export function usePreviewScale(room: HTMLElement | null, large: boolean): void {
  useLayoutEffect(() => {
    if (!room) return
    const adjust = () => {
      const style = getComputedStyle(room)
      const width =
        room.clientWidth - Number.parseFloat(style.paddingInlineStart) - Number.parseFloat(style.paddingInlineEnd)
      room.style.setProperty('--preview-scale', String(large ? 1 : Math.min(1, (width - 2) / A4_PX)))
    }
    adjust()
    const watch = new ResizeObserver(adjust)
    watch.observe(room)
    return () => watch.disconnect()
  }, [room, large])
}
