import { Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { readJson } from '../../common/files.ts';
import { claimOutput } from '../../common/claim.ts';
import { readComparison } from '../../common/schema.ts';
import { RENDERERS, type Format } from '../../report/renderers.ts';
import type { Io } from '../io.ts';

/** What can be written to a file; a terminal's lines are `compare`'s own. */
const FORMATS: readonly Format[] = ['markdown', 'html', 'json'];

/** `joulegate report`: Markdown, HTML or JSON from a Comparison. */
export function reportVerb(program: Command, io: Io): void {
  program
    .command('report')
    .description('write Markdown, HTML or JSON from a Comparison')
    .argument('<comparison.json>')
    .addOption(new Option('--format <format>').choices(FORMATS).default('markdown'))
    .option('--out <file>', 'a file instead of standard output')
    .addHelpText('after', '\nExample:\n  joulegate report comparison.json --format html --out report.html')
    .action(async (file: string, o: { format: Format; out?: string }) => {
      const path = resolve(io.cwd, file);
      const claim = o.out === undefined ? null : await claimOutput(resolve(io.cwd, o.out), [path]);
      const comparison = readComparison(await readJson(path), path);
      const text = RENDERERS[o.format](comparison);
      if (claim) await claim.write(text);
      else await io.deliver(text);
    });
}
