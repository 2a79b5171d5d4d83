import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { compare } from '../../analysis/compare.ts';
import { readHistory } from '../../baseline/file.ts';
import { readJson } from '../../common/files.ts';
import { claimOutput } from '../../common/claim.ts';
import { jsonText } from '../../common/output.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import { assertComparison, assertRunResult } from '../../common/schema.ts';
import { loadConfig } from '../../config/load.ts';
import { exitOf } from '../../gate/exit.ts';
import { compareOptions, DEFAULT_COMPARING } from '../../gate/options.ts';
import type { Io } from '../io.ts';
import { basisLines } from '../../report/basis.ts';
import { comparisonSummary } from '../summary.ts';

export async function readResult(path: string): Promise<RunResult> {
  const value = await readJson(path);
  assertRunResult(value, path);
  return value;
}

interface CompareOptions {
  out: string;
  config?: string;
  json?: boolean;
  explainBasis?: boolean;
}

/** `joulegate compare`: two RunResults to a Comparison. */
export function compareVerb(program: Command, io: Io, setExit: (status: number) => void): void {
  program
    .command('compare')
    .description('compare two RunResult files and write a Comparison JSON')
    .argument('<base.json>')
    .argument('<head.json>')
    .requiredOption('--out <comparison.json>', 'where the comparison goes')
    .option(
      '--config <file>',
      'thresholds, co2e, environment-allow and on-… are read from it; without it the defaults hold',
    )
    .option('--json', 'print the comparison too')
    .option('--explain-basis', 'print how each gating metric was decided, and why not on a better basis')
    .addHelpText(
      'after',
      '\nExit status: 0 pass or improved, 1 regressed, 3 inconclusive, 4 invalid.\n\nExample:\n  joulegate compare base.json head.json --config joulegate.yml --out comparison.json',
    )
    .action(async (baseFile: string, headFile: string, o: CompareOptions) => {
      const out = resolve(io.cwd, o.out);
      const claim = await claimOutput(
        out,
        [baseFile, headFile].map((f) => resolve(io.cwd, f)),
      );
      const base = await readResult(resolve(io.cwd, baseFile));
      const head = await readResult(resolve(io.cwd, headFile));
      const config = o.config ? await loadConfig(resolve(io.cwd, o.config)) : null;
      for (const warning of config?.warnings ?? []) io.remark(`warning: ${warning}`);
      const spec = config?.baseline ?? { kind: 'file' as const, path: resolve(io.cwd, baseFile) };
      const history = spec.kind === 'file' && existsSync(spec.path) ? await readHistory(spec) : [];
      const comparison = compare(base, head, compareOptions(config ?? DEFAULT_COMPARING, { base, history }));
      assertComparison(comparison, 'the comparison just made');
      await claim.write(jsonText(comparison));
      io.out(o.json ? JSON.stringify(comparison, null, 2) : `${comparisonSummary(comparison)}\nwrote ${out}`);
      if (o.explainBasis) io.out(basisLines(comparison).join('\n'));
      setExit(exitOf(comparison.verdict, config ?? { onInconclusive: 'fail', onInvalid: 'fail' }));
    });
}
