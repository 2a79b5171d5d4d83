import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import { claimOutput } from '../../common/claim.ts';
import { jsonText } from '../../common/output.ts';
import { assertRunResult } from '../../common/schema.ts';
import { withJournal } from '../../experiment/journal.ts';
import { measure } from '../../experiment/open.ts';
import type { Io } from '../io.ts';
import { commitOf } from '../commit.ts';
import { configOf, measuring, type MeasuringOptions } from '../options.ts';
import { runSummary } from '../summary.ts';

/** `joulegate run`: measure a workload, write a RunResult. */
export function runVerb(program: Command, io: Io): void {
  measuring(program.command('run').description('measure a workload and write a RunResult JSON'))
    .requiredOption('--out <result.json>', 'where the result goes')
    .option('--resume', 'continue a run that was killed: the blocks in its journal count, the rest is measured')
    .option('--json', 'print the result too')
    .addHelpText(
      'after',
      '\nExample:\n  joulegate run --config joulegate.yml --out head.json\n  joulegate run --config joulegate.yml --arms plain --tasks HumanEval/10,HumanEval/12 --out quick.json',
    )
    .action(async (o: MeasuringOptions & { out: string; resume?: boolean; json?: boolean }) => {
      const out = resolve(io.cwd, o.out);
      const claim = await claimOutput(out);
      const config = await configOf(o, io);
      // Into a pipe or a device goes the result alone.
      const journalPath =
        claim.file === null ? join(io.cwd, 'joulegate-run.journal.jsonl') : `${claim.file}.journal.jsonl`;
      const result = await withJournal(
        journalPath,
        io.progress,
        async (journal) => {
          const [measured] = await measure([{ name: 'head', config }], {
            commit: await commitOf(io),
            journal,
            onProgress: io.progress,
            signal: io.signal,
          });
          io.done();
          assertRunResult(measured, 'the result just measured');
          await claim.write(jsonText(measured));
          return measured;
        },
        { resume: o.resume === true },
      );
      io.out(o.json ? JSON.stringify(result, null, 2) : `${runSummary(result, config.co2e)}\nwrote ${out}`);
    });
}
