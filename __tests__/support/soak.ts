/** `npm run soak`: every count whole, for as long as it takes. */
const whole = process.env['JOULEGATE_SOAK'] === '1';

/** How many of `all` are tried: all of them in a soak, else a sample that takes some seconds. */
export const sample = (all: number, few: number): number => (whole ? all : few);
