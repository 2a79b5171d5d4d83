import { Command } from 'commander';
import { resolve } from 'node:path';
import type { ConfigFile, ModelConfig } from '../common/generated/config.ts';
import { WORKLOAD_NAMES } from '../common/workloads.ts';
import type { Config } from '../config/types.ts';
import { absoluteBaseline } from '../config/baseline.ts';
import { loadConfig } from '../config/load.ts';
import { forPullRequest } from '../config/pull-request.ts';
import { resolvePath } from '../common/paths.ts';
import type { Io } from './io.ts';

/** The options of verbs that measure; each overrides its key of the configuration. */
export interface MeasuringOptions {
  config?: string;
  model?: string;
  workload?: string;
  tasks?: string;
  arms?: string;
  repeats?: string;
  meter?: string;
  baseline?: string;
}

/** Adds `--config` and the overriding options to a verb. */
export function measuring(command: Command): Command {
  return command
    .option('--config <file>', 'joulegate.yml (or JSON)', 'joulegate.yml')
    .option('--model <gguf>', 'a GGUF file, an hf: or https: address, or "practice" for the embedded fixture')
    .option('--workload <name>', `one of ${WORKLOAD_NAMES.join(', ')}`)
    .option('--tasks <ids>', 'task ids, separated by commas')
    .option('--arms <arms>', 'plain,suppressed or one of them')
    .option('--repeats <n>', 'number of blocks; of a gate the least')
    .option('--meter <kind>', 'auto, nvml, rapl, estimate, …');
}

const list = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((t) => t.trim())
    .filter((t) => t !== '');

/** A model named on the command line, as the configuration's key. */
export function modelOf(text: string, cwd: string): ModelConfig {
  if (text === 'practice') return { builtin: 'practice' };
  return /^(hf:|https?:)/.test(text) ? { uri: text } : { path: resolvePath(cwd, text) };
}

function overrides(o: MeasuringOptions, cwd: string): Partial<ConfigFile> {
  const wrong = <T>(value: string | undefined): T | undefined => value as T | undefined;
  return {
    ...(o.workload || o.tasks
      ? {
          workload: {
            ...(o.workload ? { name: wrong<'practice'>(o.workload)! } : {}),
            ...(o.tasks ? { tasks: list(o.tasks)! } : {}),
          },
        }
      : {}),
    ...(o.arms ? { arms: list(o.arms) as ConfigFile['arms'] } : {}),
    ...(o.repeats ? { repeats: /^\d+$/.test(o.repeats) ? Number(o.repeats) : wrong<number>(o.repeats)! } : {}),
    ...(o.meter ? { meter: wrong<'auto'>(o.meter)! } : {}),
    ...(o.baseline ? { baseline: absoluteBaseline(o.baseline, cwd) } : {}),
  };
}

/** The configuration of a measuring verb: its file with the command line on top (which the schema checks too). */
export async function configOf(o: MeasuringOptions, io: Pick<Io, 'cwd' | 'env'>): Promise<Config> {
  const file = resolve(io.cwd, o.config ?? 'joulegate.yml');
  const config = await loadConfig(
    file,
    overrides(o, io.cwd),
    o.model === undefined ? undefined : modelOf(o.model, io.cwd),
  );
  return await forPullRequest(config, file, io.env);
}
