export { openCamera } from './camera.ts'
export { isReaderHere, openReader, prepareReading } from './reader.ts'
