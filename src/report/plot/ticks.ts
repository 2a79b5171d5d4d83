/** Round numbers (1, 2 or 5 × 10ⁿ apart) from `lo` to `hi`, about `count` of them. */
export function ticks(lo: number, hi: number, count: number): number[] {
  if (!(hi > lo)) return [lo];
  const rough = (hi - lo) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= rough) ?? 10);
  const out: number[] = [];
  // + 0: of a begin just below 0 there is no −0.
  for (let k = Math.ceil(lo / step - 1e-9) + 0; k * step <= hi + 1e-9 * step; k++) out.push(k * step);
  return out;
}

/** As many decimals as tell neighbouring ticks apart. */
export function tickText(value: number, step: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(Math.max(step, 1e-9)) + 1e-9));
  const text = value.toFixed(Math.min(decimals, 6)).replace(/^-/, '−');
  return /^−0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
