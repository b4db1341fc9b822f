import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronLeft } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { Module } from '#domain/learning.ts'
import type { Progress } from '#domain/progress.ts'
import { formatNumber } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Icon } from '#ui/Icon.tsx'
import styles from './LessonBar.module.css'

interface LessonBarProps {
  backHref: string
  /** Missing while it loads; the bar keeps its height. */
  of?: { module: Module; progress: Progress; at: number; language: string }
  actions?: ComponentChildren
}

/** Where one is in a module: its name, which lesson of how many, and a segment for each. */
export function LessonBar({ backHref, of, actions }: LessonBarProps) {
  const { t } = useLingui()
  return (
    <header class={styles.bar}>
      <div class={styles.line}>
        <a class={styles.back} href={backHref} aria-label={t`Back to the module`}>
          <Icon icon={ChevronLeft} />
        </a>
        <p class={styles.title}>{of && <Where {...of} />}</p>
        {actions}
      </div>
      <div class={styles.segments} aria-hidden="true">
        {of?.module.lessons.map(({ id }, at) => (
          <i key={id} data-state={at === of.at ? 'here' : Object.hasOwn(of.progress.read, id) ? 'read' : 'ahead'} />
        ))}
      </div>
    </header>
  )
}

function Where({ module, at, language }: NonNullable<LessonBarProps['of']>) {
  const [number, count] = [formatNumber(at + 1), formatNumber(module.lessons.length)]
  return (
    <>
      <span lang={language}>{localText(module.title, language)}</span>
      {' · '}
      <span class={styles.number}>
        <Trans>
          {number} of {count}
        </Trans>
      </span>
    </>
  )
}
