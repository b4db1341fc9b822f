import { Plural } from '@lingui/react/macro'
import { Fragment } from 'preact'
import type { RegisterCounts } from '#domain/register.ts'
import styles from './Rows.module.css'

interface CountsLineProps {
  counts: RegisterCounts
}

/** Numbers of a register in one line; what is none is left out, present stays. */
export function CountsLine({ counts }: CountsLineProps) {
  const { present, absent, excused, notRecorded, disagreements } = counts
  const parts = [
    { tone: 'present', value: present, words: <Plural value={present} one="# present" other="# present" /> },
    { tone: 'absent', value: absent, words: <Plural value={absent} one="# absent" other="# absent" /> },
    { tone: 'excused', value: excused, words: <Plural value={excused} one="# excused" other="# excused" /> },
    {
      tone: 'unset',
      value: notRecorded,
      words: <Plural value={notRecorded} one="# not recorded" other="# not recorded" />,
    },
    {
      tone: 'doubt',
      value: disagreements,
      words: <Plural value={disagreements} one="# disagreement" other="# disagreements" />,
    },
  ].filter(({ tone, value }) => value > 0 || tone === 'present')
  return (
    <span class={styles.counts}>
      {parts.map(({ tone, words }, at) => (
        <Fragment key={tone}>
          {at > 0 && <span class={styles.divider}> · </span>}
          <span data-tone={tone}>{words}</span>
        </Fragment>
      ))}
    </span>
  )
}
