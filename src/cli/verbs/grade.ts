import type { Command } from 'commander';
import { resolve } from 'node:path';
import { gradeFile, startGrader } from '../../sandbox/index.ts';
import { loadDataset } from '../../workload/load.ts';
import { readTasks } from '../../workload/read.ts';
import type { Io } from '../io.ts';

/** `joulegate grade`: the official harness's job and file format, in the sandbox. */
export function gradeVerb(program: Command, io: Io): void {
  program
    .command('grade')
    .description('grade samples in the official HumanEval format, in the sandbox')
    .argument('<samples.jsonl>', 'lines of {task_id, completion}, gzip or not')
    .option('--problems <file>', 'the data set; HumanEval by default')
    .option('--workload <name>', 'humaneval-full or practice', 'humaneval-full')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', '\nWrites <samples.jsonl>_results.jsonl: each line with passed and result, in input order. Tasks without a sample are counted, not refused.\n\nExample:\n  joulegate grade samples.jsonl --problems HumanEval.jsonl.gz')
    .action(async (file: string, o: { problems?: string; workload: string; json?: boolean }) => {
      const samplesPath = resolve(io.cwd, file);
      const tasks = o.problems ? await readTasks(resolve(io.cwd, o.problems)) : (await loadDataset({ name: o.workload === 'practice' ? 'practice' : 'humaneval-full', path: null, tasks: null, onProgress: io.progress })).tasks;
      const grader = await startGrader({ policy: 'best', onWarning: io.progress });
      try {
        const outPath = `${samplesPath}_results.jsonl`;
        const summary = await gradeFile({ samplesPath, outPath, problems: tasks, grader, onProgress: (done, total) => io.progress(`graded ${done} of ${total}`) });
        io.done();
        io.out(o.json ? JSON.stringify(summary) : `${summary.passed} of ${summary.samples} samples pass; ${summary.missingTasks} tasks have no sample${Object.entries(summary.passAtK).map(([k, v]) => `\n${k}: ${(100 * v).toFixed(1)} %`).join('')}\nwrote ${outPath}`);
      } finally {
        await grader.close();
      }
    });
}
