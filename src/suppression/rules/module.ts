import { isAbsolute } from 'node:path';
import { sha256OfFile } from '../../common/files.ts';
import { programOf } from '../answer.ts';
import { RuleProcess, ruleInvalid } from '../rule-process/client.ts';
import type { StopRule } from '../types.ts';

/**
 * Loads a rule of the user's own, a module whose default export is a function of `RuleInput` and `passes(test)`, into a
 * process without secrets. @throws JouleGateError `rule-invalid`
 */
export async function moduleRule(path: string): Promise<StopRule> {
  if (!isAbsolute(path)) throw ruleInvalid(path, 'is no absolute path');
  const rule = await RuleProcess.start(path);
  return {
    // By its content: the same rule from another folder is the same subject.
    name: `module:${await sha256OfFile(path)}`,
    async check(context, text, pool, limitSeconds) {
      const since = performance.now();
      const program = programOf({ ...context, text });
      let checked = 0;
      const passes = async (test: string): Promise<boolean> => {
        const result = await pool.check(
          { source: program, test, entryPoint: context.task.entryPoint },
          { limitSeconds },
        );
        checked += result.cpuSeconds;
        return result.passed;
      };
      const { content, cpuSeconds } = await rule.complete(
        { task: context.task, style: context.style, text, program },
        passes,
      );
      return { content, cpuSeconds: checked + cpuSeconds, wallSeconds: (performance.now() - since) / 1000 };
    },
    close: () => rule.close(),
  };
}
