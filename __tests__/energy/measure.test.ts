import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from '../../src/energy/index.ts';
import { plot } from '../../src/report/plot/index.ts';
import { FakeGpu, noCompiler } from './support/fake-gpu.ts';

const CLIENT = fileURLToPath(new URL('./support/client.py', import.meta.url));
const noPython =
  spawnSync('python3', ['--version']).status === 0
    ? null
    : 'skipped: no python3 on this machine for the foreign program';
for (const reason of [noCompiler, noPython]) if (reason !== null) console.log(reason);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'joulegate-measure-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

(noCompiler === null && noPython === null ? describe : describe.skip)('a foreign program over the fake GPU', () => {
  test('phases within bounds, status kept, output passed, and a stored pair gives the same digits', async () => {
    const gpu = new FakeGpu({ cadence: 50, lag: 30, tau: 8, idle: 60 });
    process.env.FAKE_EVENTS = join(gpu.folder, 'events');
    const passed: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => passed.push(String(chunk)) > 0);
    const samplesOut = join(folder, 's.jsonl');
    const out = join(folder, 'out.json');
    const picture = (name: string) => ({ file: join(folder, name), draw: plot });
    try {
      const live = await measure({
        meter: { kind: 'nvml' },
        command: ['python3', CLIENT, '40'],
        markers: 'stdout',
        samplesOut,
        out,
        plot: picture('live.svg'),
      });
      write.mockRestore();
      expect(live.exitStatus).toBe(7);
      const text = passed.join('');
      expect(text).not.toContain('joulegate');
      const truth = JSON.parse(text.slice(text.indexOf('TRUTH ') + 6)) as Record<string, number>;
      for (const phase of ['prefill', 'decode']) {
        const p = live.result.phases[phase]!;
        expect(p.count).toBe(40);
        // On a machine that is short of cores the sampler may be away.
        expect(p.validity.reasons.filter((r) => r !== 'sampling-gap')).toEqual([]);
        // The table's 1 % is a mean over many traces; of one, its own error may be added three times.
        expect(Math.abs(p.grossJoules! - truth[phase]!)).toBeLessThan(0.01 * truth[phase]! + 3 * p.standardError!);
        expect(p.standardError! / p.grossJoules!).toBeLessThan(0.02);
      }
      expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(live.result);
      const again = await measure({
        meter: { kind: 'replay', samples: samplesOut },
        markers: `file:${samplesOut}.edges.jsonl`,
        plot: picture('again.svg'),
      });
      expect(again).toEqual({ result: live.result, exitStatus: 0 });
      const drawn = readFileSync(join(folder, 'live.svg'), 'utf8');
      expect(drawn).toMatch(/class="fitted" d="M/);
      expect(readFileSync(join(folder, 'again.svg'), 'utf8')).toBe(drawn);
    } finally {
      write.mockRestore();
      gpu.remove();
    }
  });
});

(noCompiler === null ? describe : describe.skip)('without --samples, over the fake GPU', () => {
  let gpu: FakeGpu;
  afterEach(() => gpu.remove());

  /** The fake draws what this marks; `middle` happens before its fourth request, `last` at its end. */
  const load = ({ middle = '', last = '' }) =>
    script(`const { appendFileSync, writeFileSync } = require('fs'); const wait = () => require('child_process').spawnSync('sleep', ['0.15']);
    const now = () => Number(process.hrtime.bigint()); const draw = (w) => { const t = now(); appendFileSync(${JSON.stringify(join(gpu.folder, 'events'))}, t + ' ' + w + '\\n'); return t; };
    for (let i = 0; i < 8; i++) { if (i === 3) { ${middle} } mark('begin', 'work', 'r' + i, draw(200)); wait(); mark('end', 'work', 'r' + i, draw(-200)); wait(); } ${last}`);

  test('a reset of the counter is invalid: samples and edges are kept beside --out, said, and give the same digits again', async () => {
    gpu = new FakeGpu({ cadence: 20 });
    const said: string[] = [];
    const out = join(folder, 'out.json');
    const { result } = await measure({
      meter: { kind: 'nvml', onProgress: (line) => said.push(line) },
      command: load({ middle: `writeFileSync(${JSON.stringify(gpu.resets)}, String(now() + 2e8))` }),
      markers: 'stdout',
      out,
      idleSeconds: 0.5,
    });
    expect(result.validity).toMatchObject({ status: 'invalid', reasons: expect.arrayContaining(['counter-reset']) });
    const samples = `${out}.samples.jsonl`;
    expect(said.join()).toContain(`${samples}, the edges in ${samples}.edges.jsonl`);
    expect(readFileSync(`${samples}.edges.jsonl`, 'utf8').trim().split('\n')).toHaveLength(16);
    expect(
      (await measure({ meter: { kind: 'replay', samples }, markers: `file:${samples}.edges.jsonl` })).result,
    ).toEqual(result);
  });

  test('a marker that cannot be read ends in its error, and what was measured is kept', async () => {
    gpu = new FakeGpu({ cadence: 20 });
    const said: string[] = [];
    const out = join(folder, 'out.json');
    const run = measure({
      meter: { kind: 'nvml', onProgress: (line) => said.push(line) },
      command: load({ last: "mark('begin', 'work', 'late', 'soon')" }),
      markers: 'stdout',
      out,
      idleSeconds: 0.5,
    });
    await expect(run).rejects.toMatchObject({
      code: 'edges-invalid',
      message: expect.stringContaining('stdout line 17'),
    });
    const samples = `${out}.samples.jsonl`;
    expect(said.join()).toContain(samples);
    const { result } = await measure({ meter: { kind: 'replay', samples }, markers: `file:${samples}.edges.jsonl` });
    expect(result.phases.work).toMatchObject({ count: 8 });
    expect(result.phases.work!.grossJoules).toBeGreaterThan(0);
  });

  test('a valid measurement keeps nothing', async () => {
    gpu = new FakeGpu({ cadence: 20 });
    const out = join(folder, 'out.json');
    const { result } = await measure({
      meter: { kind: 'nvml' },
      command: load({}),
      markers: 'stdout',
      out,
      idleSeconds: 0.5,
    });
    expect(existsSync(`${out}.samples.jsonl`)).toBe(result.validity.status === 'invalid');
  });
});

const script = (body: string) => [
  process.execPath,
  '-e',
  `const mark = (k, p, id, t) => console.log(JSON.stringify({joulegate: k, phase: p, id, t_ns: t ?? Number(process.hrtime.bigint())})); const burn = (ms) => { const s = performance.now(); while (performance.now() - s < ms); }; ${body}`,
];

test("under estimate, joules are the program's own CPU time × watts", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'joulegate-cpu-'));
  const used = join(folder, 'used');
  const { result } = await measure({
    meter: { kind: 'estimate', watts: 10 },
    command: script(
      `let used = 0; for (let i = 0; i < 6; i++) { mark('begin', 'work', 'r' + i); const before = process.cpuUsage(); burn(150); const { user, system } = process.cpuUsage(before); used += (user + system) / 1e6; mark('end', 'work', 'r' + i); require('child_process').spawnSync('sleep', ['0.1']); } require('fs').writeFileSync(${JSON.stringify(used)}, String(used));`,
    ),
    markers: 'stdout',
  });
  const work = result.phases.work!;
  expect(work).toMatchObject({ count: 6, validity: { status: 'ok' } });
  expect(work.netJoules).toBe(work.grossJoules);
  // What it used by its own count, however the cores were shared; the count's grain is a few milliseconds a request.
  const joules = 10 * Number(readFileSync(used, 'utf8'));
  rmSync(folder, { recursive: true });
  expect(work.grossJoules! / joules).toBeLessThan(1.1);
  expect(work.grossJoules! / joules).toBeGreaterThan(0.9);
});

test.each([
  ['begun twice', "mark('begin','a','x',1); mark('begin','a','x',2); mark('end','a','x',3)", 'stdout line 2'],
  ['no time', "mark('begin','a','x','soon')", 'stdout line 1'],
])('an edge error names its line: %s', async (_name, body, where) => {
  await expect(
    measure({ meter: { kind: 'estimate' }, command: script(body), markers: 'stdout' }),
  ).rejects.toMatchObject({ code: 'edges-invalid', message: expect.stringContaining(where) });
});

test('markers on another file descriptor and in a file', async () => {
  const file = join(folder, 'edges.jsonl');
  const body = (to: string) =>
    `const fs = require('fs'); const say = (k) => fs.appendFileSync(${to}, JSON.stringify({joulegate: k, phase: 'p', id: 1, t_ns: Number(process.hrtime.bigint())}) + '\\n'); say('begin'); burn(300); say('end'); burn(100)`;
  writeFileSync(file, '');
  for (const [markers, to] of [
    ['fd:3', '3'],
    [`file:${file}`, JSON.stringify(file)],
  ] as const) {
    const { result, exitStatus } = await measure({ meter: { kind: 'estimate' }, command: script(body(to)), markers });
    expect(exitStatus).toBe(0);
    expect(result.phases.p!.count).toBe(1);
    expect(result.phases.p!.seconds).toBeGreaterThan(0.29);
  }
});

test.each([
  [{ meter: { kind: 'estimate' as const }, markers: 'stdout' }, 'neither a command nor stored samples'],
  [{ meter: { kind: 'estimate' as const }, command: ['true'], markers: 'nowhere' }, '--markers nowhere'],
  [{ meter: { kind: 'estimate' as const }, command: ['/no/such/program'], markers: 'stdout' }, 'does not start'],
])('wrong use is a usage error: %j', async (options, message) => {
  await expect(measure(options)).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(message) });
});
