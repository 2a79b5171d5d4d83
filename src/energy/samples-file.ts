import { JouleGateError } from '../common/errors.ts';
import { readDataSync } from '../common/files.ts';
import type { SensorFindings } from './sensor-findings.ts';
import { FILE_COLUMNS } from './columns.ts';
import { emptySeries, type RingBuffer, type Series } from './series.ts';

/** The optional first line of a samples file. */
export interface SamplesHeader {
  joulegate: 'samples';
  version: 1;
  meter?: string;
  sensor?: SensorFindings;
  gpus?: { name: string; label: string }[];
  powerLimitWatts?: number | null;
  idle?: Record<string, { watts: number; standardError: number }>;
  /** Nanoseconds of the stretch to account for. */
  from?: number;
  to?: number;
}

/** What stands in every line, not given. */
const NOTHING_GIVEN = Object.fromEntries(FILE_COLUMNS.flatMap((c) => (c.file === 'always' ? [[c.name, null]] : [])));

/**
 * Reads raw samples (JSON lines, gzip too): a series per channel and the header, if one stands there. Throws
 * `samples-invalid` with the line.
 */
export function readSamples(file: string): { series: Series[]; header: SamplesHeader | null; originNs: number } {
  return parseSamples(readSamplesText(file), file);
}

/** A longer text than this no string of Node's holds. */
const MOST_BYTES = 500 * 2 ** 20;

/** The text of a file of raw samples, gzip or plain. Throws `samples-invalid`. */
export function readSamplesText(file: string): string {
  try {
    return readDataSync(file, MOST_BYTES).toString('utf8');
  } catch (cause) {
    throw new JouleGateError(
      'samples-invalid',
      `${file} cannot be read: ${(cause as Error).message}`,
      'give a file of raw samples, as "joulegate measure --samples FILE" writes it',
      { cause },
    );
  }
}

export function parseSamples(
  text: string,
  file: string,
): { series: Series[]; header: SamplesHeader | null; originNs: number } {
  let header: SamplesHeader | null = null;
  const lines: { row: Record<string, unknown>; t: number }[] = [];
  const rings = new Map<string, { t: number; mw: number }[]>();
  const counts = new Map<string, number>();
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const row = parseLine(line, file, i + 1);
    if (row.joulegate === 'samples') {
      if (row.version !== 1) throw invalid(file, i + 1, `version ${String(row.version)} of the samples is not known`);
      header = row as unknown as SamplesHeader;
      return;
    }
    const t = row.t_ns;
    if (typeof t !== 'number' || !Number.isFinite(t)) throw invalid(file, i + 1, 't_ns is no number');
    for (const { name } of FILE_COLUMNS) {
      const value = row[name];
      if (value !== undefined && value !== null && typeof value !== 'number')
        throw invalid(file, i + 1, `${name} is neither a number nor null`);
    }
    const channel = channelOf(row);
    if (
      typeof row.sensor_t_ns === 'number' &&
      typeof row.instant_mw === 'number' &&
      typeof row.energy_mj !== 'number'
    ) {
      // A power with the sensor's own time, and no counter: a sample of the driver's ring buffer.
      const ring = rings.get(channel) ?? [];
      rings.set(channel, ring);
      counts.set(channel, counts.get(channel) ?? 0);
      ring.push({ t: row.sensor_t_ns, mw: row.instant_mw });
      return;
    }
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
    lines.push({ row, t });
  });
  if (lines.length === 0 && rings.size === 0) throw invalid(file, 1, 'there are no samples');
  lines.sort((a, b) => a.t - b.t);
  const originNs = lines[0]?.t ?? [...rings.values()][0]![0]!.t;
  const byChannel = new Map(
    [...counts].map(([name, n]) => [
      name,
      {
        series: { ...emptySeries(name, n, originNs), ringBuffer: ringBufferOf(rings.get(name) ?? [], originNs) },
        filled: 0,
      },
    ]),
  );
  for (const { row, t } of lines) {
    const into = byChannel.get(channelOf(row))!;
    const k = into.filled++;
    into.series.t[k] = (t - originNs) / 1e9;
    for (const { name, series } of FILE_COLUMNS) if (typeof row[name] === 'number') into.series[series][k] = row[name];
  }
  return { series: [...byChannel.values()].map((b) => b.series), header, originNs };
}

function ringBufferOf(samples: { t: number; mw: number }[], originNs: number): RingBuffer {
  samples.sort((a, b) => a.t - b.t);
  return { t: Float64Array.from(samples, (x) => (x.t - originNs) / 1e9), mw: Float64Array.from(samples, (x) => x.mw) };
}

/** Raw samples as text, with a header line. Numbers keep all their digits, so that a replay gives the same joules. */
export function samplesText(series: Series[], header: SamplesHeader): string {
  const lines: { t: number; text: string }[] = [];
  for (const s of series) {
    for (let k = 0; k < s.t.length; k++) {
      const t = Math.round(s.originNs + s.t[k]! * 1e9);
      const row: Record<string, unknown> = { t_ns: t };
      for (const { name, series: column, file } of FILE_COLUMNS) {
        const value = s[column][k]!;
        if (!Number.isNaN(value)) row[name] = value;
        else if (file === 'always') row[name] = null;
      }
      row.channel = s.channel;
      lines.push({ t, text: JSON.stringify(row) });
    }
    s.ringBuffer.t.forEach((seconds, k) => {
      const t = Math.round(s.originNs + seconds * 1e9);
      lines.push({
        t,
        text: JSON.stringify({
          t_ns: t,
          ...NOTHING_GIVEN,
          instant_mw: s.ringBuffer.mw[k]!,
          sensor_t_ns: t,
          channel: s.channel,
        }),
      });
    });
  }
  lines.sort((a, b) => a.t - b.t);
  return `${[JSON.stringify(header), ...lines.map((l) => l.text)].join('\n')}\n`;
}

const channelOf = (row: Record<string, unknown>): string => (typeof row.channel === 'string' ? row.channel : 'gpu');

function parseLine(line: string, file: string, number: number): Record<string, unknown> {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid(file, number, 'is no JSON object');
}

function invalid(file: string, line: number, message: string): JouleGateError {
  return new JouleGateError(
    'samples-invalid',
    `${file} line ${line}: ${message}`,
    `each line holds {t_ns, ${Object.keys(NOTHING_GIVEN).join(', ')}}, null where a value was not given`,
  );
}
