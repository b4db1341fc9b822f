import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { languageName } from '#screens/shared/modules/languageNames.ts'
import { Segmented } from '#ui/Segmented.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { TEXT_SIZE_NAMES, type TextSize } from '../reading.ts'

interface ReadingSheetProps {
  size: TextSize
  language: string
  languages: string[]
  onSize: (size: TextSize) => void
  onLanguage: (language: string) => void
  onClose: () => void
}

const SIZE_WORDS: Record<TextSize, MessageDescriptor> = {
  normal: msg`Normal`,
  large: msg`Large`,
  largest: msg`Largest`,
}

/** The size of the text, and the language of this module where it has several. */
export function ReadingSheet({ size, language, languages, onSize, onLanguage, onClose }: ReadingSheetProps) {
  const { i18n } = useLingui()
  return (
    <Sheet title={<Trans>How you read</Trans>} onClose={onClose}>
      <Segmented
        label={<Trans>Size of the text</Trans>}
        options={TEXT_SIZE_NAMES.map((value) => ({ value, text: i18n._(SIZE_WORDS[value]) }))}
        value={size}
        onChange={onSize}
      />
      {languages.length > 1 && (
        <Segmented
          label={<Trans>Language of this module</Trans>}
          options={languages.map((tag) => ({ value: tag, text: languageName(tag) }))}
          value={language}
          onChange={onLanguage}
        />
      )}
    </Sheet>
  )
}
