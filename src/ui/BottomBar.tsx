import type { ComponentChildren } from 'preact'
import styles from './BottomBar.module.css'

interface BottomBarProps {
  /** At most two square buttons, then one wide primary button. */
  children: ComponentChildren
}

/** The next thing to do, where the thumb is. Stays at the bottom of the window. */
export function BottomBar({ children }: BottomBarProps) {
  return <footer class={styles.bar}>{children}</footer>
}
