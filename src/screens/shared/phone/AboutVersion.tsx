import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { ChevronRight } from 'lucide'
import { Icon } from '#ui/Icon.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { version } from '../../../../package.json'
import { useApp } from '../services.ts'
import { NewsList } from '../update/NewsList.tsx'
import { NewsModel } from '../update/news.model.ts'
import styles from './Phone.module.css'

/** Of which sources this app was built; nothing while it is developed. */
const BUILD: string | undefined = import.meta.env.VITE_BUILD

/** Which Teren this is, and what is new in it. */
export function AboutVersion() {
  const { services } = useApp()
  const model = useModel(() => new NewsModel(services))
  const news = model.news.value
  return (
    <section class={styles.section} aria-labelledby="phone-version">
      <h2 class={styles.heading} id="phone-version">
        <Trans>Version</Trans>
      </h2>
      <p>
        <Trans>Teren, version {version}</Trans>
        {BUILD && (
          <>
            {' · '}
            <Trans>build {BUILD}</Trans>
          </>
        )}
      </p>
      <List>
        <ListRow onClick={model.open} trailing={<Icon icon={ChevronRight} size={20} />}>
          <Trans>What is new</Trans>
        </ListRow>
      </List>
      {news && (
        <Sheet title={<Trans>What is new</Trans>} onClose={model.close} isText>
          <NewsList news={news} />
        </Sheet>
      )}
    </section>
  )
}
