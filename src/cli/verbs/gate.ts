import type { Command } from 'commander';
import { resolve } from 'node:path';
import { exitOf } from '../../gate/exit.ts';
import { runGate } from '../../gate/run.ts';
import type { Io } from '../io.ts';
import { rememberGate } from '../last-gate.ts';
import { commitOf } from '../commit.ts';
import { configOf, measuring, type MeasuringOptions } from '../options.ts';
import { comparisonSummary } from '../summary.ts';

/** `joulegate gate`: run, compare with the baseline, report; what the action does. */
export function gateVerb(program: Command, io: Io, setExit: (status: number) => void): void {
  measuring(
    program.command('gate').description('run, compare with the baseline and report; the exit status is the verdict'),
  )
    .option('--baseline <where>', 'none or file:PATH')
    .requiredOption('--out-dir <dir>', 'result.json base.json comparison.json comment.md report.html go there')
    .option('--resume', 'continue a gate that was killed: the blocks in its journal count, the rest is measured')
    .option('--json', 'print the comparison')
    .addHelpText(
      'after',
      '\nExit status: 0 pass or improved, 1 regressed, 2 usage, 3 inconclusive, 4 invalid, 5 a failure of engine, network or disk.\n\nExample:\n  joulegate gate --config joulegate.yml --out-dir .joulegate/out',
    )
    .action(async (o: MeasuringOptions & { outDir: string; resume?: boolean; json?: boolean }) => {
      const end = await runGate({
        outDir: resolve(io.cwd, o.outDir),
        id: 'default',
        commit: await commitOf(io),
        resume: o.resume === true,
        load: async () => await configOf(o, io),
        signal: io.signal,
        onProgress: io.progress,
      });
      if (end.refused) throw end.error;
      const { config, outcome } = end;
      io.done();
      await rememberGate(resolve(io.cwd, o.config ?? 'joulegate.yml'), outcome.paths.result);
      io.out(
        o.json
          ? JSON.stringify(outcome.comparison, null, 2)
          : `${comparisonSummary(outcome.comparison)}\nwrote ${outcome.paths.report}`,
      );
      setExit(exitOf(outcome.comparison.verdict, config));
    });
}
