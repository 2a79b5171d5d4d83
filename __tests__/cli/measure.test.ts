import { beforeAll, describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Io } from '../../src/cli/io.ts';
import { measureVerb } from '../../src/cli/verbs/measure.ts';
import type { MeasureResult } from '../../src/energy/index.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;

/** A counter of 10 ms: 50 W, and 100 W more in `work` (10 × 300 ms); `blink` lasts less than an update. */
async function recording(): Promise<void> {
  const ms = 1e6;
  const edges: object[] = [];
  const busy = (t: number): boolean => t >= 1000 && (t - 1000) % 500 < 300 && t < 6000;
  let mj = 0;
  const samples: object[] = [{ joulegate: 'samples', version: 1, meter: 'nvml', gpus: [], powerLimitWatts: 400 }];
  for (let t = 0; t <= 7000; t += 5) {
    if (t % 10 === 0)
      samples.push({
        t_ns: t * ms,
        energy_mj: Math.round(mj),
        instant_mw: null,
        average_mw: null,
        sm_clock_mhz: null,
        temperature_c: null,
      });
    mj += (busy(t) ? 150 : 50) * 5;
  }
  for (let i = 0; i < 10; i++) {
    edges.push(
      { joulegate: 'begin', phase: 'work', id: `w${i}`, t_ns: (1000 + 500 * i) * ms },
      { joulegate: 'end', phase: 'work', id: `w${i}`, t_ns: (1300 + 500 * i) * ms },
    );
  }
  edges.push(
    { joulegate: 'begin', phase: 'blink', id: 'b', t_ns: 6500 * ms },
    { joulegate: 'end', phase: 'blink', id: 'b', t_ns: 6501 * ms },
  );
  const lines = (rows: object[]): string => rows.map((r) => `${JSON.stringify(r)}\n`).join('');
  await writeFile(join(folder, 's.jsonl'), lines(samples));
  await writeFile(join(folder, 'e.jsonl'), lines(edges));
}

beforeAll(async () => {
  folder = await temporaryFolder();
  await recording();
});

const ioInto = (said: string[]): Io => ({
  out: (t) => said.push(t),
  deliver: async (t) => void said.push(t),
  progress: (t) => said.push(t),
  remark: (t) => said.push(t),
  done: () => undefined,
  cwd: folder,
  env: {},
  signal: new AbortController().signal,
});

async function run(out: string, ...extra: string[]): Promise<{ result: MeasureResult; said: string }> {
  const said: string[] = [];
  const program = new Command().exitOverride();
  measureVerb(program, ioInto(said), () => undefined);
  await program.parseAsync(
    ['measure', '--meter', 'replay:s.jsonl', '--markers', 'file:e.jsonl', '--out', out, ...extra],
    { from: 'user' },
  );
  return { result: JSON.parse(await readFile(join(folder, out), 'utf8')) as MeasureResult, said: said.join('\n') };
}

describe('measure --co2e', () => {
  it('puts grams beside the joules of each phase, null where they are not resolvable', async () => {
    const { result, said } = await run('a.json', '--co2e', '360', '--co2e-source', 'grid operator, 2025');
    expect(result.co2e).toMatchObject({ gPerKwh: 360, source: 'grid operator, 2025' });
    // 3 s at 150 W, 50 W of them idle; 360 g/kWh are 0.1 mg a joule.
    expect(result.co2e!.phases['work']!.grossGrams).toBeCloseTo(0.045, 4);
    expect(result.co2e!.phases['work']!.netGrams).toBeCloseTo(0.03, 4);
    expect(result.phases['blink']).toMatchObject({ grossJoules: null, validity: { status: 'not-resolvable' } });
    expect(result.co2e!.phases['blink']).toEqual({ grossGrams: null, netGrams: null });
    expect(said).toContain(
      'CO₂e at 360 g/kWh, source `grid operator, 2025`\n  work             45.0 mg         net 30.0 mg\n  blink            not-resolvable  net not-resolvable',
    );
  });

  it('is absent without the option, and changes nothing else', async () => {
    const plain = await run('b.json');
    expect(plain.result).not.toHaveProperty('co2e');
    expect(plain.said).not.toContain('CO₂');
    const { co2e, ...rest } = (await run('c.json', '--co2e', '12.5', '--co2e-source', 'x')).result;
    expect(co2e!.gPerKwh).toBe(12.5);
    expect(rest).toEqual(plain.result);
  });

  it('keeps a hostile source whole in the JSON, and tame on the terminal', async () => {
    const source = '@everyone](http://x) <img>\n\u001b[31mred';
    const { result, said } = await run('d.json', '--co2e', '1', '--co2e-source', source);
    expect(result.co2e!.source).toBe(source);
    expect(said).toContain('source `@everyone](http://x) <img> [31mred`\n');
    expect(said).not.toContain('\u001b');
  });

  it.each([
    [['--co2e', '400'], 'belong together'],
    [['--co2e-source', 'x'], 'belong together'],
    [['--co2e', '-1', '--co2e-source', 'x'], '-1 is no intensity'],
    [['--co2e', 'Infinity', '--co2e-source', 'x'], 'Infinity is no intensity'],
    [['--co2e', '400g', '--co2e-source', 'x'], '--co2e "400g" is no number'],
    [['--co2e', '', '--co2e-source', 'x'], '--co2e "" is no number'],
    [['--co2e', '400', '--co2e-source', ' '], 'no source'],
  ])('refuses %j before anything is measured', async (args, says) => {
    await expect(run('refused.json', ...args)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(says),
    });
    expect(existsSync(join(folder, 'refused.json'))).toBe(false);
  });

  it('is told by --help', () => {
    const program = new Command();
    measureVerb(program, ioInto([]), () => undefined);
    expect(program.commands[0]!.helpInformation()).toMatch(
      /--co2e <g-per-kwh> +adds CO₂e[^-]*no default\s+--co2e-source <text> +where/,
    );
  });
});
