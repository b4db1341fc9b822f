import { useEffect, useState } from 'preact/hooks'

/** From here the list and the chosen thing stand side by side. The same number as in `Desk.module.css`. */
const WIDE = '(min-width: 1100px)'

/** Whether the window is as wide as a desk's. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches)
  useEffect(() => {
    const query = matchMedia(WIDE)
    const update = () => setWide(query.matches)
    update()
    query.addEventListener('change', update)
    return () => query.removeEventListener('change', update)
  }, [])
  return wide
}
