export { openCamera } from './camera.ts'
export { openReader, prepareReading } from './reader.ts'
