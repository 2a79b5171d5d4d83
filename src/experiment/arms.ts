import type { BlockReading, Reason, Validity } from '../common/generated/run-result.ts';

const SLOWDOWNS: readonly Reason[] = ['hardware-slowdown', 'thermal-slowdown'];
/** The design's bounds between arms. */
const BOUNDS = { clock: 0.02, kelvin: 5, powerCapShare: 0.02 };

const mean = (values: (number | null | undefined)[]): number | null => {
  const known = values.filter((v): v is number => v !== null && v !== undefined);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
};

const share = (blocks: readonly BlockReading[], codes: readonly Reason[]): number =>
  blocks.filter((b) => b.validity?.reasons.some((r) => codes.includes(r))).length / blocks.length;

/**
 * What differs between the two arms' surroundings: a slowdown in one arm only is `invalid`, clocks, heat and power caps
 * warn.
 */
export function betweenArms(blocks: readonly BlockReading[]): Validity {
  const plain = blocks.filter((b) => b.arm === 'plain');
  const suppressed = blocks.filter((b) => b.arm === 'suppressed');
  if (plain.length === 0 || suppressed.length === 0) return { status: 'ok', reasons: [] };
  const invalid: Reason[] =
    share(plain, SLOWDOWNS) > 0 !== share(suppressed, SLOWDOWNS) > 0 ? ['slowdown-in-one-arm'] : [];
  const warnings: Reason[] = [];
  const differ = (
    pick: (b: BlockReading) => number | null | undefined,
    over: (a: number, b: number) => boolean,
    code: Reason,
  ): void => {
    const [a, b] = [mean(plain.map(pick)), mean(suppressed.map(pick))];
    if (a !== null && b !== null && over(a, b)) warnings.push(code);
  };
  differ(
    (b) => b.smClockMhz,
    (a, b) => Math.abs(a - b) > BOUNDS.clock * Math.max(a, b),
    'clock-differs',
  );
  differ(
    (b) => b.temperatureC,
    (a, b) => Math.abs(a - b) > BOUNDS.kelvin,
    'temperature-differs',
  );
  if (Math.abs(share(plain, ['power-capped']) - share(suppressed, ['power-capped'])) > BOUNDS.powerCapShare)
    warnings.push('power-cap-differs');
  return {
    status: invalid.length > 0 ? 'invalid' : warnings.length > 0 ? 'warning' : 'ok',
    reasons: [...invalid, ...warnings],
  };
}
