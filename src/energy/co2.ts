import { JouleGateError } from '../common/errors.ts';

/** Grams of CO₂ equivalent of some joules at a grid's intensity in g/kWh, which has to be configured: there is no default. */
export function co2e(joules: number, gPerKwh: number): number {
  if (!(gPerKwh >= 0 && Number.isFinite(gPerKwh))) throw new JouleGateError('usage', `${gPerKwh} is no intensity in g/kWh`, 'give the grams of CO₂e per kWh of your grid, with its source');
  return (joules / 3.6e6) * gPerKwh;
}
