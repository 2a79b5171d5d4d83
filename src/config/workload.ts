import { posix } from 'node:path';
import { ANSWER_FILE, TASK_FILE, type CheckerSource } from '../common/checker.ts';
import type { CheckerConfig, ConfigFile } from '../common/generated/config.ts';
import { capOf, GENERAL_CAP, isLongBenchName, WORKLOADS } from '../common/workloads.ts';
import { idleLimits, limitedBy, type Told } from './idle-limits.ts';
import type { Config } from './types.ts';

type Workload = Config['workload'];

/** The `workload` key with its defaults. @param at makes a path absolute */
export function workloadOf(c: ConfigFile, at: (path: string | undefined) => string | null): Workload {
  const { name, path, tasks, official, checker } = c.workload ?? {};
  return {
    name: name ?? (c.model?.builtin === 'practice' && !path ? 'practice' : 'humaneval'),
    path: at(path),
    tasks: tasks ?? null,
    official: official ?? false,
    checker: checker === undefined ? null : checkerIn(checker, at('.')!),
  };
}

const DEFAULT_SECONDS = 30;

/** The `workload.checker` key. @param folder where its files are read: the configuration's own */
export const checkerIn = ({ command, files, seconds }: CheckerConfig, folder: string): CheckerSource => ({
  command,
  files: [...new Set(files.map((name) => posix.normalize(name)))],
  seconds: seconds ?? DEFAULT_SECONDS,
  folder,
  foreign: null,
});

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

/** What a workload tells of its answers by its name; `null` where its lines say so. */
function toldBy({ name, checker }: Workload): Told | null {
  if (checker !== null) return { passes: true, score: true, ends: false };
  const { accuracy } = WORKLOADS[name];
  return accuracy && { passes: accuracy === 'pass-at-1', score: accuracy === 'score', ends: accuracy === 'pass-at-1' };
}

/** What of a checker cannot be, a line each. */
export function checkerMistakes({ name, checker }: Workload): string[] {
  if (checker === null) return [];
  const ours = checker.files.filter((file) => file === ANSWER_FILE || file === TASK_FILE);
  return [
    ...(name === 'custom' ? [] : [`workload.checker: ${name} is graded in its own way; only custom takes a command`]),
    ...ours.map(
      (file) => `workload.checker.files: ${file} is what the command gets from JouleGate; call yours otherwise`,
    ),
  ];
}

/** What of a checker is hardly meant, a line each. */
export const checkerWarnings = ({ sandbox, workload }: ConfigFile): string[] =>
  workload?.checker !== undefined && sandbox === 'strict'
    ? ['sandbox: strict holds for tests in Python; workload.checker, and what it runs, is outside of every ring']
    : [];

/** What of a configuration contradicts its workload, a line each. */
export function contradictions(c: ConfigFile): string[] {
  const workload = workloadOf(c, (path) => path ?? null);
  const { name, official } = workload;
  const { prompt, sampling } = c;
  const asks = (['template', 'file', 'answer-prefix'] as const).filter((key) => prompt?.[key] !== undefined);
  const own = official ? "LongBench's official way" : name;
  const told = toldBy(workload);
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
    ...checkerMistakes(workload),
    ...(told === null ? [] : idleLimits(limitedBy(c.thresholds), name, told)),
  ];
}
