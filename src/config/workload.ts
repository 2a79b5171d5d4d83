import type { ConfigFile } from '../common/generated/config.ts';
import type { MetricId } from '../common/generated/comparison.ts';
import { capOf, GENERAL_CAP, isLongBenchName, WORKLOADS } from '../common/workloads.ts';
import type { Config } from './types.ts';

type Workload = Config['workload'];

/** The `workload` key with its defaults. @param at makes a path absolute */
export function workloadOf(c: ConfigFile, at: (path: string | undefined) => string | null): Workload {
  const { name, path, tasks, official } = c.workload ?? {};
  return {
    name: name ?? (c.model?.builtin === 'practice' && !path ? 'practice' : 'humaneval'),
    path: at(path),
    tasks: tasks ?? null,
    official: official ?? false,
  };
}

/** Most tokens of an answer where the file says nothing of it. */
const defaultCap = ({ name, official }: Pick<Workload, 'name' | 'official'>): number =>
  capOf(name, official) ?? GENERAL_CAP;

/**
 * A configuration on another workload than its own: where its cap is just its own workload's, the other's takes its
 * place.
 */
export function onWorkload(config: Config, workload: Workload): Config {
  const { sampling } = config;
  const own = sampling.maxTokens === defaultCap(config.workload);
  return { ...config, workload, sampling: own ? { ...sampling, maxTokens: defaultCap(workload) } : sampling };
}

/** The `sampling` key: an explicit cap, else the workload's own, else the general one. */
export const samplingOf = ({ sampling }: ConfigFile, workload: Workload): Config['sampling'] => ({
  temperature: workload.official ? 0 : (sampling?.temperature ?? 0),
  topP: sampling?.['top-p'] ?? 1,
  topK: sampling?.['top-k'] ?? 0,
  seed: sampling?.seed ?? 1,
  maxTokens: sampling?.['max-tokens'] ?? defaultCap(workload),
});

/** The `prompt` key. One that asks in its own words leaves it the style, LongBench's official way not even that */
export function promptOf(
  { prompt }: ConfigFile,
  { name, official }: Workload,
  at: (path: string | undefined) => string | null,
): Config['prompt'] {
  const style = official ? 'raw' : (prompt?.style ?? null);
  if (official || WORKLOADS[name].ownPrompt) return { template: null, file: null, style, answerPrefix: null };
  return {
    template: prompt?.template ?? null,
    file: at(prompt?.file),
    style,
    answerPrefix: prompt?.['answer-prefix'] ?? null,
  };
}

/** Metrics that need answers which tests have graded. */
const BY_TESTS: readonly MetricId[] = ['pass-at-1', 'energy-per-solved-task', 'false-stops', 'missed-stops'];

/** Limits on what the workload does not tell, which could never fail. */
function idleLimits({ thresholds }: ConfigFile, { name }: Workload): string[] {
  const { accuracy } = WORKLOADS[name];
  const asked = (Object.keys(thresholds ?? {}) as MetricId[]).filter((id) => thresholds![id] !== false);
  if (accuracy === 'score')
    return asked
      .filter((id) => BY_TESTS.includes(id))
      .map((id) => `thresholds.${id}: ${name} has no tests, so nothing would gate; its accuracy is "score"`);
  return accuracy === 'pass-at-1' && asked.includes('score')
    ? [`thresholds.score: ${name} is graded by tests and has no score; its accuracy is "pass-at-1"`]
    : [];
}

/** What of a configuration contradicts its workload, a line each. */
export function contradictions(c: ConfigFile): string[] {
  const workload = workloadOf(c, (path) => path ?? null);
  const { name, official } = workload;
  const { prompt, sampling } = c;
  const asks = (['template', 'file', 'answer-prefix'] as const).filter((key) => prompt?.[key] !== undefined);
  const own = official ? "LongBench's official way" : name;
  return [
    ...(official && !isLongBenchName(name)
      ? [`workload.official: found true, and ${name} has no official way; longbench-cu and longbench-cu-long have one`]
      : []),
    ...(official || WORKLOADS[name].ownPrompt
      ? asks.map((key) => `prompt.${key}: ${own} asks in its own words; remove this key, or take another workload`)
      : []),
    ...(official && prompt?.style === 'chat' ? ["prompt.style: LongBench's official way is raw; remove this key"] : []),
    ...(official && (sampling?.temperature ?? 0) > 0
      ? ["sampling.temperature: LongBench's official way is greedy; remove this key"]
      : []),
    ...(name === 'custom' && c.workload?.path === undefined
      ? ['workload.path: custom is a file of your own; name it here']
      : []),
    ...idleLimits(c, workload),
  ];
}
