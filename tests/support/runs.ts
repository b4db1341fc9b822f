/** How many samples a property test takes: the number it names, times `TEREN_PROPERTY_FACTOR` (`npm run test:long`
 *  multiplies). A failure prints the seed and the path that replay it. */
export const runs = (count: number): number => Math.round(count * Number(process.env.TEREN_PROPERTY_FACTOR ?? 1))
