import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JouleGateError } from '../../common/errors.ts';
import type { Task } from '../../workload/types.ts';
import { programOf } from '../answer.ts';
import type { StopRule } from '../types.ts';

/** What a user's own rule is given at a line end. */
export interface UserRuleInput {
  task: Task;
  style: 'chat' | 'raw';
  /** The answer so far, up to a line end. */
  text: string;
  /** The program that it stands for. */
  program: string;
  /** Runs the program with a test of HumanEval's form in the sandbox. */
  passes(test: string): Promise<boolean>;
}

export type UserRule = (input: UserRuleInput) => boolean | Promise<boolean>;

/**
 * Loads a rule of the user's own: a module whose default export says whether an answer is complete, or is a whole
 * `StopRule`. It runs in this process with this process's rights, so it may only come from a trusted configuration.
 */
export async function moduleRule(path: string): Promise<StopRule> {
  const invalid = (what: string, cause?: unknown): JouleGateError =>
    new JouleGateError('rule-invalid', `the rule module ${path} ${what}`, 'export default a function that answers true or false, or an object with match or check (docs/suppression.md)', { cause });
  if (!isAbsolute(path)) throw invalid('is no absolute path');
  let loaded: unknown;
  try {
    loaded = ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  } catch (cause) {
    throw invalid('cannot be loaded', cause);
  }
  if (typeof loaded === 'function') return functionRule(path, loaded as UserRule);
  if (typeof loaded === 'object' && loaded !== null && ['match', 'check'].some((k) => typeof (loaded as Record<string, unknown>)[k] === 'function')) {
    return { name: path, ...(loaded as Partial<StopRule>) };
  }
  throw invalid('has no usable default export');
}

function functionRule(path: string, isComplete: UserRule): StopRule {
  return {
    name: path,
    async check(context, text, pool, limitSeconds) {
      const since = performance.now();
      const program = programOf({ ...context, text });
      let cpuSeconds = 0;
      const passes = async (test: string): Promise<boolean> => {
        const result = await pool.check({ source: program, test, entryPoint: context.task.entryPoint }, { limitSeconds });
        cpuSeconds += result.cpuSeconds;
        return result.passed;
      };
      const content = await isComplete({ task: context.task, style: context.style, text, program, passes });
      return { content: content === true, cpuSeconds, wallSeconds: (performance.now() - since) / 1000 };
    },
  };
}
