import { Trans } from '@lingui/react/macro'
import type { Device } from '#store/api.ts'
import { language } from '#text/i18n.tsx'
import { LANGUAGES } from '#text/languages.ts'
import { Segmented } from '#ui/Segmented.tsx'

interface LanguageChoiceProps {
  device: Pick<Device, 'setLanguage'>
}

/** The languages there are, each by its own name. */
export function LanguageChoice({ device }: LanguageChoiceProps) {
  return (
    <Segmented
      label={<Trans>Language</Trans>}
      options={LANGUAGES.map(({ tag, name }) => ({ value: tag, text: <span lang={tag}>{name}</span> }))}
      value={language.value}
      onChange={(tag) => void device.setLanguage(tag)}
    />
  )
}
