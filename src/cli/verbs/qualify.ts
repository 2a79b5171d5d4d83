import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import { claimOutput } from '../../common/claim.ts';
import { JouleGateError } from '../../common/errors.ts';
import { jsonText } from '../../common/output.ts';
import { withJournal } from '../../experiment/journal.ts';
import { QUALIFICATION_FILE } from '../../gate/qualified.ts';
import { qualifyGate } from '../../gate/qualify.ts';
import { commitOf } from '../commit.ts';
import type { Io } from '../io.ts';
import { configOf, measuring, type MeasuringOptions } from '../options.ts';
import { qualificationSummary } from '../qualification-summary.ts';

/** More blocks tell the noise better; 40 tell it to 16 % or so. */
const BLOCKS = 40;

function numberOf(text: string | undefined, option: string, least: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (Number.isFinite(value) && value >= least) return value;
  throw new JouleGateError('usage', `${option} is ${text}`, `give a number of ${least} or more`);
}

/** `joulegate qualify`: the gate tested on this runner. */
export function qualifyVerb(program: Command, io: Io): void {
  measuring(
    program
      .command('qualify')
      .description(
        'test the gate on this runner: false alarms, power against known regressions, smallest visible change',
      ),
  )
    .option('--seconds <n>', "time to measure in, in place of the budget's")
    .option('--blocks <n>', 'blocks a side at most', String(BLOCKS))
    .option('--out <file.json>', `where it goes; a gate looks for ${QUALIFICATION_FILE} beside its configuration`)
    .option('--resume', 'continue one that was killed: the blocks in its journal count, the rest is measured')
    .addHelpText(
      'after',
      '\nThe subject is measured against itself, interleaved as base and head are; a thousand gates of each kind are then drawn\nfrom those blocks: nothing changed (false alarms), +2, +5 and +10 % on the joules, and answers that are 10 % longer.\n\nExample:\n  joulegate qualify --config joulegate.yml --seconds 1200',
    )
    .action(async (o: MeasuringOptions & { seconds?: string; blocks: string; out?: string; resume?: boolean }) => {
      const seconds = numberOf(o.seconds, '--seconds', 1);
      const blocks = Math.floor(numberOf(o.blocks, '--blocks', 1)!);
      const loaded = await configOf(o, io);
      const config = seconds === null ? loaded : { ...loaded, budget: { ...loaded.budget, seconds } };
      const out = o.out === undefined ? join(config.directory, QUALIFICATION_FILE) : resolve(io.cwd, o.out);
      const claim = await claimOutput(out);
      const journalPath = `${claim.file ?? join(io.cwd, QUALIFICATION_FILE)}.journal.jsonl`;
      const found = await withJournal(
        journalPath,
        io.progress,
        async (journal) => {
          const commit = await commitOf(io);
          const q = await qualifyGate(config, { blocks, commit, journal, signal: io.signal, onProgress: io.progress });
          io.done();
          await claim.write(jsonText(q));
          return q;
        },
        { resume: o.resume === true },
      );
      io.out(`${qualificationSummary(found)}\nwrote ${out}`);
    });
}
