import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { checkConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/types.ts';
import type { ConfigFile } from '../../src/common/generated/config.ts';
import { LlamaEngine } from '../../src/model/llama/engine.ts';
import { locateModel } from '../../src/model/locate.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import type { CodeTask } from '../../src/workload/types.ts';

const shared = process.env['JOULEGATE_SHARED'] ?? join(packageRoot, '..', 'shared');
const MODEL = join(shared, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf');
const DATA = join(shared, 'data', 'HumanEval.jsonl.gz');

/** Why the small real model or the real tasks cannot be had here; `null` where they can. */
export function missingReal(): string | null {
  const missing = [MODEL, DATA].filter((path) => !existsSync(path));
  return missing.length > 0 ? `${missing.join(' and ')} missing (set JOULEGATE_SHARED)` : null;
}

export const REAL_MODEL: ConfigFile['model'] = { path: MODEL };
/** Some tasks of the data set in `shared`. */
export const realWorkload = (tasks: string[]): NonNullable<ConfigFile['workload']> => ({
  name: 'humaneval-full',
  path: DATA,
  tasks,
});
export const PRACTICE_MODEL: ConfigFile['model'] = { builtin: 'practice' };

/** Threads as the engine's probe finds them, unless `--threads` says otherwise (bench/run.mjs hands it on so). */
export function configOf(value: ConfigFile): Config {
  const threads = process.env['JOULEGATE_BENCH_THREADS'];
  const engine = threads === undefined ? {} : { engine: { threads: Number(threads) } };
  return checkConfig({ ...value, ...engine }, "the benchmark's configuration", packageRoot);
}

export async function humanEval(): Promise<CodeTask[]> {
  return (await loadWorkload({ name: 'humaneval-full', path: DATA, tasks: null })).tasks;
}

/** `count` tasks, spread evenly over those whose prompts are short enough not to make the prefill the benchmark. */
export function spread(tasks: readonly CodeTask[], count: number): CodeTask[] {
  const short = tasks.filter((t) => t.prompt.length < 500);
  return Array.from({ length: count }, (_, i) => short[Math.floor((i * short.length) / count)]!);
}

/** The engine as the experiment opens it. */
export async function openEngine(
  config: Config,
): Promise<{ engine: LlamaEngine; file: Awaited<ReturnType<typeof locateModel>> }> {
  const file = await locateModel(config.model, () => undefined);
  const { threads, gpuLayers, flashAttention, kvType, batch } = config.engine;
  const engine = await LlamaEngine.load({
    file,
    context: config.context,
    threads,
    gpuLayers,
    flashAttention,
    kvType,
    batch,
    gpu: config.engine.gpu,
  });
  return { engine, file };
}
