export { DESKTOP, INSECURE_HOST, PHONE, PhoneBrowser, type ScreenOptions } from './phone.ts'
