import { useEffect, useState } from 'preact/hooks'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Whether the browser is sure that there is no network. A hub on this very machine needs none. */
const isOffline = (): boolean => !navigator.onLine && !LOOPBACK.test(location.hostname)

/** Follows the browser's word about the network. It can only say *surely not*. */
export function useOffline(): boolean {
  const [offline, setOffline] = useState(isOffline)
  useEffect(() => {
    const update = () => setOffline(isOffline())
    addEventListener('online', update)
    addEventListener('offline', update)
    return () => {
      removeEventListener('online', update)
      removeEventListener('offline', update)
    }
  }, [])
  return offline
}
