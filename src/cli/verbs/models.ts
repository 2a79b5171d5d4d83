import type { Command } from 'commander';
import { JouleGateError } from '../../common/errors.ts';
import { memoryNeeded } from '../../model/catalogue.ts';
import { modelMemory, type Memory } from '../../model/memory.ts';
import { PRESETS, type Preset } from '../../model/presets.ts';
import type { Io } from '../io.ts';

/** The context that memory is computed for: the longest default of a configuration. */
const CONTEXT = 8192;

const HELP = `
The ten models of the study (arXiv 2602.05712) as presets: "model: { preset: NAME }" in a configuration or a matrix.
Memory needed is computed (the file, a KV cache of f16 for ${CONTEXT} tokens, and a guess for buffers), not measured.

Example:
  joulegate models`;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

function lines(preset: Preset, memory: Memory | null): string[] {
  const needed = memoryNeeded(preset, Math.min(CONTEXT, preset.context));
  const fits = memory === null ? 'memory unknown' : needed <= memory.bytes ? 'fits' : 'does not fit';
  return [
    `${preset.name.padEnd(20)} ${preset.title}, ${preset.quantisation}, file about ${gigabytes(preset.bytes)}, needs ${gigabytes(needed)}: ${fits}`,
    `  ${preset.uri}${preset.address === 'unverified' ? '  (the file of this repository could not be verified)' : ''}`,
    `  ${preset.style}, ends at ${preset.endTokens.join(' ')}, context ${preset.context}${preset.reasons ? ', thinks before it answers' : ''}, licence ${preset.licence}`,
    `  run by us: ${preset.run.length > 0 ? preset.run.join(', ') : 'no'}`,
  ];
}

/** `joulegate models`: the catalogue, and what of it fits this machine. */
export function modelsVerb(program: Command, io: Io): void {
  program
    .command('models')
    .description("the study's models as presets, and what fits this machine")
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (o: { json?: boolean }) => {
      const memory = await modelMemory().catch((error: unknown) => {
        if (!(error instanceof JouleGateError)) throw error;
        io.remark(`the memory of this machine is not known: ${error.message}`);
        return null;
      });
      if (o.json) {
        const presets = PRESETS.map((p) => {
          const needed = memoryNeeded(p, Math.min(CONTEXT, p.context));
          return { ...p, memoryNeededBytes: needed, fits: memory === null ? null : needed <= memory.bytes };
        });
        io.out(JSON.stringify({ memory, presets }, null, 2));
        return;
      }
      const here =
        memory === null
          ? ''
          : `${memory.of === 'gpu' ? `GPU ${memory.name}` : 'No GPU that llama.cpp can use; host memory'}: ${gigabytes(memory.bytes)}\n\n`;
      io.out(here + PRESETS.map((p) => lines(p, memory).join('\n')).join('\n'));
      io.out(
        '\nNone of these was run by us on a GPU, and no address could be tried from where they were listed: the names come from public code.',
      );
    });
}
