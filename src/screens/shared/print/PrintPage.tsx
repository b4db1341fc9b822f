import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Printer, ZoomIn, ZoomOut } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Banner } from '#ui/Banner.tsx'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import paper from './Paper.module.css'
import styles from './PrintPage.module.css'
import { type Letters, useLetters, usePreviewScale } from './usePreview.ts'

interface PrintPageProps {
  title: ComponentChildren
  subtitle?: ComponentChildren
  backHref: string
  /** What is chosen before it is printed. */
  choices: ComponentChildren
  /** What comes instead of pages: nothing is here yet, or nothing is to be printed. */
  instead?: ComponentChildren
  /** Told of which pages there are, by the key of each document on paper; `null`: nothing is ready. */
  children: ((pages: PagesOf) => ComponentChildren) | null
}

export interface PagesOf {
  /** With these it was measured. */
  letters: Letters
  count(key: string, pages: number): void
}

/** Something on paper: what is chosen, the pages as they will be, and the one thing to do. */
export function PrintPage({ title, subtitle, backHref, choices, instead, children }: PrintPageProps) {
  const { t } = useLingui()
  const [room, setRoom] = useState<HTMLElement | null>(null)
  const [large, setLarge] = useState(false)
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map())
  const letters = useLetters(room)
  usePreviewScale(room, large)
  const pages = [...counts.values()].reduce((sum, one) => sum + one, 0)
  const isReady = children !== null
  return (
    <div class={styles.screen}>
      <Page
        flush
        top={
          <TopBar
            backHref={backHref}
            title={title}
            subtitle={subtitle}
            actions={
              isReady && (
                <IconButton
                  icon={large ? ZoomOut : ZoomIn}
                  label={large ? t`Show whole pages` : t`Show in full size`}
                  onClick={() => setLarge(!large)}
                />
              )
            }
          />
        }
        bottom={
          isReady && (
            <BottomBar>
              <Button variant="primary" icon={Printer} onClick={() => print()}>
                <Trans>Print</Trans>
              </Button>
            </BottomBar>
          )
        }
      >
        <div class={styles.choices}>
          {choices}
          {isReady && letters === 'missing' && (
            <Banner tone="warning" role="status">
              <Trans>
                The letters for printing are not on this phone yet. It prints with its own; with a network the sheet
                looks as the funder’s rules want it.
              </Trans>
            </Banner>
          )}
          {isReady && (
            <p class={styles.count} role="status">
              <Plural value={pages} one="# page of A4" other="# pages of A4" />
            </p>
          )}
        </div>
        {instead}
        {isReady && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: in full size it scrolls sideways, also by keys
          <section class={paper.pages} ref={setRoom} tabIndex={0} aria-label="A4" data-letters={letters}>
            {children({
              letters,
              count: (key, pages) =>
                setCounts((before) => {
                  const after = new Map(before)
                  if (pages === 0) after.delete(key)
                  else after.set(key, pages)
                  return after
                }),
            })}
          </section>
        )}
      </Page>
    </div>
  )
}
