import { expect, test } from 'vitest'
import { StoreLostError, toStoreFailure } from './failures.ts'

const named = (name: string, more: object = {}) => Object.assign(new Error('because'), { name, ...more })

test('F2 a full disk is recognised however deep it hides', () => {
  const full = named('QuotaExceededError')
  expect(toStoreFailure(full)).toEqual({ kind: 'storage-full' })
  expect(toStoreFailure(named('AbortError', { inner: full }))).toEqual({ kind: 'storage-full' })
  expect(toStoreFailure(named('BulkError', { failures: [named('AbortError', { inner: full })] }))).toEqual({
    kind: 'storage-full',
  })
})

test('every failure of storage has its kind', () => {
  expect(toStoreFailure(new StoreLostError('gone'))).toEqual({ kind: 'store-lost' })
  expect(toStoreFailure(named('DatabaseClosedError'))).toEqual({ kind: 'store-lost' })
  expect(toStoreFailure(named('OpenFailedError', { inner: named('VersionError') }))).toEqual({ kind: 'newer-version' })
  expect(toStoreFailure(named('DatabaseClosedError', { inner: named('UnknownError') }))).toEqual({
    kind: 'storage-refused',
    detail: 'UnknownError: because',
  })
  expect(toStoreFailure('odd')).toEqual({ kind: 'failed', detail: 'odd' })
})

test('an error that holds itself does not hang', () => {
  const error = named('AbortError')
  Object.assign(error, { inner: error })
  expect(toStoreFailure(error).kind).toBe('failed')
})
