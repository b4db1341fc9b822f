import { defineConfig } from '@lingui/cli'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'cs'],
  catalogs: [{ path: 'locales/{locale}/messages', include: ['src'], exclude: ['**/*.test.*'] }],
  runtimeConfigModule: {
    Trans: ['#text/i18n.tsx', 'Trans'],
    useLingui: ['#text/i18n.tsx', 'useLingui'],
    i18n: ['@lingui/core', 'i18n'],
  },
})
