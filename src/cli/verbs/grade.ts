import type { Command } from 'commander';
import { resolve } from 'node:path';
import { JouleGateError } from '../../common/errors.ts';
import { gradeFile, startGrader, type GradeSummary } from '../../sandbox/index.ts';
import { scoreFile, type ScoreSummary } from '../../judge/text/grade-file.ts';
import { isLongBenchName } from '../../common/workloads.ts';
import { loadDataset } from '../../workload/load.ts';
import { codeWorkloadName, WORKLOAD_NAMES, workloadName } from '../../workload/names.ts';
import { readTasks } from '../../workload/code/read.ts';
import { isLongBench, longBench } from '../../workload/text/dataset.ts';
import type { Io } from '../io.ts';

/** `joulegate grade`: the official harness's job and file format, in the sandbox. */
export function gradeVerb(program: Command, io: Io): void {
  program
    .command('grade')
    .description('grade samples in the official HumanEval format, in the sandbox, or predictions for LongBench')
    .argument('<samples.jsonl>', 'lines of {task_id, completion}, or of {_id, pred} for LongBench; gzip or not')
    .option(
      '--problems <file>',
      "the data set; HumanEval by default, or LongBench's code: lcc.jsonl, repobench-p.jsonl, or its data.zip",
    )
    .option('--workload <name>', WORKLOAD_NAMES.filter((n) => n !== 'custom').join(', '), 'humaneval-full')
    .option('--json', 'print the summary as JSON')
    .addHelpText(
      'after',
      '\nWrites <samples.jsonl>_results.jsonl: each line with passed and result, in input order. Tasks without a sample are counted, not refused.\nFor LongBench each line gets the score of its first line of code (0 to 1); its own mean (100 × the mean) is printed.\n\nExample:\n  joulegate grade samples.jsonl --problems HumanEval.jsonl.gz\n  joulegate grade predictions.jsonl --problems lcc.jsonl\n  joulegate grade predictions.jsonl --workload longbench-cu',
    )
    .action(async (file: string, o: { problems?: string; workload: string; json?: boolean }) => {
      const samplesPath = resolve(io.cwd, file);
      const problems = o.problems === undefined ? null : resolve(io.cwd, o.problems);
      const outPath = `${samplesPath}_results.jsonl`;
      if (isLongBenchName(workloadName(o.workload)) || (problems !== null && (await isLongBench(problems)))) {
        const { tasks } = await longBench(problems, io.progress);
        const scored = await scoreFile({ samplesPath, outPath, tasks });
        io.done();
        io.out(o.json ? JSON.stringify(scored) : `${scoresText(scored)}\nwrote ${outPath}`);
        return;
      }
      const name = codeWorkloadName(o.workload);
      const tasks = problems
        ? await readTasks(problems)
        : (await loadDataset({ name, path: null, tasks: null, onProgress: io.progress })).tasks;
      const { signal } = io;
      const grader = await startGrader({ policy: 'best', onWarning: io.progress, signal });
      try {
        const summary = await gradeFile({
          samplesPath,
          outPath,
          problems: tasks,
          grader,
          signal,
          onBound: io.remark,
          onProgress: (done, total) => io.progress(`graded ${done} of ${total}`),
        });
        io.done();
        io.out(o.json ? JSON.stringify(summary) : `${summaryText(summary)}\nwrote ${outPath}`);
        if (summary.notGraded) {
          throw new JouleGateError(
            'not-graded',
            `${summary.notGraded} of ${summary.samples} samples could not be graded: their sandbox process was ended from outside, twice`,
            'free memory or raise the limit of this container, and grade again; their lines hold "passed": null',
          );
        }
      } finally {
        await grader.close();
      }
    });
}

function summaryText(s: GradeSummary): string {
  const rates = Object.entries(s.passAtK).map(([k, v]) => `\n${k}: ${(100 * v).toFixed(1)} %`);
  return `${s.passed} of ${s.samples} samples pass; ${s.missingTasks} tasks have no sample${rates.join('')}`;
}

const scoresText = ({ samples, missingTasks, means }: ScoreSummary): string =>
  [
    `${samples} predictions scored; ${missingTasks} of the tasks without one`,
    ...Object.entries(means).map(([dataset, mean]) => `${dataset}: ${mean.toFixed(2)}`),
  ].join('\n');
