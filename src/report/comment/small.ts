import { minutes } from '../../common/duration.ts';
import type { Comparison } from '../../common/generated/comparison.ts';
import { LEVELS, percent } from '../../common/levels.ts';
import { ENERGY } from '../../common/metrics.ts';
import { isEstimated } from '../deciding.ts';
import { quantity } from '../format.ts';
import { name, prose, type Text } from '../text.ts';
import { shortSha } from './links.ts';
import { moment } from './moment.ts';

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

function meter(c: Comparison): Text[] {
  const { kind } = c.head.meter as { kind?: unknown };
  const { gpu, cpu } = c.head.environment;
  const device = typeof gpu === 'string' && gpu !== '' ? gpu : typeof cpu === 'string' ? cpu : '';
  const on: Text = device === '' ? [] : [' on ', prose(device)];
  if (isEstimated(c)) return [['joules are an **estimate** (CPU time × watts, no sensor)', ...on]];
  const told: Text = ['metered by ', prose(String(kind ?? 'unknown')), ...on];
  return kind === 'rapl'
    ? [told]
    : [
        told,
        [`absolute joules carry the card's own gain (mostly −6 … +1 %)${c.base ? ', base and head share it' : ''}`],
      ];
}

/** How energy was decided in each arm: `decided on joules as measured (plain)`. */
function basis(c: Comparison): Text[] {
  const words = {
    identity: 'identity',
    exact: 'exact values',
    'equal-rates': 'tokens at equal rates',
    measured: 'joules as measured',
  } as const;
  const told = c.metrics
    .filter((m) => m.id === ENERGY.id && m.verdict !== null && m.basis)
    .map((m) => ({ words: words[m.basis!], arm: m.arm }));
  const [first] = told;
  if (!first) return [];
  const same = told.every((t) => t.words === first.words);
  return [[`decided on ${same ? first.words : told.map((t) => `${t.words} (${t.arm})`).join(', ')}`]];
}

function baseline(c: Comparison): Text[] {
  const stored = c.publication?.baseline;
  if (!c.base) return [];
  if (!stored)
    return [[c.base.measurement === c.head.measurement ? 'base measured interleaved' : 'base measured earlier']];
  return [
    [
      'baseline ',
      name(shortSha(stored.commit)),
      `, ${plural(stored.distance, 'commit')} before head`,
      ...(stored.recordedAt === undefined ? [] : [', of ', ...moment(stored.recordedAt)]),
    ],
  ];
}

/** The facts of small type but its links: meter and card, blocks, basis, smallest change, cost of the gate. */
export function smallFacts(c: Comparison): Text[] {
  if (c.reasons.includes('subject-unchanged')) return [];
  const visible = c.smallestVisibleChange;
  const { cost, levels = LEVELS } = c.plan ?? {};
  const joules = cost && cost.joules !== 0 ? ` and ${quantity(cost.joules, 'J')}` : '';
  return [
    ...meter(c),
    [plural(c.plan?.blocks ?? c.head.blocks, 'block')],
    ...baseline(c),
    ...basis(c),
    ...(c.base ? [[`${percent(1 - levels.interval)} intervals`]] : []),
    ...(visible == null || !c.base
      ? []
      : [[`smallest rise it could see ${(100 * visible).toFixed(1)} % (${percent(levels.power)} power)`]]),
    ...(cost ? [[`the gate took ${minutes(cost.seconds)}${joules}`]] : []),
  ];
}
