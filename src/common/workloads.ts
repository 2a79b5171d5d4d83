import type { WorkloadConfig } from './generated/config.ts';

export type WorkloadName = NonNullable<WorkloadConfig['name']>;

/** What is known of a workload by its name alone. */
export interface DescribedWorkload {
  /** What it is, for a reader (docs/workloads.md is written from this table). */
  about: string;
  /** Most tokens of an answer where `sampling.max-tokens` is not given; `null` for the general default. */
  maxTokens: number | null;
  /** The same where `study` runs it, whose caps are the published study's. */
  studyTokens: number;
  /** Which metric tells how good answers are; `null` where its rows say so. */
  accuracy: 'pass-at-1' | 'score' | null;
  /** Its prompt is what makes it: a template of the configuration would make another workload of it. */
  ownPrompt: boolean;
}

/** Every workload that has a name. */
export const WORKLOADS: Record<WorkloadName, DescribedWorkload> = {
  practice: {
    about: "JouleGate's own tasks, which the shipped model has memorised: for trying things out",
    maxTokens: null,
    studyTokens: 300,
    accuracy: 'pass-at-1',
    ownPrompt: false,
  },
  humaneval: {
    about: '24 pinned tasks of HumanEval',
    maxTokens: null,
    studyTokens: 300,
    accuracy: 'pass-at-1',
    ownPrompt: false,
  },
  'humaneval-full': {
    about: 'all 164 tasks of HumanEval',
    maxTokens: null,
    studyTokens: 300,
    accuracy: 'pass-at-1',
    ownPrompt: false,
  },
  'humaneval-2-shot': {
    about: 'the tasks of `humaneval`, each behind two worked examples of ours',
    maxTokens: 300,
    studyTokens: 300,
    accuracy: 'pass-at-1',
    ownPrompt: true,
  },
  'humaneval-cot': {
    about: 'the tasks of `humaneval`, answered by reasoning first (zero-shot chain of thought)',
    maxTokens: 2000,
    studyTokens: 2000,
    accuracy: 'pass-at-1',
    ownPrompt: true,
  },
  'longbench-cu': {
    about: "LongBench's code tasks `lcc` and `repobench-p`: long inputs, the next line asked for",
    maxTokens: 10,
    studyTokens: 10,
    accuracy: 'score',
    ownPrompt: false,
  },
  'longbench-cu-long': {
    about: 'the same with long answers',
    maxTokens: 300,
    studyTokens: 300,
    accuracy: 'score',
    ownPrompt: false,
  },
  custom: {
    about: 'a JSONL file of your own (`workload.path`)',
    maxTokens: null,
    studyTokens: 300,
    accuracy: null,
    ownPrompt: false,
  },
};

export const WORKLOAD_NAMES = Object.keys(WORKLOADS) as WorkloadName[];

/** Whether a workload is one of LongBench, which can be run its official way. */
export const isLongBenchName = (name: WorkloadName): boolean => name === 'longbench-cu' || name === 'longbench-cu-long';

/** Tokens of an answer where nobody says how many. */
export const GENERAL_CAP = 512;
/** Tokens of an answer to LongBench's code tasks, as LongBench itself asks for them (its `dataset2maxlen`). */
const OFFICIAL_CAP = 64;

/** Most tokens of an answer; `null` where the workload has no cap of its own. @param official LongBench's own way */
export const capOf = (name: WorkloadName, official = false): number | null =>
  official && isLongBenchName(name) ? OFFICIAL_CAP : WORKLOADS[name].maxTokens;

/** The same where the published study is repeated, which caps zero-shot too. */
export const studyCapOf = (name: WorkloadName, official = false): number =>
  official ? (capOf(name, true) ?? WORKLOADS[name].studyTokens) : WORKLOADS[name].studyTokens;
