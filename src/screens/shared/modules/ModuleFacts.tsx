import { Plural } from '@lingui/react/macro'
import { Clock, Languages, ListOrdered } from 'lucide'
import type { AboutModule } from '#store/learningApi.ts'
import { formatMinutes } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { languageNames } from './languageNames.ts'
import styles from './ModuleFacts.module.css'

interface ModuleFactsProps {
  of: Pick<AboutModule, 'minutes' | 'lessonCount' | 'languages'>
}

/** How long reading a module takes, in how many lessons, in which languages. Fits into a link too. */
export function ModuleFacts({ of: { minutes, lessonCount, languages } }: ModuleFactsProps) {
  return (
    <span class={styles.facts}>
      <span>
        <Icon icon={Clock} size={16} />
        {formatMinutes(minutes)}
      </span>
      <span>
        <Icon icon={ListOrdered} size={16} />
        <Plural value={lessonCount} one="# lesson" other="# lessons" />
      </span>
      <span>
        <Icon icon={Languages} size={16} />
        {languageNames(languages)}
      </span>
    </span>
  )
}
