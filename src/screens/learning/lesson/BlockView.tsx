import { type IconNode, Lightbulb, PencilLine, Quote } from 'lucide'
import type { Block, Callout, CalloutTone, Question } from '#domain/learning.ts'
import { localText } from '#text/localText.ts'
import { Icon } from '#ui/Icon.tsx'
import styles from './BlockView.module.css'
import { DrawingView } from './DrawingView.tsx'
import { Marked } from './Marked.tsx'

interface BlockViewProps {
  block: Exclude<Block, Question>
  language: string
}

/** One block of a lesson that is only read. */
export function BlockView({ block, language }: BlockViewProps) {
  switch (block.kind) {
    case 'heading':
      return <h2 class={styles.heading}>{localText(block.text, language)}</h2>
    case 'paragraph':
      return (
        <p>
          <Marked text={localText(block.text, language)} />
        </p>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List class={styles.list}>
          {block.items.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the items of a published list never change their order
            <li key={at}>
              <Marked text={localText(item, language)} />
            </li>
          ))}
        </List>
      )
    }
    case 'callout':
      return <CalloutView callout={block} language={language} />
    case 'drawing':
      return <DrawingView drawing={block.drawing} language={language} />
  }
}

const TONES: Record<CalloutTone, IconNode> = { remember: Lightbulb, example: Quote, try: PencilLine }

function CalloutView({ callout, language }: { callout: Callout; language: string }) {
  return (
    <aside class={styles.callout} data-tone={callout.tone}>
      <p class={styles.calloutTitle}>
        <Icon icon={TONES[callout.tone]} size={20} />
        {localText(callout.title, language)}
      </p>
      <p>
        <Marked text={localText(callout.text, language)} />
      </p>
    </aside>
  )
}
