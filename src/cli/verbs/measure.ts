import type { Command } from 'commander';
import { resolve } from 'node:path';
import { intensityOf, type Intensity } from '../../common/co2e.ts';
import { JouleGateError } from '../../common/errors.ts';
import { measure, type MeasureOptions, type MeasureResult, type MeterOptions } from '../../energy/index.ts';
import { grams, quantity } from '../../report/format.ts';
import { codeSpan } from '../../report/hostile.ts';
import type { Io } from '../io.ts';

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

function co2eSummary({ gPerKwh, source, phases }: NonNullable<MeasureResult['co2e']>): string {
  const rows = Object.entries(phases).map(
    ([name, p]) => `  ${name.padEnd(16)} ${grams(p.grossGrams).padEnd(14)}  net ${grams(p.netGrams)}`,
  );
  return [`CO₂e at ${gPerKwh} g/kWh, source ${codeSpan(source)}`, ...rows].join('\n');
}

function summary(r: MeasureResult, estimated: boolean): string {
  const rows = Object.entries(r.phases).map(([name, p]) => {
    const [lo, hi] = p.interval95 ?? [null, null];
    const spread = lo === null || hi === null ? '' : `  (95 %: ${quantity(lo, 'J')} … ${quantity(hi, 'J')})`;
    return `  ${name.padEnd(16)} ${quantity(p.grossJoules, 'J').padEnd(14)}${spread}  net ${quantity(p.netJoules, 'J')}, ${p.count} × ${(p.seconds / Math.max(1, p.count)).toFixed(3)} s${p.validity.status === 'ok' ? '' : `  ${p.validity.status}: ${p.validity.reasons.join(', ')}`}`;
  });
  const whole = r.validity.status === 'ok' ? '' : `\n  ${r.validity.status}: ${r.validity.reasons.join(', ')}`;
  const remarks = (r.remarks ?? []).map((text) => `\n  ${text}`).join('');
  return `${estimated ? 'estimated (CPU time × watts)\n' : ''}${rows.join('\n')}${whole}${remarks}${r.co2e ? `\n${co2eSummary(r.co2e)}` : ''}`;
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
    .option('--co2e <g-per-kwh>', 'adds CO₂e at so many grams per kWh; there is no default')
    .option('--co2e-source <text>', 'where that number comes from (needed with --co2e)')
    .option('--json', 'print the JSON too')
    .addHelpText(
      'after',
      "\nThe exit status is the command's own; 0 for a replay. docs/measure.md explains the marker lines.\n\nExample:\n  joulegate measure --out energy.json -- python3 client.py\n  joulegate measure --meter replay:samples.jsonl --markers file:edges.jsonl --out energy.json",
    )
    .action(
      async (
        command: string[],
        o: {
          meter: string;
          markers: string;
          samples?: string;
          out: string;
          co2e?: string;
          co2eSource?: string;
          json?: boolean;
        },
      ) => {
        const co2e = intensityFrom(o.co2e, o.co2eSource);
        const options: MeasureOptions = {
          meter: meterOf(o.meter, io),
          markers: o.markers.startsWith('file:')
            ? `file:${resolve(io.cwd, o.markers.slice('file:'.length))}`
            : o.markers,
          out: resolve(io.cwd, o.out),
          ...(co2e ? { co2e } : {}),
          ...(command.length > 0 ? { command } : {}),
          ...(o.samples ? { samplesOut: resolve(io.cwd, o.samples) } : {}),
        };
        const { result, exitStatus } = await measure(options);
        // Standard output is the command's own; ours goes beside it.
        if (o.json) io.out(JSON.stringify(result, null, 2));
        else io.remark(summary(result, String(result.meter) === 'estimate'));
        if (exitStatus !== 0) io.remark(`the command ended with status ${exitStatus}`);
        setExit(exitStatus);
      },
    );
}
