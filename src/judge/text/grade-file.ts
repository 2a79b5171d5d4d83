import { claimOutput } from '../../common/claim.ts';
import { JouleGateError } from '../../common/errors.ts';
import { jsonLines } from '../../common/json-lines.ts';
import { gradedLine, LONGBENCH_KEYS, parseSample, type Sample } from '../../common/samples.ts';
import type { LongBenchTask } from '../../workload/text/longbench.ts';
import { codeSimilarity, halfToEven } from './code-similarity.ts';

export interface ScoreSummary {
  samples: number;
  /** Tasks without any sample; counted, not refused. */
  missingTasks: number;
  /** LongBench's own mean of each data set that has samples: 100 × the mean of its scores, two decimals. */
  means: Record<string, number>;
}

/** Two decimals as Python's `round` has them: half to even where the half is exact. */
const twoDecimals = (x: number): number =>
  Number.isInteger(8 * x) && !Number.isInteger(4 * x) ? halfToEven(100 * x) / 100 : Number(x.toFixed(2));

/**
 * Scores a file of LongBench predictions (`_id`, `pred`), in input order, duplicates and all: each line with its
 * `score`. The results are written whole or not at all.
 * @throws JouleGateError `samples-format`, `task-unknown` (before anything is written), `file-unreadable`
 */
export async function scoreFile({
  samplesPath,
  outPath,
  tasks,
}: {
  samplesPath: string;
  outPath: string;
  tasks: readonly LongBenchTask[];
}): Promise<ScoreSummary> {
  const byId = new Map(tasks.map((t) => [t.id, t]));
  const claim = await claimOutput(outPath, [samplesPath]);
  const scores = new Map<string, number[]>();
  const seen = new Set<string>();
  const taskOf = ({ taskId }: Sample, number: number): LongBenchTask => {
    const task = byId.get(taskId);
    if (task) return task;
    throw new JouleGateError(
      'task-unknown',
      `line ${number} of ${samplesPath} names the task ${JSON.stringify(taskId)}, which is not among the problems`,
      'give the LongBench file that the predictions belong to (--problems)',
    );
  };
  async function* lines(): AsyncGenerator<string> {
    for await (const { line, number } of jsonLines(samplesPath)) {
      const sample = parseSample(line, number, samplesPath, LONGBENCH_KEYS);
      const task = taskOf(sample, number);
      const score = codeSimilarity(sample.completion, task.references);
      seen.add(task.id);
      scores.set(task.dataset, [...(scores.get(task.dataset) ?? []), score]);
      yield `${gradedLine(sample, { score })}\n`;
    }
  }
  await claim.write(lines());
  const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length;
  return {
    samples: [...scores.values()].reduce((n, of) => n + of.length, 0),
    missingTasks: tasks.length - seen.size,
    means: Object.fromEntries([...scores].map(([dataset, of]) => [dataset, twoDecimals(100 * mean(of))])),
  };
}
