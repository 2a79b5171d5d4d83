import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasureResult } from '../../src/energy/index.ts';
import { measureSummary } from '../../src/cli/measure-summary.ts';
import { cli, inProcess } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;
const MS = 1e6;
const lines = (rows: object[]): string => rows.map((r) => `${JSON.stringify(r)}\n`).join('');

/** Counters of 10 ms on two boards that idle at 50 W: `a` works in prefill (+200 W), `b` in decode (+100 W). */
async function twoBoards(): Promise<void> {
  const request = (t: number) => (t >= 1000 && t < 7000 ? (t - 1000) % 600 : Infinity);
  const watts = {
    a: (t: number) => (request(t) < 150 ? 250 : 50),
    b: (t: number) => (request(t) >= 150 && request(t) < 450 ? 150 : 50),
  };
  const mj = { a: 0, b: 0 };
  const samples: object[] = [
    {
      joulegate: 'samples',
      version: 1,
      meter: 'nvml',
      gpus: [
        { name: 'GPU-a', label: 'A100' },
        { name: 'GPU-b', label: 'L40' },
      ],
    },
  ];
  for (let t = 0; t <= 8000; t += 5) {
    for (const board of ['a', 'b'] as const) {
      if (t % 10 === 0) samples.push({ channel: `GPU-${board}`, t_ns: t * MS, energy_mj: Math.round(mj[board]) });
      mj[board] += watts[board](t) * 5;
    }
  }
  const edges = Array.from({ length: 10 }, (_, i) => {
    const begin = 1000 + 600 * i;
    const mark = (joulegate: string, phase: string, t: number, more = {}) => ({
      joulegate,
      phase,
      id: i,
      t_ns: t * MS,
      ...more,
    });
    return [
      mark('begin', 'prefill', begin),
      mark('end', 'prefill', begin + 150, { tokens: 300 }),
      mark('begin', 'decode', begin + 150, { context_tokens: 300 }),
      mark('end', 'decode', begin + 450, { tokens: 60 }),
    ];
  }).flat();
  await writeFile(join(folder, 's.jsonl'), lines(samples));
  await writeFile(join(folder, 'e.jsonl'), lines(edges));
}

beforeAll(async () => {
  folder = await temporaryFolder();
  await twoBoards();
});

const REPLAY = ['measure', '--meter', 'replay:s.jsonl', '--markers', 'file:e.jsonl'];
const written = async (name: string): Promise<MeasureResult> =>
  JSON.parse(await readFile(join(folder, name), 'utf8')) as MeasureResult;

describe('stored samples of two boards, prefill on one and decode on the other', () => {
  test('the JSON has units, tokens per joule and each board; the terminal a table of it', async () => {
    const { status, stderr } = await inProcess([...REPLAY, '--out', 'o.json'], folder);
    expect(status).toBe(0);
    const { phases, channels } = await written('o.json');
    // 10 × 0.15 s at 250 W beside a board at rest; 10 × 0.3 s at 150 W beside one.
    expect(phases['prefill']!.grossJoules).toBeCloseTo(450, -1);
    expect(phases['prefill']!.netJoules).toBeCloseTo(300, -1);
    expect(phases['decode']!.netJoules).toBeCloseTo(300, -1);
    expect(phases['prefill']!.grossWattHours! * 3600).toBeCloseTo(phases['prefill']!.grossJoules!, 9);
    expect(phases['decode']).toMatchObject({ tokens: 600, count: 10 });
    expect(phases['decode']!.netTokensPerJoule).toBeCloseTo(2, 1);
    expect(phases['prefill']!.meanWatts).toBeCloseTo(300, -1);
    const net = (phase: string, board: string) => phases[phase]!.channels![board]!.netJoules!;
    expect(net('prefill', 'GPU-a')).toBeCloseTo(300, -1);
    expect(Math.abs(net('prefill', 'GPU-b'))).toBeLessThan(10);
    expect(net('decode', 'GPU-b')).toBeCloseTo(300, -1);
    expect(Math.abs(net('decode', 'GPU-a'))).toBeLessThan(10);
    expect(channels!['GPU-a']).toMatchObject({ label: 'A100', unaccounted: expect.any(Number) });
    expect(channels!['GPU-a']!.idleWatts).toBeCloseTo(50, 0);

    expect(stderr).toMatch(/^ {2}phase +gross \[95 %\] +net \[95 %\] +gross +mean +time +count +tokens\/J$/m);
    expect(stderr).toMatch(
      /^ {2}prefill +45\d J \[4\d\d … 4\d\d\] +30\d J \[\d+ … \d+\] +125 mWh +30\d W +1\.50 s +10 +6\.\d+ +ok$/m,
    );
    expect(stderr).toContain('  prefill ran on `A100`\n');
    expect(stderr).toContain('  decode ran on `L40`\n');
    expect(stderr).toMatch(/net: gross less idle power, 100\.?\d* W × time/);
    expect(stderr).toMatch(/left over by the fit: `GPU-a` −?0\.\d+ % of the sensor's sum, `GPU-b` −?0\.\d+ %/);
  });

  test('--plot draws it, and changes no number', async () => {
    expect((await inProcess([...REPLAY, '--out', 'p.json', '--plot', 'deep/p.svg'], folder)).status).toBe(0);
    const svg = await readFile(join(folder, 'deep', 'p.svg'), 'utf8');
    expect(svg).toContain('>A100, GPU-a<');
    expect(svg).toContain('>L40, GPU-b<');
    for (const cls of ['samples', 'fitted', 'residual'])
      expect(svg.match(new RegExp(`<path class="${cls}" d="M64 `, 'g'))!.length).toBeGreaterThan(1);
    expect(await written('p.json')).toEqual(await written('o.json'));
  });

  test('the built command does so too', async () => {
    const { status, stderr } = await cli([...REPLAY, '--out', 'built.json', '--plot', 'built.svg'], folder);
    expect(status).toBe(0);
    expect(stderr).toContain('decode ran on `L40`');
    expect(await readFile(join(folder, 'built.svg'), 'utf8')).toBe(
      await readFile(join(folder, 'deep', 'p.svg'), 'utf8'),
    );
  });

  test('two outputs into one file are refused before anything is written; one a stream may share', async () => {
    const both = await inProcess([...REPLAY, '--out', 'one', '--plot', './one'], folder);
    expect(both.status).toBe(2);
    expect(both.stderr).toContain('--out and --plot both write ./one');
    expect(existsSync(join(folder, 'one'))).toBe(false);
    expect((await inProcess([...REPLAY, '--out', '/dev/null', '--plot', '/dev/null'], folder)).status).toBe(0);
  });

  test('a picture that cannot be written is refused before anything is measured', async () => {
    await writeFile(join(folder, 'file'), '');
    const { status, stderr } = await inProcess([...REPLAY, '--out', 'q.json', '--plot', 'file/p.svg'], folder);
    expect(status).toBe(2);
    expect(stderr).toContain('file-unreadable');
    expect(existsSync(join(folder, 'q.json'))).toBe(false);
  });

  test('--help tells of it', async () => {
    expect((await inProcess(['measure', '--help'], folder)).stdout).toMatch(
      /--plot <file\.svg> +draw samples, fitted power/,
    );
  });
});

describe('the terminal', () => {
  const phase = (more: Partial<MeasureResult['phases'][string]> = {}): MeasureResult['phases'][string] => ({
    grossJoules: 1.5,
    netJoules: 0.9,
    standardError: 0.1,
    interval95: [1.3, 1.7],
    netStandardError: 0.1,
    netInterval95: [0.7, 1.1],
    grossWattHours: 1.5 / 3600,
    netWattHours: 0.9 / 3600,
    meanWatts: 75,
    seconds: 0.02,
    busySeconds: 0.02,
    count: 1,
    validity: { status: 'ok', reasons: [] },
    ...more,
  });
  const result = (phases: MeasureResult['phases'], more: Partial<MeasureResult> = {}): MeasureResult => ({
    meter: 'nvml',
    sensor: {},
    idle: { watts: null },
    phases,
    validity: { status: 'ok', reasons: [] },
    ...more,
  });

  test('bounds tell their unit where it is another than the estimate’s; no column of tokens where none are told', () => {
    expect(measureSummary(result({ work: phase() }))).toBe(
      [
        '  phase  gross [95 %]          net [95 %]               gross    mean      time  count',
        '  work   1.50 J [1.30 … 1.70]  900 mJ [700 … 1.10 J]  417 µWh  75.0 W  0.0200 s      1  ok',
      ].join('\n'),
    );
  });

  test('shares and what the fit left over', () => {
    const said = measureSummary(
      result(
        { work: phase({ shares: { sensor: 0.61, requests: 0.3, discrepancy: 0, idle: 0.09 } }) },
        { sensor: { unaccounted: 0.0031 } },
      ),
    );
    expect(said).toContain('\n  work, net interval: 61 % sensor noise, 30 % spread of requests, 9 % idle power\n');
    expect(said).toContain("\n  left over by the fit: 0.31 % of the sensor's sum");
  });

  test('validity in words, once a reason, with its phases', () => {
    const hidden = { validity: { status: 'warning' as const, reasons: ['net-too-wide' as const] } };
    const said = measureSummary(
      result(
        { a: phase(hidden), b: phase(), c: phase(hidden) },
        { validity: { status: 'invalid', reasons: ['counter-reset', 'net-too-wide'] } },
      ),
    );
    expect(said).toContain('\n  invalid: counter-reset, net-too-wide\n');
    expect(said).toMatch(/\n {4}counter-reset: the energy counter went back.*; keep the driver loaded/);
    expect(said).toMatch(/\n {4}net-too-wide \(a, c\): idle power hides/);
    // A code of a later version stands as it is.
    const later = result({}, { validity: { status: 'warning', reasons: ['of-tomorrow' as 'co-tenant'] } });
    expect(measureSummary(later)).toBe('  warning: of-tomorrow\n    of-tomorrow');
  });

  test('names stay on their line, and are cut', () => {
    const said = measureSummary(result({ ['a\nb'.padEnd(60, 'x')]: phase() }));
    expect(said.split('\n')).toHaveLength(2);
    expect(said).toMatch(/ a bx{28}… /);
  });

  test('boards of one name are told by their UUID', () => {
    const board = (netJoules: number) => ({ grossJoules: 1, netJoules, standardError: 0.1, netStandardError: 0.1 });
    const channels = { 'GPU-1': { label: 'A100', idleWatts: 50 }, 'GPU-2': { label: 'A100', idleWatts: 50 } };
    const said = measureSummary(
      result({ work: phase({ channels: { 'GPU-1': board(0), 'GPU-2': board(100) } }) }, { channels }),
    );
    expect(said).toContain('work ran on `GPU-2`');
  });

  test('an estimate is called one, and not-resolvable is no 0', () => {
    const said = measureSummary(
      result(
        {
          work: phase({
            grossJoules: null,
            interval95: null,
            netJoules: null,
            netInterval95: null,
            grossWattHours: null,
            meanWatts: null,
            validity: { status: 'not-resolvable', reasons: ['interval-too-wide'] },
          }),
        },
        { meter: 'estimate' },
      ),
    );
    expect(said).toMatch(/^estimated \(CPU time × watts\)\n/);
    expect(said).toMatch(/work +not-resolvable +not-resolvable +– +– +0\.0200 s +1 +not-resolvable$/m);
    expect(said).not.toMatch(/\b0 J/);
  });
});
