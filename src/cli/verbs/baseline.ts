import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { compare } from '../../analysis/compare.ts';
import { entryOf } from '../../analysis/history.ts';
import type { Baseline } from '../../baseline/branch/find.ts';
import { assertMayBeStored, updateBaseline } from '../../baseline/file.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import { entryFor, pageOf } from '../../gate/record.ts';
import { storeOf, withStored } from '../../gate/stored.ts';
import { JouleGateError } from '../../common/errors.ts';
import type { Config } from '../../config/types.ts';
import { loadConfig } from '../../config/load.ts';
import { exitOf } from '../../gate/exit.ts';
import { compareOptions } from '../../gate/options.ts';
import type { Io } from '../io.ts';
import { lastGate } from '../last-gate.ts';
import { comparisonSummary, runSummary } from '../summary.ts';
import { readResult } from './compare.ts';

const UPDATE_HELP = `
A file is yours to commit; a branch ("baseline: branch:joulegate") is pushed to the remote by git, and made by its first
result. Your checkout is never touched.

Example:
  joulegate gate --out-dir .joulegate/out && joulegate baseline update .joulegate/out/result.json
  git add .joulegate/baseline.json .joulegate/baseline.history.jsonl`;

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

  const found = async (config: Config, head: RunResult | null): Promise<Baseline> => {
    const store = await storeOf(config, io.env);
    try {
      return await store.find(head);
    } finally {
      await store.close();
    }
  };

  configured(
    baseline
      .command('show')
      .description('print the stored baseline; of a branch that of a result, which tells machine and tasks')
      .argument('[result.json]'),
  ).action(async (file: string | undefined, o: BaselineOptions) => {
    const config = await read(o);
    const head = config.baseline.kind === 'branch' ? await readResult(await resultFile(file, o, io)) : null;
    const { result, history, stored } = await found(config, head);
    if (o.json) io.out(JSON.stringify(result, null, 2));
    else if (result === null) io.out('no baseline is stored yet');
    else {
      const where = stored ? `, ${stored.distance} commit(s) before HEAD` : '';
      const told = `measured ${result.createdAt ?? '?'} at ${result.commit ?? 'no commit'}${where}`;
      io.out(`${runSummary(result, config.co2e)}\n  ${told}; ${history.length} result(s) in its history`);
    }
  });

  const compared = async (
    config: Config,
    file: string,
  ): Promise<{ result: RunResult; comparison: ReturnType<typeof compare> }> => {
    const result = await readResult(file);
    const { result: base, history, stored } = await found(config, result);
    const comparison = compare(base, result, compareOptions(config, { base, history }));
    return { result, comparison: withStored(comparison, stored) };
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
    .addHelpText('after', UPDATE_HELP)
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
      const accept = o.acceptRegression === true;
      const path =
        spec.kind === 'branch'
          ? await record(config, result, comparison, accept)
          : await updateBaseline(spec, result, entryOf(result), comparison?.verdict ?? null, accept);
      io.out(o.json ? JSON.stringify({ path }) : `stored ${path}`);
    });

  /** Adds a result to a branch, as a baseline of its commit's descendants. @returns its path there */
  async function record(
    config: Config,
    result: RunResult,
    comparison: ReturnType<typeof compare> | null,
    accept: boolean,
  ): Promise<string> {
    const { commit } = result;
    const verdict = comparison?.verdict ?? 'pass';
    assertMayBeStored(result, verdict, accept);
    if (!commit)
      throw new JouleGateError(
        'baseline-refused',
        'this result names no commit, and a branch keeps results by theirs',
        'measure in a git repository, or keep the baseline in a file ("baseline: file:PATH")',
      );
    const store = await storeOf(config, io.env);
    try {
      const about = { commit, env: io.env, promoted: true, waivers: [] };
      const entry = await entryFor(config, result, { verdict }, about);
      return (await store.append(entry, pageOf(config, io.env))).path;
    } finally {
      await store.close();
    }
  }
}
