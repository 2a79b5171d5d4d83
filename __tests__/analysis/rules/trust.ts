import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { against, answers, ENERGY_3, result, rules } from '../support/cases.ts';

type Task = NonNullable<RunResult['arms']['plain']>['tasks'][number];
const bad = { status: 'invalid' as const, reasons: ['sampling-gap' as const] };
const warned = { status: 'warning' as const, reasons: ['power-capped' as const] };
const block = (validity: RunResult['validity']): RunResult['blocks'] => [
  { block: 0, arm: 'plain', seconds: 1 },
  { block: 1, arm: 'plain', seconds: 1, ...(validity ? { validity } : {}) },
];
const phase = (name: 'prefill' | 'decode' | 'check', validity: RunResult['validity']): RunResult =>
  answers(result({}), (r, i) => (i === 2 ? { phases: { ...r.phases, [name]: { ...r.phases[name], validity } } } : {}));
const env = (more: object): RunResult => ({ ...result({}), environment: { ...result({}).environment, ...more } });

const plain = (of: RunResult, change: (tasks: Task[]) => Task[]): RunResult => ({
  ...of,
  arms: { plain: { tasks: change(of.arms.plain!.tasks) } },
});
const without = (id: string, of: RunResult): RunResult => plain(of, (tasks) => tasks.filter((t) => t.id !== id));
const turned = (of: RunResult): RunResult => plain(of, (tasks) => [...tasks].reverse());
/** Of the first task block 2 is missing. */
const holed = (): RunResult =>
  plain(result({}), (tasks) =>
    tasks.map((t, i) => (i > 0 ? t : { ...t, repeats: t.repeats.filter((r) => r.block !== 2) })),
  );
/** Checks that took so long and were not metered, on a host that is. */
const unchecked = (seconds: number): RunResult =>
  answers(result({}), (r) => ({
    phases: {
      ...r.phases,
      check: { ...r.phases.check, seconds, netJoules: null, validity: { status: 'ok', reasons: [] } },
    },
  }));
const later = (by: number): RunResult => answers(result({}), (r) => ({ block: r.block + by }));

/** When a comparison is invalid. */
export const TRUST = rules([
  [
    'invalid: a measurement may not be trusted',
    'the whole of head',
    'invalid',
    () => against(result({}), { ...result({}), validity: bad }),
    'sampling-gap',
  ],
  [
    'invalid: a measurement may not be trusted',
    'the whole of base',
    'invalid',
    () => against({ ...result({}), validity: bad }, result({})),
    'sampling-gap',
  ],
  [
    'invalid: a measurement may not be trusted',
    'one block',
    'invalid',
    () => against(result({}), { ...result({}), blocks: block(bad) }),
    'sampling-gap',
  ],
  [
    'invalid: a measurement may not be trusted',
    'one phase of one answer',
    'invalid',
    () => against(result({}), phase('check', bad)),
    'sampling-gap',
  ],
  [
    'invalid: a measurement may not be trusted',
    'a block with a warning',
    'pass',
    () => against(result({}), { ...result({}), blocks: block(warned) }),
    '!power-capped',
  ],
  [
    'invalid: a measurement may not be trusted',
    'a phase that is not resolvable, its joules known elsewhere',
    'pass',
    () => against(result({}), phase('check', { status: 'not-resolvable', reasons: ['host-not-metered'] })),
  ],
  [
    'invalid: the sides may not be compared',
    'another workload',
    'invalid',
    () => against(result({}), { ...result({}), workload: { name: 'x', digest: 'e'.repeat(64) } }),
    'workload-differs',
  ],
  [
    'invalid: the sides may not be compared',
    'other prompt tokens of an equal subject',
    'invalid',
    () =>
      against(
        { ...result({}), prompts: { digest: '1'.repeat(64) } },
        { ...result({}), prompts: { digest: '2'.repeat(64) } },
      ),
    'workload-differs',
  ],
  [
    'invalid: the sides may not be compared',
    'other prompt tokens of another subject',
    'pass',
    () =>
      against(
        { ...result({}), prompts: { digest: '1'.repeat(64) } },
        { ...result({}), subject: { sampling: { temperature: 0 } }, prompts: { digest: '2'.repeat(64) } },
      ),
  ],
  [
    'invalid: the sides may not be compared',
    'another GPU',
    'invalid',
    () => against(env({ gpu: 'A' }), env({ gpu: 'B' })),
    'environment-differs',
  ],
  [
    'invalid: the sides may not be compared',
    'another GPU, which `environment-allow` names',
    'pass',
    () => against(env({ gpu: 'A' }), env({ gpu: 'B' }), ENERGY_3, { environmentAllow: ['gpu'] }),
  ],
  [
    'invalid: the sides may not be compared',
    'a field that only one side has',
    'pass',
    () => against(env({}), env({ driver: '1' })),
  ],
  [
    'invalid: the sides may not be compared',
    'another meter',
    'invalid',
    () => against(result({}), { ...result({}), meter: { kind: 'rapl', estimated: false } }),
    'environment-differs',
  ],
  [
    'invalid: the sides may not be compared',
    'another meter, which `environment-allow` names',
    'pass',
    () =>
      against(result({}), { ...result({}), meter: { kind: 'rapl', estimated: false } }, ENERGY_3, {
        environmentAllow: ['meter'],
      }),
  ],
  [
    'invalid: tasks on one side only, or missing in a block',
    'one task of four gone from head',
    'invalid',
    () => against(result({}), result({ tasks: 3 })),
    'tasks-differ',
  ],
  [
    'invalid: tasks on one side only, or missing in a block',
    'one task of four gone from base',
    'invalid',
    () => against(result({ tasks: 3 }), result({})),
    'tasks-differ',
  ],
  [
    'invalid: tasks on one side only, or missing in a block',
    'the same number of other tasks',
    'invalid',
    () => against(result({}), without('practice/3', result({ tasks: 5 }))),
    'tasks-differ',
  ],
  [
    'invalid: tasks on one side only, or missing in a block',
    'one task gone from one block of both',
    'invalid',
    () => against(holed(), holed()),
    'tasks-differ',
  ],
  [
    'invalid: tasks on one side only, or missing in a block',
    'the same tasks in another order',
    'pass',
    () => against(result({}), turned(result({}))),
    '!tasks-differ',
  ],
  [
    'invalid: tasks on one side only, or missing in a block',
    'an arm that only one side has',
    'pass',
    () =>
      against(result({}), result({ arms: ['plain', 'suppressed'] }), {
        'energy-per-task': { plain: { increase: 0.03 } },
      }),
    '!tasks-differ',
  ],
  [
    'invalid: checks metered on one side only',
    'in base alone',
    'invalid',
    () => against(result({ check: 1 }), result({})),
    'host-meter-differs',
  ],
  [
    'invalid: checks metered on one side only',
    'in head alone',
    'invalid',
    () => against(result({}), result({ check: 1 })),
    'host-meter-differs',
  ],
  [
    'invalid: checks metered on one side only',
    'in both',
    'pass',
    () => against(result({ check: 1 }), result({ check: 1 })),
    '!host-meter-differs',
  ],
  [
    'invalid: checks metered on one side only',
    'head ran none',
    'improved',
    () => against(result({ check: 1 }), unchecked(0)),
    '!host-meter-differs',
  ],
  [
    'invalid: checks metered on one side only',
    'head ran some, of which only the time is known',
    'invalid',
    () => against(result({ check: 1 }), unchecked(0.1)),
    'host-meter-differs',
  ],
  [
    'invalid: one measurement without a common block',
    'base has blocks 0–3, head 4–7',
    'invalid',
    () => against(result({}), later(4)),
    'no-common-block',
  ],
  [
    'invalid: one measurement without a common block',
    'head has blocks 3–6: one is common, too few to test',
    'inconclusive',
    () => against(result({}), later(3)),
    '!no-common-block',
  ],
  [
    'invalid: one measurement without a common block',
    'of two measurements blocks need not be common',
    'pass',
    () => against(result({ measurement: 'm0' }), later(4), ENERGY_3, { spread: { sd: 0, df: 2 } }),
    '!no-common-block',
  ],
]);
