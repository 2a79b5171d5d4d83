import type { CheckPool, ParsedModule, Program } from '../../../src/sandbox/types.ts';

export interface Scripted {
  pool: CheckPool;
  /** What was asked of it, in order; `restored` and `closed` count those calls. */
  checks: { program: Program; options: { limitSeconds?: number; advice?: boolean } | undefined }[];
  parsed: string[];
  restored: number;
  closed: number;
}

/** A sandbox that runs nothing: `says` tells what becomes of a program, `statements` what Python's parser sees. */
export function scriptedPool(
  says: (source: string) => boolean | 'timed out',
  statements: ParsedModule['statements'] | null = [],
  cpuSeconds = 0.25,
): Scripted {
  const scripted: Scripted = {
    checks: [],
    parsed: [],
    restored: 0,
    closed: 0,
    pool: {
      ready: Promise.resolve(),
      check: async (program, options) => {
        scripted.checks.push({ program, options });
        const said = says(program.source);
        const result = said === 'timed out' ? said : said ? 'passed' : 'failed: no';
        return { passed: said === true, result, cpuSeconds, wallSeconds: 2 * cpuSeconds };
      },
      parse: async (source) => {
        scripted.parsed.push(source);
        return { module: statements && { statements }, cpuSeconds, wallSeconds: 2 * cpuSeconds };
      },
      restore: async () => void scripted.restored++,
      close: async () => void scripted.closed++,
    },
  };
  return scripted;
}
