import type { Comparison } from '../common/generated/comparison.ts';
import { LEVELS, percent } from '../common/levels.ts';
import { leftOver } from './shares.ts';
import { prose, type Text } from './text.ts';

/** A nested document as `a.b` → text pairs. */
export function flatten(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([k, v]): [string, string][] => {
    const key = prefix === '' ? k : `${prefix}.${k}`;
    if (v !== null && typeof v === 'object' && !Array.isArray(v)) return flatten(v as object, key);
    return [[key, typeof v === 'string' ? v : JSON.stringify(v)]];
  });
}

/** The keys in which two documents differ; none where there is no base. */
export function differences(base: object | undefined, head: object): { key: string; base: string; head: string }[] {
  if (!base) return [];
  const before = new Map(flatten(base));
  const after = new Map(flatten(head));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => ({ key, base: before.get(key) ?? '–', head: after.get(key) ?? '–' }));
}

/** Whether the two sides are one, and nothing was measured. */
const unmeasured = (c: Comparison): boolean => c.reasons.includes('subject-unchanged');

/** How the joules came about, one fact a line. */
export function methodLines(c: Comparison): Text[] {
  if (unmeasured(c)) return [['Nothing was measured: the digests of both subjects, files included, are equal.']];
  const meter = c.head.meter as { kind?: string; estimated?: boolean; hostKind?: string | null };
  const levels = c.plan?.levels ?? LEVELS;
  const lines: Text[] = [
    meter.estimated
      ? ['Meter: estimate – CPU time × watts of one core; net = gross; no sensor was read.']
      : ['Meter: ', prose(String(meter.kind ?? 'unknown')), '; net joules gate: as metered, less idle power × time.'],
    [
      `${c.head.blocks} block(s) of head${c.base ? `, ${c.base.blocks} of base` : ''}; a block runs every task once in each arm, cells in ABBA order.`,
    ],
    [
      c.base
        ? c.base.measurement === c.head.measurement
          ? 'Base and head were measured interleaved and are paired by block.'
          : 'Base was measured earlier and is not paired with head; the spread between measurements is in the interval.'
        : 'There is no base.',
    ],
    [
      `Intervals: t on block log-ratios, two-sided ${percent(1 - levels.interval)}, unadjusted. Gating: one-sided, Holm over gating metrics × arms.`,
    ],
    ['Answers are graded by the hidden tests in a sandbox, a fresh process for each program.'],
  ];
  if (meter.hostKind == null)
    lines.push(["The host is not metered: the checks' energy is not in energy per task, their time is."]);
  const without = (c.head.workload['tasksWithoutExample'] as string[] | undefined)?.length ?? 0;
  if (without > 0)
    lines.push([
      `${without} task(s) have no example in their prompt: rule doctest never ends their answers (workload.tasksWithoutExample in the result names them).`,
    ]);
  if (c.co2e)
    lines.push([
      'CO₂e: net joules per task × the configured g/kWh; nothing for idle power, cooling, power supply or hardware is added.',
    ]);
  if (c.nullControl)
    lines.push([
      `Null control (halves of head's own blocks, ${percent(levels.nullControl)} level): `,
      c.nullControl.possible
        ? c.nullControl.alarmed
          ? 'alarmed'
          : 'quiet'
        : prose(c.nullControl.text ?? 'not possible'),
      '.',
    ]);
  const left = leftOver(c);
  if (left !== null) lines.push([`Left over by the fit, in the last block: ${left}.`]);
  if (c.smallestVisibleChange != null)
    lines.push([
      `Smallest rise of energy per task that this run could have called (${percent(levels.power)} power): ${(100 * c.smallestVisibleChange).toFixed(1)} %.`,
    ]);
  return lines;
}

/**
 * What stands beside absolute joules: that they are an estimate, or that a card's sensor has a gain of its own; `null`
 * for RAPL.
 */
export function joulesNote(c: Comparison): { lead: string; strong: string; rest: string } | null {
  if (unmeasured(c)) return null;
  if (c.head.meter['estimated'] === true)
    return { lead: 'All joules here are an', strong: 'estimate', rest: '(CPU time × watts): no sensor was read.' };
  if (c.head.meter['kind'] === 'rapl') return null;
  return {
    lead: 'Absolute joules carry a',
    strong: "gain of the card's own",
    rest: '(mostly −6 … +1 % against a power meter), which no software removes and no interval here holds; base and head on one card share it.',
  };
}
