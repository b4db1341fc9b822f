const SERVICE_WORKER = '/sw.js'
const QR_WORKER = /^\/assets\/qrWorker-[\w-]+\.js$/

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

/** The address of a script that runs beside the page. Where there are Trusted Types it is one, and `string` only to the
 *  compiler: of the one named policy that the server's Trusted Types rule allows, for these addresses alone. */
export function trustedScript(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  if (!trustedTypes) return url
  policy ??= trustedTypes.createPolicy('teren', {
    createScriptURL(asked) {
      if (asked !== SERVICE_WORKER && !QR_WORKER.test(asked)) throw new TypeError(`no script of ours: ${asked}`)
      return asked
    },
  })
  return policy.createScriptURL(url)
}
