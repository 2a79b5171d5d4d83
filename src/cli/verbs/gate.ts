import type { Command } from 'commander';
import { resolve } from 'node:path';
import { exitOf } from '../../gate/exit.ts';
import { runGate } from '../../gate/run.ts';
import { describeError, JouleGateError } from '../../common/errors.ts';
import type { Io } from '../io.ts';
import { rememberGate } from '../last-gate.ts';
import { commitOf } from '../commit.ts';
import { configOf, measuring, type MeasuringOptions } from '../options.ts';
import { comparisonSummary } from '../summary.ts';

/** `joulegate gate`: run, compare with the baseline, report; what the action does. */
export function gateVerb(program: Command, io: Io, setExit: (status: number) => void): void {
  measuring(
    program
      .command('gate')
      .description('measure head beside base until it is decided, and report; the exit status is the verdict'),
  )
    .option('--baseline <where>', 'base, none, file:PATH or branch:NAME')
    .option('--base <ref>', 'the commit to compare with, measured beside head (by default the one before this change)')
    .option('--force', 'measure base and head although they are the same')
    .requiredOption('--out-dir <dir>', 'result.json base.json comparison.json comment.md report.html go there')
    .option('--resume', 'continue a gate that was killed: the blocks in its journal count, the rest is measured')
    .option('--json', 'print the comparison')
    .addHelpText(
      'after',
      '\nExit status: 0 pass or improved, 1 regressed, 2 usage, 3 inconclusive, 4 invalid, 5 a failure of engine, network or disk.\n\nExample:\n  joulegate gate --config joulegate.yml --out-dir .joulegate/out\n  joulegate gate --base v1.2 --out-dir .joulegate/out',
    )
    .action(
      async (
        o: MeasuringOptions & { outDir: string; resume?: boolean; json?: boolean; base?: string; force?: boolean },
      ) => {
        if (o.base !== undefined && o.baseline !== undefined && o.baseline !== 'base')
          throw new JouleGateError(
            'usage',
            `--base ${o.base} and --baseline ${o.baseline} exclude each other`,
            'give one of them',
          );
        const end = await runGate({
          outDir: resolve(io.cwd, o.outDir),
          id: 'default',
          commit: await commitOf(io),
          env: io.env,
          ...(o.base === undefined ? {} : { ref: o.base }),
          force: o.force === true,
          resume: o.resume === true,
          load: async () => await configOf(o, io),
          signal: io.signal,
          onProgress: io.progress,
        });
        if (end.refused) throw end.error;
        const { config, outcome, recorded } = end;
        io.done();
        if (recorded) io.remark('error' in recorded ? describeError(recorded.error) : `kept as ${recorded.path}`);
        const { result } = outcome.paths;
        if (result !== null) await rememberGate(resolve(io.cwd, o.config ?? 'joulegate.yml'), result);
        io.out(
          o.json
            ? JSON.stringify(outcome.comparison, null, 2)
            : `${comparisonSummary(outcome.comparison)}\nwrote ${outcome.paths.report}`,
        );
        setExit(exitOf(outcome.comparison.verdict, config));
      },
    );
}
