import type { CodeTask } from '../../workload/types.ts';
import { programOf } from '../answer.ts';
import { examplesOf, type Example } from '../examples.ts';
import { outcomeOf } from '../outcome.ts';
import type { StopRule } from '../types.ts';

/** A hidden test in HumanEval's form that runs a prompt's examples and nothing else. */
export function exampleTest(examples: Example[]): string {
  const data = JSON.stringify(examples.map(({ call, want, literal }) => [call, want, literal ? 1 : 0]));
  return `
def check(candidate):
    import ast, math
    def same(got, want):
        if isinstance(got, float) or isinstance(want, float):
            return isinstance(got, (int, float)) and isinstance(want, (int, float)) and math.isclose(got, want, rel_tol=1e-6, abs_tol=1e-9)
        return got == want
    ran = 0
    for call, want, literal in ${data}:
        try:
            code = compile(call, '<example>', 'eval')
        except SyntaxError:
            continue
        got = eval(code, globals())
        assert same(got, ast.literal_eval(want)) if literal else repr(got) == want, call
        ran += 1
    assert ran > 0, 'the prompt has no example that runs'
`;
}

const tests = new WeakMap<CodeTask, string | null>();

/** The test made of a task's examples, `null` where it has none. */
function testOf(task: CodeTask): string | null {
  const known = tests.get(task);
  if (known !== undefined) return known;
  const examples = examplesOf(task);
  const test = examples.length > 0 ? exampleTest(examples) : null;
  tests.set(task, test);
  return test;
}

/** Content when the prompt's own examples hold: what a user could do in production. Never, where there is none. */
export const doctestRule: StopRule = {
  name: 'doctest',
  async check(context, text, pool, limitSeconds) {
    const test = testOf(context.task);
    if (test === null) return { content: false, cpuSeconds: 0, wallSeconds: 0 };
    const source = programOf({ ...context, text });
    const { entryPoint, prompt } = context.task;
    return outcomeOf(await pool.check({ source, test, entryPoint, prompt }, { limitSeconds }));
  },
};
