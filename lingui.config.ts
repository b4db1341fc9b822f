import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'cs'],
  catalogs: [{ path: 'locales/{locale}/messages', include: ['src'], exclude: ['**/*.test.*'] }],
  // Which file uses a text helps the translator; which line would make every catalog stale at every edit.
  format: formatter({ lineNumbers: false }),
  runtimeConfigModule: {
    Trans: ['#text/i18n.tsx', 'Trans'],
    useLingui: ['#text/i18n.tsx', 'useLingui'],
    i18n: ['@lingui/core', 'i18n'],
  },
})
