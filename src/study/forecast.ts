import { existsSync, statSync } from 'node:fs';
import type { MatrixFile } from '../common/generated/matrix.ts';
import type { WorkloadName } from '../common/workloads.ts';
import type { Config } from '../config/types.ts';
import { presetOf } from '../model/catalogue.ts';
import { addressOf, practiceModel } from '../model/locate.ts';
import type { PreparedUnit } from './prepare.ts';
import type { StudyUnit, UnitSubject } from './units.ts';

/**
 * What is assumed of a machine: bytes of memory and floating-point operations a second as reached, watts under load.
 */
export interface Machine {
  bytesPerSecond: number;
  flops: number;
  watts: number;
  /** Who says so. */
  source: string;
}

/**
 * What a unit takes at most: every answer with all its tokens. An estimate; `null` where the model's size is unknown.
 */
export interface Forecast {
  seconds: number;
  joules: number;
}

/** Characters of a token, and tokens that a prompt template adds: code in common vocabularies. */
const CHARACTERS_A_TOKEN = 3.3;
const TEMPLATE_TOKENS = 40;
const DEFAULT_CONTEXT = 8192;
/** Loading, warming up, idle power and grading, roughly: no joules of an answer. */
const SET_UP_SECONDS = 15;
/** Bytes of a parameter in Q4_K_M and its like (4.85 bits). */
const BYTES_A_PARAMETER = 0.606;

/** One thread of a CPU, as the 98 MB model of the benchmarks ran on it; a data-centre card, roughly. */
const CPU: Machine = { bytesPerSecond: 5e9, flops: 3e10, watts: 10, source: 'a guess for one thread of a CPU' };
const GPU: Machine = { bytesPerSecond: 4e11, flops: 2e13, watts: 250, source: 'a guess for one NVIDIA card' };

/** The machine that the matrix assumes, or a guess of this one. */
export function machineOf({ forecast }: MatrixFile): Machine {
  if (forecast)
    return {
      bytesPerSecond: 1e9 * forecast['gigabytes-per-second'],
      flops: 1e12 * forecast.teraflops,
      watts: forecast.watts,
      source: 'as the matrix says',
    };
  return existsSync('/dev/nvidia0') ? GPU : CPU;
}

/** Bytes of a model's file; of one that is not here as the catalogue has it, `null` where that does not know it. */
export function modelBytes(model: Config['model']): number | null {
  const path = model.builtin !== null ? practiceModel : model.path;
  if (path !== null) return statSync(path, { throwIfNoEntry: false })?.size ?? null;
  return presetOf(addressOf(model) ?? '')?.bytes ?? null;
}

/** Tasks, and tokens of a prompt, that a name stands for: what is assumed of data that is not here. Roughly. */
const NOMINAL: Partial<Record<WorkloadName, { tasks: number; tokens: number; text?: true }>> = {
  humaneval: { tasks: 24, tokens: 180 },
  'humaneval-full': { tasks: 164, tokens: 180 },
  'humaneval-2-shot': { tasks: 24, tokens: 550 },
  'humaneval-cot': { tasks: 24, tokens: 220 },
  'longbench-cu': { tasks: 24, tokens: 5000, text: true },
  'longbench-cu-long': { tasks: 24, tokens: 5000, text: true },
};

/**
 * What so many prompts take in so many arms, from the model's size: a prefill of n tokens 2·P·n operations (P
 * parameters), a decoded token one reading of the W bytes of weights. Answers end earlier than they may, so it is
 * rather too much. `null` where the size is unknown.
 */
function costOf({ config }: UnitSubject, prompts: readonly number[], arms: number, machine: Machine): Forecast | null {
  const bytes = modelBytes(config.model);
  if (bytes === null) return null;
  const parameters = bytes / BYTES_A_PARAMETER;
  const { maxTokens } = config.sampling;
  const most = (config.context ?? DEFAULT_CONTEXT) - maxTokens;
  const answer = (tokens: number): number =>
    (2 * parameters * Math.max(1, Math.min(most, tokens))) / machine.flops +
    (maxTokens * bytes) / machine.bytesPerSecond;
  const seconds = config.repeats * arms * prompts.reduce((sum, tokens) => sum + answer(tokens), 0);
  return { seconds: seconds + SET_UP_SECONDS, joules: seconds * machine.watts };
}

/** What a unit takes whose tasks are known. */
export function forecastOf(unit: PreparedUnit, machine: Machine): Forecast | null {
  const prompts = unit.tasks.map(
    (task) => (task.prompt.length + unit.askedCharacters) / CHARACTERS_A_TOKEN + TEMPLATE_TOKENS,
  );
  return costOf(unit.subjects[0]!, prompts, unit.subjects.length, machine);
}

/** The same of one whose data is not here, by its workload's name. */
export function nominalForecast({ subjects }: StudyUnit, machine: Machine): Forecast | null {
  const { config } = subjects[0]!;
  const nominal = NOMINAL[config.workload.name];
  if (nominal === undefined) return null;
  const prompts = Array.from({ length: config.workload.tasks?.length ?? nominal.tasks }, () => nominal.tokens);
  const arms = nominal.text ? subjects.filter((s) => s.rule === null).length : subjects.length;
  return costOf(subjects[0]!, prompts, arms, machine);
}
