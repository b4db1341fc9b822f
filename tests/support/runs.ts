/** How many samples a property test takes: the number it names, times `TEREN_PROPERTY_FACTOR` (`npm run test:long`
 *  multiplies). A failure prints the seed and the path that replay it. */
export const runs = (count: number): number => Math.round(count * factor())
/** How long so many samples may take, ms. */
export const patience = (ms: number): number => Math.round(ms * Math.max(1, factor()))
const factor = () => Number(process.env.TEREN_PROPERTY_FACTOR ?? 1)
