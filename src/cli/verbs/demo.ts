import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import { compare } from '../../analysis/compare.ts';
import { claimOutput } from '../../common/claim.ts';
import type { Comparison } from '../../common/generated/comparison.ts';
import type { ConfigFile, ModelConfig } from '../../common/generated/config.ts';
import { packageRoot } from '../../common/paths.ts';
import { checkConfig } from '../../config/load.ts';
import type { Config } from '../../config/types.ts';
import { withJournal } from '../../experiment/journal.ts';
import { measure } from '../../experiment/open.ts';
import { compareOptions } from '../../gate/options.ts';
import { quantity } from '../../report/format.ts';
import { RENDERERS } from '../../report/renderers.ts';
import { claimGate, writeOutcome } from '../../gate/files.ts';
import type { Io } from '../io.ts';
import { modelOf } from '../options.ts';

/**
 * The embedded fixture answers in milliseconds on any CPU, which every machine can meter or estimate; a real model gets
 * fewer tasks and shorter answers.
 */
const FIXTURE = { repeats: 4, engine: { gpu: 'none', threads: 1 } } satisfies Partial<ConfigFile>;
const REAL = {
  repeats: 4,
  sampling: { 'max-tokens': 128 },
  workload: {
    name: 'practice',
    tasks: ['practice/0', 'practice/3', 'practice/6', 'practice/9', 'practice/12', 'practice/15'],
  },
} satisfies Partial<ConfigFile>;

function demoConfig(model: ModelConfig, side: 'terse' | 'chatty', real: boolean): Config {
  const file = join(packageRoot, 'assets', 'practice', 'prompts', `${side}.txt`);
  const value: ConfigFile = { model, prompt: { file }, workload: { name: 'practice' }, ...(real ? REAL : FIXTURE) };
  return checkConfig(value, "the demo's configuration", packageRoot);
}

/** What the demo wants its reader to see: that the gate fails, why, and what suppression wins back. */
function moral(c: Comparison): string {
  const of = (arm: 'plain' | 'suppressed'): { base: number; head: number } | null => {
    const m = c.metrics.find((x) => x.id === 'energy-per-task' && x.arm === arm);
    return m && m.base !== null && m.head !== null ? { base: m.base, head: m.head } : null;
  };
  const [plain, suppressed] = [of('plain'), of('suppressed')];
  if (!plain || !suppressed) return `The gate's verdict: ${c.verdict}.`;
  const won = (plain.head - suppressed.head) / (plain.head - plain.base);
  return `This pull request only rewords a prompt. Plain: ${quantity(plain.base, 'J')} → ${quantity(plain.head, 'J')} per task, so the gate says "${c.verdict}"${c.verdict === 'regressed' ? ' and would fail the check' : ''}. With babbling suppression head needs ${quantity(suppressed.head, 'J')}${plain.head > plain.base ? `: it wins ${Math.round(100 * won)} % of the rise back` : ''}.`;
}

/** `joulegate demo`: a pull request that only rewords a prompt, on the embedded model or a real one. */
export function demoVerb(program: Command, io: Io): void {
  program
    .command('demo')
    .description('the main job on the embedded default: a pull request that only rewords a prompt')
    .option('--out <dir>', 'where report and JSON files go', 'demo-report')
    .option('--model <gguf>', 'do the same with a real model')
    .addHelpText(
      'after',
      '\nThe embedded model has memorised its 16 practice tasks: it is a fixture, not a code model.\n\nExample:\n  joulegate demo\n  joulegate demo --model my-model.gguf --out my-report',
    )
    .action(async (o: { out: string; model?: string }) => {
      const model = modelOf(o.model ?? 'practice', io.cwd);
      const real = o.model !== undefined && o.model !== 'practice';
      const specs = [
        { name: 'base', config: demoConfig(model, 'terse', real) },
        { name: 'head', config: demoConfig(model, 'chatty', real) },
      ];
      const outDir = resolve(io.cwd, o.out);
      const files = await claimGate(outDir);
      const page = await claimOutput(join(outDir, 'index.html'));
      const outcome = await withJournal(join(outDir, 'journal.jsonl'), io.progress, async (journal) => {
        const [base, head] = await measure(specs, {
          commit: null,
          journal,
          signal: io.signal,
          onProgress: io.progress,
        });
        io.done();
        const comparison = compare(base!, head!, compareOptions(specs[1]!.config));
        await page.write(RENDERERS.html(comparison));
        return await writeOutcome(files, 'demo', { result: head!, base: base!, comparison }, { keepText: true });
      });
      io.out(outcome.comment);
      io.out(`${moral(outcome.comparison)}\nThe report page: ${join(outDir, 'index.html')}`);
    });
}
