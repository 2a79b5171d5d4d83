import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { against, answers, ENERGY_3, result, rules } from '../support/cases.ts';

const bad = { status: 'invalid' as const, reasons: ['sampling-gap' as const] };
const warned = { status: 'warning' as const, reasons: ['power-capped' as const] };
const block = (validity: RunResult['validity']): RunResult['blocks'] => [
  { block: 0, arm: 'plain', seconds: 1 },
  { block: 1, arm: 'plain', seconds: 1, ...(validity ? { validity } : {}) },
];
const phase = (name: 'prefill' | 'decode' | 'check', validity: RunResult['validity']): RunResult =>
  answers(result({}), (r, i) => (i === 2 ? { phases: { ...r.phases, [name]: { ...r.phases[name], validity } } } : {}));
const env = (more: object): RunResult => ({ ...result({}), environment: { ...result({}).environment, ...more } });

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
]);
