import type { Command } from 'commander';
import { resolve } from 'node:path';
import { intensityOf, type Intensity } from '../../common/co2e.ts';
import { JouleGateError } from '../../common/errors.ts';
import { measure, type MeasureOptions, type MeterOptions } from '../../energy/index.ts';
import { plot } from '../../report/plot/index.ts';
import type { Io } from '../io.ts';
import { measureSummary } from '../measure-summary.ts';

const KINDS = ['auto', 'nvml', 'amd', 'rapl', 'jetson', 'estimate'] as const;

function meterOf(text: string, io: Io): MeterOptions {
  if (text.startsWith('replay:')) return { kind: 'replay', samples: resolve(io.cwd, text.slice('replay:'.length)) };
  const kind = KINDS.find((k) => k === text);
  if (!kind)
    throw new JouleGateError('usage', `--meter ${text} is not known`, `write ${KINDS.join(', ')} or replay:SAMPLES`);
  return { kind, signal: io.signal, onProgress: (line) => io.remark(line) };
}

/** Both halves of the intensity or neither; said before anything is measured. */
function intensityFrom(gPerKwh: string | undefined, source: string | undefined): Intensity | null {
  if (gPerKwh === undefined && source === undefined) return null;
  if (gPerKwh === undefined || source === undefined)
    throw new JouleGateError(
      'usage',
      '--co2e and --co2e-source belong together',
      'give both: --co2e G_PER_KWH --co2e-source "where the number comes from"',
    );
  // Number('') would be 0.
  const value = gPerKwh.trim() === '' ? NaN : Number(gPerKwh);
  if (Number.isNaN(value))
    throw new JouleGateError(
      'usage',
      `--co2e ${JSON.stringify(gPerKwh)} is no number`,
      'give the grams of CO₂e per kWh of your grid, 0 or more',
    );
  return intensityOf(value, source);
}

/** Two outputs into one file would leave one of them. */
function requireDifferent(outputs: Record<string, string | undefined>, file: (name: string) => string): void {
  const seen = new Map<string, string>();
  for (const [option, name] of Object.entries(outputs)) {
    if (name === undefined) continue;
    const other = seen.get(file(name));
    if (other !== undefined && !name.startsWith('/dev/'))
      throw new JouleGateError('usage', `${other} and ${option} both write ${name}`, 'give each a file of its own');
    seen.set(file(name), option);
  }
}

/** `joulegate measure`: phase energy of any program that prints markers, or of stored samples and edges. */
export function measureVerb(program: Command, io: Io, setExit: (status: number) => void): void {
  program
    .command('measure')
    .description('phase energy of any program that prints markers, or of stored samples')
    .argument('[command...]', 'the command and its arguments, after --')
    .option('--meter <meter>', 'auto, nvml, amd, rapl, jetson, estimate or replay:SAMPLES', 'auto')
    .option('--markers <where>', 'stdout, fd:N or file:EDGES', 'stdout')
    .option(
      '--samples <file>',
      'keep the raw samples (and FILE.edges.jsonl); an invalid measurement always keeps them, as OUT.samples.jsonl',
    )
    .requiredOption('--out <file>', 'where the JSON goes')
    .option('--plot <file.svg>', 'draw samples, fitted power, phases and residuals; of stored samples too')
    .option('--co2e <g-per-kwh>', 'adds CO₂e at so many grams per kWh; there is no default')
    .option('--co2e-source <text>', 'where that number comes from (needed with --co2e)')
    .option('--json', 'print the JSON too')
    .addHelpText(
      'after',
      "\nThe exit status is the command's own; 0 for a replay. docs/measure.md explains the marker lines.\n\nExample:\n  joulegate measure --out energy.json -- python3 client.py\n  joulegate measure --meter replay:samples.jsonl --markers file:edges.jsonl --out energy.json --plot power.svg",
    )
    .action(
      async (
        command: string[],
        o: {
          meter: string;
          markers: string;
          samples?: string;
          plot?: string;
          out: string;
          co2e?: string;
          co2eSource?: string;
          json?: boolean;
        },
      ) => {
        const co2e = intensityFrom(o.co2e, o.co2eSource);
        const file = (name: string): string => resolve(io.cwd, name);
        requireDifferent({ '--out': o.out, '--samples': o.samples, '--plot': o.plot }, file);
        const options: MeasureOptions = {
          meter: meterOf(o.meter, io),
          markers: o.markers.startsWith('file:') ? `file:${file(o.markers.slice('file:'.length))}` : o.markers,
          out: file(o.out),
          ...(co2e ? { co2e } : {}),
          ...(command.length > 0 ? { command } : {}),
          ...(o.samples ? { samplesOut: file(o.samples) } : {}),
          ...(o.plot ? { plot: { file: file(o.plot), draw: plot } } : {}),
        };
        const { result, exitStatus } = await measure(options);
        // Standard output is the command's own; ours goes beside it.
        if (o.json) io.out(JSON.stringify(result, null, 2));
        else io.remark(measureSummary(result));
        if (exitStatus !== 0) io.remark(`the command ended with status ${exitStatus}`);
        setExit(exitStatus);
      },
    );
}
