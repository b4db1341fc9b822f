import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Check, FileQuestion, PenLine, Users } from 'lucide'
import type { SessionId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { langOf, localText } from '#text/localText.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { startFailureWords } from '../failed/startFailureWords.ts'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { PersonSigns } from './PersonSigns.tsx'
import styles from './Signatures.module.css'
import { GivenSheet, SignersList } from './SignersList.tsx'
import { type Signing, SigningModel } from './signing.model.ts'

/** Signatures on the glass: the phone goes from hand to hand among those present (F10). */
export function SigningPage({ session }: { session: SessionId }) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatSigning seat={seat} session={session} />
}

const FORM = 'signature'

function SeatSigning({ seat, session }: { seat: Seat; session: SessionId }) {
  const model = useModel(() => new SigningModel(seat, session))
  const title = model.view.value?.session.title
  const backHref = `/sessions/${session}`
  const [current, opened] = [model.current.value, model.opened.value]
  return (
    <>
      <Page
        top={
          <>
            <TopBar
              backHref={backHref}
              title={<Trans>Signatures</Trans>}
              subtitle={title && <span lang={langOf(title)}>{localText(title)}</span>}
            />
            <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
          </>
        }
        bottom={
          model.rows.value.length > 0 && (
            <BottomBar>
              {current && model.canSign.value ? (
                <Button variant="primary" icon={PenLine} type="submit" form={FORM}>
                  <Trans>Confirm the signature</Trans>
                </Button>
              ) : (
                <Button variant="primary" icon={Check} href={backHref}>
                  <Trans>Done</Trans>
                </Button>
              )}
            </BottomBar>
          )
        }
      >
        <Body model={model} />
      </Page>
      {opened && <GivenSheet model={model} row={opened} now={seat.now().at} />}
    </>
  )
}

function Body({ model }: { model: Signing }) {
  const { i18n } = useLingui()
  const standing = model.standing.value
  if (standing === 'loading') return <Skeleton shape="rows" count={6} />
  if (standing === 'missing')
    return (
      <EmptyState icon={FileQuestion} title={<Trans>This session is not on this phone</Trans>}>
        <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
      </EmptyState>
    )
  if (standing === 'not-loaded') {
    const { happened, safe, todo } = startFailureWords({ kind: 'not-loaded' })
    return (
      <ErrorNote title={i18n._(happened)} safe={safe && i18n._(safe)}>
        {i18n._(todo)}
      </ErrorNote>
    )
  }
  const [rows, current, signed] = [model.rows.value, model.current.value, model.signed.value]
  const all = rows.length
  if (all === 0)
    return (
      <EmptyState icon={Users} title={<Trans>Nobody is marked present yet</Trans>}>
        <Trans>Mark in the register who is here. Then they sign, one after another.</Trans>
      </EmptyState>
    )
  return (
    <>
      {!model.canSign.value ? (
        <p class={styles.now}>
          <Trans>This sign-in was ended: what was signed can be read, and nothing can be added.</Trans>
        </p>
      ) : current ? (
        <PersonSigns key={current.person} model={model} row={current} form={FORM} />
      ) : (
        <EmptyState icon={Check} title={<Trans>Everybody present has signed</Trans>}>
          <Trans>The signatures stand on the attendance sheet that you print.</Trans>
        </EmptyState>
      )}
      <section class={styles.list} aria-labelledby="signers">
        <h2 class={styles.listTitle} id="signers">
          <Trans>
            {signed} of {all} signed
          </Trans>
        </h2>
        <SignersList model={model} />
      </section>
    </>
  )
}
