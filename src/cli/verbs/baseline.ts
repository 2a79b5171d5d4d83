import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { compare } from '../../analysis/compare.ts';
import { entryOf } from '../../analysis/history.ts';
import { readBaseline, readHistory, updateBaseline } from '../../baseline/store.ts';
import { JouleGateError } from '../../common/errors.ts';
import type { Config } from '../../config/types.ts';
import { loadConfig } from '../../config/load.ts';
import { exitOf } from '../../gate/exit.ts';
import { compareOptions } from '../../gate/options.ts';
import type { Io } from '../io.ts';
import { lastGate } from '../last-gate.ts';
import { comparisonSummary, runSummary } from '../summary.ts';
import { readResult } from './compare.ts';

interface BaselineOptions {
  config: string;
  acceptRegression?: boolean;
  json?: boolean;
}

/** The result named, else that of this configuration's last gate. */
async function resultFile(given: string | undefined, o: BaselineOptions, io: Io): Promise<string> {
  if (given) return resolve(io.cwd, given);
  const found = await lastGate(resolve(io.cwd, o.config));
  if (found && existsSync(found)) return found;
  throw new JouleGateError(
    'usage',
    'no result given, and no gate of this configuration has run here',
    'run "joulegate gate", or name the file: joulegate baseline update DIR/result.json',
  );
}

/** `joulegate baseline show|check|update`. */
export function baselineVerb(program: Command, io: Io, setExit: (status: number) => void): void {
  const baseline = program.command('baseline').description('show, check or update the stored baseline');
  const configured = (command: Command): Command =>
    command.option('--config <file>', 'joulegate.yml', 'joulegate.yml').option('--json', 'print JSON');
  const read = async (o: BaselineOptions): Promise<Config> => loadConfig(resolve(io.cwd, o.config));

  configured(baseline.command('show').description('print the stored baseline')).action(async (o: BaselineOptions) => {
    const config = await read(o);
    const spec = config.baseline;
    const stored = await readBaseline(spec);
    if (stored === null) io.out(o.json ? 'null' : 'no baseline is stored yet');
    else
      io.out(
        o.json
          ? JSON.stringify(stored, null, 2)
          : `${runSummary(stored, config.co2e)}\n  measured ${stored.createdAt ?? '?'} at ${stored.commit ?? 'no commit'}; ${(await readHistory(spec)).length} result(s) in its history`,
      );
  });

  const compared = async (
    config: Config,
    file: string,
  ): Promise<{ result: Awaited<ReturnType<typeof readResult>>; comparison: ReturnType<typeof compare> }> => {
    const spec = config.baseline;
    const base = await readBaseline(spec);
    const result = await readResult(file);
    const history = await readHistory(spec);
    return {
      result,
      comparison: compare(base, result, compareOptions(config, { base, history })),
    };
  };

  configured(
    baseline.command('check').description('compare a result with the stored baseline').argument('[result.json]'),
  ).action(async (file: string | undefined, o: BaselineOptions) => {
    const config = await read(o);
    const { comparison } = await compared(config, await resultFile(file, o, io));
    io.out(o.json ? JSON.stringify(comparison, null, 2) : comparisonSummary(comparison));
    setExit(exitOf(comparison.verdict, config));
  });

  configured(baseline.command('update').description('make a result the stored baseline').argument('[result.json]'))
    .option('--accept-regression', 'store it although it regressed')
    .addHelpText(
      'after',
      '\nExample:\n  joulegate gate --out-dir .joulegate/out && joulegate baseline update .joulegate/out/result.json\n  git add .joulegate/baseline.json .joulegate/baseline.history.jsonl',
    )
    .action(async (file: string | undefined, o: BaselineOptions) => {
      const config = await read(o);
      const spec = config.baseline;
      const { result, comparison } = await compared(config, await resultFile(file, o, io)).catch(
        async (error: unknown) => {
          // An unreadable baseline is what an update mends.
          if (!(error instanceof JouleGateError) || error.code !== 'baseline-unreadable') throw error;
          return { result: await readResult(await resultFile(file, o, io)), comparison: null };
        },
      );
      const path = await updateBaseline(
        spec,
        result,
        entryOf(result),
        comparison?.verdict ?? null,
        o.acceptRegression === true,
      );
      io.out(o.json ? JSON.stringify({ path }) : `stored ${path}`);
    });
}
