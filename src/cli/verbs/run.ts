import type { Command } from 'commander';
import { resolve } from 'node:path';
import { writeJson } from '../../common/files.ts';
import { rm } from 'node:fs/promises';
import { assertRunResult } from '../../common/schema.ts';
import { measure } from '../../experiment/open.ts';
import type { Io } from '../io.ts';
import { commitOf } from '../commit.ts';
import { configOf, measuring, type MeasuringOptions } from '../options.ts';
import { runSummary } from '../summary.ts';

/** `joulegate run`: measure a workload, write a RunResult. */
export function runVerb(program: Command, io: Io): void {
  measuring(program.command('run').description('measure a workload and write a RunResult JSON'))
    .requiredOption('--out <result.json>', 'where the result goes')
    .option('--json', 'print the result too')
    .addHelpText('after', '\nExample:\n  joulegate run --config joulegate.yml --out head.json\n  joulegate run --config joulegate.yml --arms plain --tasks HumanEval/10,HumanEval/12 --out quick.json')
    .action(async (o: MeasuringOptions & { out: string; json?: boolean }) => {
      const config = await configOf(o, io.cwd);
      const out = resolve(io.cwd, o.out);
      const journal = `${out}.journal.jsonl`;
      const [result] = await measure([{ name: 'head', config }], { commit: await commitOf(io), journal, onProgress: io.progress, signal: io.signal });
      io.done();
      assertRunResult(result, 'the result just measured');
      await writeJson(out, result);
      await rm(journal, { force: true });
      io.out(o.json ? JSON.stringify(result, null, 2) : `${runSummary(result, config.co2e)}\nwrote ${out}`);
    });
}
