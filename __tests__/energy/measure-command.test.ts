import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { measure, type MeasureResult } from '../../src/energy/index.ts';
import { ProcessTree } from '../../src/energy/measure/process-tree.ts';
import { FakeGpu, noCompiler } from './support/fake-gpu.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'joulegate-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program in Node that marks: `mark(kind, id, time?)`, `burn(ms)` of CPU time, `wait(ms)`. */
const program = (body: string) => [
  process.execPath,
  '-e',
  `const { spawnSync, spawn } = require('child_process'); const { writeSync } = require('fs'); const now = () => Number(process.hrtime.bigint());
  const line = (k, id, t) => JSON.stringify({ joulegate: k, phase: 'work', id, t_ns: t ?? now() }); const mark = (k, id, t) => writeSync(1, line(k, id, t) + '\\n');
  const burn = (ms) => { const c = process.cpuUsage(); for (;;) { const u = process.cpuUsage(c); if (u.user + u.system > 1000 * ms) return; } }; const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); ${body}`,
];
const estimate = async (body: string, markers = 'stdout') =>
  await measure({ meter: { kind: 'estimate', watts: 10 }, command: program(body), markers });
const CLI = join(packageRoot, 'dist', 'cli.js');

describe('under estimate', () => {
  test('a pause is no stuck counter, however long', async () => {
    const { result } = await estimate(
      "for (let i = 0; i < 4; i++) { mark('begin', i); burn(120); mark('end', i); wait(600); }",
    );
    expect(result.validity).toEqual({ status: 'ok', reasons: [] });
  });

  test('children that come and go between two looks are counted, as the kernel counts them for who waited', async () => {
    const truth = join(folder, 'truth');
    const { result } =
      await estimate(`mark('begin', 1); for (let i = 0; i < 60; i++) spawnSync('/bin/sh', ['-c', 'i=0; while [ $i -lt 9000 ]; do i=$((i+1)); done']); mark('end', 1);
      const f = require('fs').readFileSync('/proc/self/stat', 'latin1').split(') ')[1].split(' '); const u = process.cpuUsage(); require('fs').writeFileSync(${JSON.stringify(truth)}, JSON.stringify({ children: (Number(f[13]) + Number(f[14])) / 100, own: (u.user + u.system) / 1e6 }));`);
    const { children, own } = JSON.parse(readFileSync(truth, 'utf8')) as { children: number; own: number };
    const seconds = result.phases.work!.grossJoules! / 10;
    expect(children).toBeGreaterThan(0.3);
    // A tick of rounding and the fit's own error to either side; what the parent itself did is part of the phase too.
    const error = 0.02 + (3 * result.phases.work!.standardError!) / 10;
    expect(seconds).toBeGreaterThan(children - error);
    expect(seconds).toBeLessThan(children + own + error);
  });

  test('a child that nobody waits for keeps what it was last seen with', async () => {
    const tree = new ProcessTree();
    const parent = spawn('python3', [
      '-c',
      'import os,signal,time\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nif os.fork() == 0:\n  e = time.process_time() + .4\n  while time.process_time() < e: pass\n  os._exit(0)\ntime.sleep(60)',
    ]);
    tree.add(parent.pid!);
    let last = 0;
    for (let still = 0; still < 40;) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const now = tree.cpuSeconds();
      expect(now).toBeGreaterThanOrEqual(last);
      still = now > last || now < 0.35 ? 0 : still + 1;
      last = now;
    }
    expect(last).toBeLessThan(0.4 + 0.2);
    parent.kill('SIGKILL');
    await new Promise((resolve) => parent.once('exit', resolve));
    // Neither lost nor counted twice once the parent is gone too.
    for (let i = 0; i < 5; i++) last = tree.cpuSeconds();
    expect(last).toBeGreaterThan(0.35);
    expect(last).toBeLessThan(0.4 + 0.25);
  }, 30_000);
});

describe('what no result should hide', () => {
  const invalid = (result: MeasureResult, code: string, text: RegExp) => {
    expect(result.validity).toMatchObject({ status: 'invalid', reasons: expect.arrayContaining([code]) });
    expect(result.remarks!.join('\n')).toMatch(text);
  };

  test.each<[string, string, string, RegExp]>([
    ['no marker at all', 'burn(50)', 'no-markers', /no marker was read from stdout.*fd:2/],
    [
      'markers behind a prefix',
      "writeSync(1, 'INFO ' + line('begin', 1) + '\\n'); burn(50); writeSync(1, '  ' + line('end', 1) + '\\n')",
      'no-markers',
      /2 lines name "joulegate".*line 1/,
    ],
    [
      'wall clock',
      "mark('begin', 1, Date.now() * 1e6); burn(100); mark('end', 1, Date.now() * 1e6)",
      'edges-outside',
      /CLOCK_REALTIME in nanoseconds/,
    ],
    [
      'wall clock in seconds',
      "mark('begin', 1, Date.now() / 1e3); burn(100); mark('end', 1, Date.now() / 1e3)",
      'edges-outside',
      /CLOCK_REALTIME in seconds/,
    ],
    [
      'milliseconds',
      "mark('begin', 1, now() / 1e6); burn(100); mark('end', 1, now() / 1e6)",
      'edges-outside',
      /CLOCK_MONOTONIC in milliseconds/,
    ],
    [
      'a clock of its own',
      "mark('begin', 1, performance.now() * 1e6); burn(100); mark('end', 1, performance.now() * 1e6)",
      'edges-outside',
      /starts with the program/,
    ],
    [
      'long before the command',
      "mark('begin', 1, now() - 30e9); burn(100); mark('end', 1)",
      'edges-outside',
      /1 of 1 phases.*by (29|30)/,
    ],
  ])('%s', async (_name, body, code, text) => {
    const { result, exitStatus } = await estimate(body);
    expect(exitStatus).toBe(0);
    invalid(result, code, text);
    for (const p of Object.values(result.phases))
      expect(p).toMatchObject({
        grossJoules: null,
        netJoules: null,
        validity: { status: 'not-resolvable', reasons: ['edges-outside'] },
      });
  });

  test('phases inside keep their joules beside one of another name that lies outside', async () => {
    const { result } = await estimate(
      "for (let i = 0; i < 5; i++) { mark('begin', i); burn(120); mark('end', i); wait(50) } writeSync(1, line('begin', 'late', now() + 60e9).replace('work', 'late') + '\\n' + line('end', 'late', now() + 61e9).replace('work', 'late') + '\\n')",
    );
    expect(result.phases.late).toMatchObject({ grossJoules: null, validity: { reasons: ['edges-outside'] } });
    expect(result.phases.work!.grossJoules).not.toBeNull();
    invalid(result, 'edges-outside', /1 of 6 phases/);
  });

  test('strays beside markers are a warning', async () => {
    const { result } = await estimate(
      "mark('begin', 1); writeSync(1, '> ' + line('begin', 1) + '\\n'); burn(300); mark('end', 1)",
    );
    expect(result.validity).toMatchObject({ status: 'warning', reasons: ['stray-markers'] });
  });

  test('a crash amid a phase keeps the status, and what was measured till then', async () => {
    const { result, exitStatus } = await estimate(
      "mark('begin', 1); burn(200); mark('end', 1); mark('begin', 2); burn(200); process.kill(process.pid, 'SIGKILL'); wait(1000)",
    );
    expect(exitStatus).toBe(137);
    invalid(result, 'edges-unpaired', /status 137 amid work of 2/);
    expect(result.phases.work).toMatchObject({ count: 2 });
    expect(result.phases.work!.grossJoules).toBeGreaterThan(2);
  });

  test('a begin without an end of a command that succeeded is an edge error, and its status is said', async () => {
    await expect(estimate("mark('begin', 1); burn(50)")).rejects.toMatchObject({
      code: 'edges-invalid',
      exitStatus: 2,
      message: expect.stringContaining('status 0'),
    });
    await expect(estimate("mark('begin', 1, 'soon'); process.exit(9)")).rejects.toMatchObject({
      code: 'edges-invalid',
      exitStatus: 9,
      message: expect.stringContaining('status 9'),
    });
  });

  test.each([
    [100, null],
    [101, 'edges-invalid'],
  ] as const)('%d names of phases: %s', async (names, code) => {
    const run = estimate(
      `for (let i = 0; i < ${names}; i++) { writeSync(1, line('begin', 1).replace('work', 'w' + i) + '\\n'); burn(2); writeSync(1, line('end', 1).replace('work', 'w' + i) + '\\n'); }`,
    );
    if (code === null) expect(Object.keys((await run).result.phases)).toHaveLength(names);
    else await expect(run).rejects.toMatchObject({ code });
  });
});

describe("the command's output", () => {
  test('ends with the command, though a process of the background holds it', async () => {
    const { exitStatus, result } = await estimate(
      "mark('begin', 1); burn(100); mark('end', 1); const c = spawn('sleep', ['300'], { stdio: 'inherit', detached: true }); c.unref(); require('fs').writeFileSync(" +
        JSON.stringify(join(folder, 'pid')) +
        ', String(c.pid)); process.exit(3)',
    );
    expect(exitStatus).toBe(3);
    expect(result.phases.work!.count).toBe(1);
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')));
  });

  /** The command line behind a pipe to `reader` (sh); its own status and the result. */
  const piped = (body: string, reader: string, args: string[] = []) => {
    const out = join(folder, 'out.json');
    writeFileSync(join(folder, 'program.js'), program(body)[2]!);
    const done = spawnSync(
      '/bin/bash',
      [
        '-c',
        `node ${CLI} measure --meter estimate ${args.join(' ')} --out ${out} -- node ${join(folder, 'program.js')} | ${reader}; echo "status \${PIPESTATUS[0]}"`,
      ],
      { encoding: 'utf8', maxBuffer: 1e9 },
    );
    return { ...done, result: existsSync(out) ? (JSON.parse(readFileSync(out, 'utf8')) as MeasureResult) : null };
  };

  test('a reader that goes away after a line ends nothing', () => {
    const { stdout, result } = piped(
      "mark('begin', 1); for (let i = 0; i < 20000; i++) writeSync(1, 'line ' + i + ' ' + 'x'.repeat(50) + '\\n'); burn(200); mark('end', 1); process.exit(4)",
      'head -1',
    );
    expect(stdout).toContain('line 0');
    expect(stdout).toContain('status 4');
    expect(result!.phases.work).toMatchObject({ count: 1 });
  });

  test('a slow reader slows the command, and fills no memory; every byte arrives', () => {
    const { stdout, result } = piped(
      "mark('begin', 1); const b = Buffer.alloc(1 << 20, 120); b[b.length - 1] = 10; for (let i = 0; i < 60; i++) { let at = 0; while (at < b.length) { try { at += writeSync(1, b, at) } catch (e) { if (e.code !== 'EAGAIN') throw e } } } mark('end', 1)",
      `(sleep 1.5; ps -o rss=,args= -e | grep 'cli.js measure' | grep -v -e grep -e bash | sort -n | tail -1 | awk '{print "rss", $1}'; wc -c)`,
    );
    expect(stdout).toContain(`${60 * (1 << 20)}\n`);
    expect(Number(/rss (\d+)/.exec(stdout)![1])).toBeLessThan(150_000);
    expect(result!.phases.work!.count).toBe(1);
  }, 60_000);

  test('one line of 100 MB that begins with a brace passes in pieces', () => {
    const { stdout, result } = piped(
      "mark('begin', 1); const b = Buffer.alloc(1 << 20, 123); for (let i = 0; i < 100; i++) { let at = 0; while (at < b.length) { try { at += writeSync(1, b, at) } catch (e) { if (e.code !== 'EAGAIN') throw e } } } writeSync(1, '\\n'); burn(100); mark('end', 1)",
      'wc -c',
    );
    expect(stdout).toContain(`${100 * (1 << 20) + 1}\n`);
    expect(result!.phases.work!.count).toBe(1);
  }, 60_000);

  test('of fd 2, what is no marker passes to standard error', () => {
    const done = spawnSync(
      process.execPath,
      [
        CLI,
        'measure',
        '--meter',
        'estimate',
        '--markers',
        'fd:2',
        '--out',
        join(folder, 'o.json'),
        '--',
        ...program(
          "writeSync(2, line('begin', 1) + '\\n'); writeSync(2, 'a word\\n'); burn(100); writeSync(2, line('end', 1) + '\\n'); writeSync(1, 'out\\n')",
        ),
      ],
      { encoding: 'utf8' },
    );
    expect(done.stdout).toBe('out\n');
    expect(done.stderr).toContain('a word\n');
    expect(done.stderr).not.toContain('"joulegate"');
    expect(done.status).toBe(0);
  });

  test('a command deaf to signals is killed soon after the first, and its result is written', async () => {
    const out = join(folder, 'out.json');
    const child = spawn(
      process.execPath,
      [
        CLI,
        'measure',
        '--meter',
        'estimate',
        '--out',
        out,
        '--',
        ...program(
          "process.on('SIGTERM', () => {}); mark('begin', 1); burn(200); writeSync(1, 'ready\\n'); setInterval(() => {}, 1000)",
        ),
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    child.kill('SIGTERM');
    const status = await new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    expect(status).toBe(143);
    expect((JSON.parse(readFileSync(out, 'utf8')) as MeasureResult).validity.reasons).toContain('edges-unpaired');
  }, 30_000);
});

describe('where files go', () => {
  test.each(['/dev/null/x.json', 'FOLDER', 'FILE/x.json'])('%s is refused before the command starts', async (name) => {
    writeFileSync(join(folder, 'file'), '');
    const out = name.replace('FOLDER', folder).replace('FILE', join(folder, 'file'));
    const ran = join(folder, 'ran');
    await expect(
      measure({ meter: { kind: 'estimate' }, command: ['touch', ran], markers: 'stdout', out }),
    ).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(
      measure({ meter: { kind: 'estimate' }, command: ['touch', ran], markers: 'stdout', samplesOut: out }),
    ).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(existsSync(ran)).toBe(false);
  });

  test('an earlier result does not stand where this one will: it waits beside, and goes once there is a new one', async () => {
    const out = join(folder, 'o.json');
    writeFileSync(out, 'old');
    const run = (command: string[]) => measure({ meter: { kind: 'estimate' }, command, markers: 'stdout', out });
    await expect(run(['/no/such/program'])).rejects.toMatchObject({ code: 'usage' });
    expect([existsSync(out), readFileSync(`${out}.previous`, 'utf8')]).toEqual([false, 'old']);
    await run(program("mark('begin', 1); burn(100); mark('end', 1)"));
    expect([existsSync(out), existsSync(`${out}.previous`)]).toEqual([true, false]);
  });

  test('samples that cannot be kept are a warning, and the result stands', async () => {
    const said: string[] = [];
    const out = join(folder, 'o.json');
    mkdirSync(`${out}.samples.jsonl`);
    const { result } = await measure({
      meter: { kind: 'estimate', onProgress: (line) => said.push(line) },
      command: program('burn(50)'),
      markers: 'stdout',
      out,
    });
    expect(result.validity.status).toBe('invalid');
    expect(said.join('\n')).toMatch(/^warning: the raw samples cannot be kept/m);
    expect(existsSync(out)).toBe(true);
  });
});

(noCompiler === null ? test : test.skip)(
  'which card an index means to a foreign program is refused where it cannot be known, and nothing runs',
  async () => {
    const gpu = new FakeGpu({ cadence: 20, gpus: 2 });
    try {
      const ran = join(folder, 'ran');
      const run = () =>
        measure({ meter: { kind: 'nvml' }, command: ['touch', ran], markers: 'stdout', idleSeconds: 0.1 });
      for (const [name, value] of [
        ['CUDA_VISIBLE_DEVICES', '1'],
        ['GGML_VK_VISIBLE_DEVICES', '0'],
      ] as const) {
        process.env[name] = value;
        await expect(run()).rejects.toMatchObject({
          code: 'meter-unavailable',
          message: expect.stringContaining(`${name}=${value}`),
        });
        delete process.env[name];
      }
      expect(existsSync(ran)).toBe(false);
      process.env.CUDA_VISIBLE_DEVICES = '1';
      process.env.CUDA_DEVICE_ORDER = 'PCI_BUS_ID';
      await run();
      expect(existsSync(ran)).toBe(true);
    } finally {
      gpu.remove();
    }
  },
);
