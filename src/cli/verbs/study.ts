import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import { assertWritable } from '../../common/claim.ts';
import type { Study } from '../../common/generated/study.ts';
import { jsonText, writeWhole } from '../../common/output.ts';
import { studyCsv } from '../../report/study/csv.ts';
import { studyHtml } from '../../report/study/html.ts';
import { studyMarkdown } from '../../report/study/markdown.ts';
import { loadMatrix, requireHarmless } from '../../study/matrix.ts';
import { incomplete, openStudy } from '../../study/run.ts';
import { tellPlan } from '../../study/tell.ts';
import type { Io } from '../io.ts';

const HELP = `
Every model of the matrix is measured on every workload: plain decoding once, and every suppression rule beside it, block
by block. What is done is not measured again: after a kill, a failure or a change of the matrix start the same command.

Written into the folder: study.json, study.md, study.csv, study.html, and results/ with a RunResult for each model,
workload and rule.

Examples:
  joulegate study --matrix examples/study/ten-models.yml --out study --dry-run
  joulegate study --matrix examples/study/ten-models.yml --out study`;

/** The tables of a study, each format's file. */
const FORMATS: Record<string, (study: Study) => string> = {
  'study.json': jsonText,
  'study.md': studyMarkdown,
  'study.csv': studyCsv,
  'study.html': studyHtml,
};

/** `joulegate study`: models × workloads × rules, and their tables. */
export function studyVerb(program: Command, io: Io): void {
  program
    .command('study')
    .description('measure models × workloads × suppression rules, resumable, and write their tables')
    .requiredOption('--matrix <file>', 'the study: models, workloads, rules (YAML or JSON)')
    .requiredOption('--out <dir>', 'where results and tables go; an unfinished study there goes on')
    .option('--dry-run', 'only say what would run, and the hours and joules that it may take')
    .addHelpText('after', HELP)
    .action(async (o: { matrix: string; out: string; dryRun?: boolean }) => {
      const outDir = resolve(io.cwd, o.out);
      const matrix = await loadMatrix(resolve(io.cwd, o.matrix));
      requireHarmless(matrix, io.env);
      if (!o.dryRun) for (const name of Object.keys(FORMATS)) await assertWritable(join(outDir, name));
      const study = await openStudy(matrix, {
        outDir,
        onProgress: io.progress,
        signal: io.signal,
        write: async (found) => {
          for (const [name, render] of Object.entries(FORMATS)) await writeWhole(join(outDir, name), render(found));
        },
      });
      io.done();
      io.out(tellPlan(study.planned, study.machine));
      if (o.dryRun) return;
      const found = await study.run();
      io.done();
      io.out(`${studyMarkdown(found)}\nwrote ${Object.keys(FORMATS).join(', ')} in ${outDir}`);
      if (found.failed.length > 0) throw incomplete(found.failed);
    });
}
