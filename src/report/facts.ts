import type { Comparison, Levels, NullControl } from '../common/generated/comparison.ts';
import { LEVELS, percent } from '../common/levels.ts';
import { nameOf } from '../common/metrics.ts';
import { qualifiedLine } from './qualified.ts';
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

/** By which tests it was decided, where the comparison tells. */
function lookLines({ plan }: Comparison): Text[] {
  const { looks, blocks, tests } = plan ?? {};
  // Between looks that of the lower one holds.
  const at = looks?.filter((l) => l.blocks <= (blocks ?? 0)).at(-1);
  if (!at || !tests) return [];
  return [
    [
      `Gating on ${blocks} block(s) a side: “regressed” where “the change is within its limit” has a one-sided p of at most ${at.regressed.toFixed(4)} (${tests} limit(s) share the level), “pass” where “it is the limit and its margin, or more” has one of at most ${at.pass.toFixed(4)}; else more blocks, looked at when there are ${looks!.map((l) => l.blocks).join(', ')}.`,
    ],
  ];
}

/** The sensor's part in the intervals of what gates, where it is known. */
function sensorLine({ metrics }: Comparison): Text[] {
  const told = metrics.flatMap((m) =>
    m.verdict === null || m.sensorShare === undefined
      ? []
      : [`${nameOf(m.id)}${m.arm === null ? '' : ` (${m.arm})`} ${percent(Math.round(100 * m.sensorShare) / 100)}`],
  );
  return told.length === 0
    ? []
    : [[`The measurement's own error is of the variance behind an interval: ${told.join(', ')}.`]];
}

function controlLine(control: NullControl, levels: Levels): Text {
  const said = control.possible ? (control.alarmed ? 'alarmed' : 'quiet') : prose(control.text ?? 'not possible');
  return [`Null control (halves of each arm's blocks, ${percent(levels.nullControl)} level): `, said, '.'];
}

/** How it is known what answers are worth. */
function gradingLine({ tasks, head }: Comparison): string {
  if (head.workload['checker'] !== undefined)
    return "Answers are graded by the workload's own checker command, outside of the sandbox.";
  if (tasks.some((t) => t.head.score != null))
    return 'Answers are scored by their likeness to the reference answers, 0 to 1; no test grades them.';
  return tasks.every((t) => t.head.passed === null)
    ? 'Answers are not graded.'
    : 'Answers are graded by the hidden tests in a sandbox, a fresh process for each program.';
}

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
      `${c.head.blocks} block(s) of head${c.base ? `, ${c.base.blocks} of base` : ''}; a block runs every task once in each arm, in balanced order.`,
    ],
    [
      c.base
        ? c.base.measurement === c.head.measurement
          ? 'Base and head were measured interleaved and are paired by block.'
          : 'Base was measured earlier and is not paired with head; the spread between measurements is in the interval.'
        : 'There is no base.',
    ],
    [`Intervals: t on block log-ratios, repeated over the looks of a gate, two-sided ${percent(1 - levels.interval)}.`],
    ...lookLines(c),
    [gradingLine(c)],
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
  if (c.nullControl) lines.push(controlLine(c.nullControl, levels));
  lines.push(...sensorLine(c));
  const left = leftOver(c);
  if (left !== null) lines.push([`Left over by the fit, in the last block: ${left}.`]);
  if (c.smallestVisibleChange != null)
    lines.push([
      `Smallest rise of energy per task that this run would have called regressed (${percent(levels.power)} power): ${(100 * c.smallestVisibleChange).toFixed(1)} %.`,
    ]);
  lines.push(qualifiedLine(c));
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
