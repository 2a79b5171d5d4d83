import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '../../src/common/paths.ts';
import { compare } from '../../src/analysis/compare.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { fakeResult } from '../support/results.ts';
import { cleanEnvironment, cli, node24 } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { sample } from '../support/soak.ts';

const CLI = join(packageRoot, 'dist', 'cli.js');
/** Of a code task, whose gate has a sandbox. */
const CODE = `model: { builtin: practice }
workload: { name: practice, tasks: [practice/0] }
repeats: 4
meter: estimate
arms: [plain]
engine: { gpu: none, threads: 1 }
`;
/** Of a text, wherever the configuration lies. */
let CONFIG: string;
const OUTPUTS = ['comment.md', 'comparison.json', 'report.html', 'result.json'];
let folder: string;
const at = (...names: string[]): string => join(folder, ...names);
const sh = (script: string, node = process.execPath): { status: number | null; stderr: string; stdout: string } => {
  const done = spawnSync('bash', ['-c', script], {
    cwd: folder,
    env: { ...cleanEnvironment(), NODE: node, C: CLI },
    encoding: 'utf8',
  });
  return { status: done.status, stderr: done.stderr, stdout: done.stdout };
};

beforeAll(async () => {
  folder = await temporaryFolder();
  writeFileSync(at('texts.jsonl'), practiceTexts(0));
  CONFIG = CODE.replace(/workload:.*/, TEXTS.replace('texts.jsonl', JSON.stringify(at('texts.jsonl'))));
  writeFileSync(at('j.yml'), CONFIG);
  writeFileSync(at('code.yml'), CODE);
});

describe('status 1 means a measured regression and nothing else', () => {
  const gate = '"$NODE" "$C" gate --config j.yml --out-dir o';
  const ways: [string, string][] = [
    [`${gate} 2>/dev/null | true; exit \${PIPESTATUS[0]}`, process.execPath],
    [`${gate} >/dev/full 2>/dev/full`, node24()],
    [`${gate} >&- 2>&-`, process.execPath],
    [`${gate} 2> >(true) >/dev/null`, process.execPath],
    [`${gate} >/dev/full 2>/dev/full`, process.execPath],
  ];
  // A gate each: some here, all in a soak.
  test.each(ways.slice(0, sample(5, 2)))(
    'whatever happens to standard output and error, a gate is measured and its files are there: %s (%s)',
    (script, node) => {
      rmSync(at('o'), { recursive: true, force: true });
      expect(sh(script, node).status).toBe(0);
      expect(readdirSync(at('o')).sort()).toEqual(OUTPUTS);
    },
  );

  test('too few descriptors, a working directory that is gone, a package that is broken', () => {
    expect([2, 5]).toContain(sh(`ulimit -n 24; "$NODE" "$C" gate --config code.yml --out-dir f0`).status);
    expect(
      sh(`mkdir gone && cd gone && rmdir ../gone && "$NODE" "$C" gate --config ${at('j.yml')} --out-dir ${at('f1')}`)
        .status,
    ).toBe(2);
    expect(sh(`JOULEGATE_RUNTIME_PATH=${at('nowhere')} "$NODE" "$C" gate --config j.yml --out-dir f2`)).toMatchObject({
      status: 5,
      stderr: expect.stringContaining('runtime-missing'),
    });
  });

  test('a report that standard output cannot take is an error, one whose reader left is none', () => {
    writeFileSync(at('c0.json'), JSON.stringify(compare(null, fakeResult({ decode: [1, 1] }), { thresholds: {} })));
    expect(sh('"$NODE" "$C" report c0.json >/dev/full')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('file-unreadable'),
    });
    expect(sh('"$NODE" "$C" report c0.json | true; exit ${PIPESTATUS[0]}').status).toBe(0);
  });
});

describe('nothing stale stands as a result', () => {
  test.each([
    ['an unknown key', 'nonsense: 1\n', 2],
    ['a model that is not there', 'model: { path: none.gguf }\n', 2],
    ['a workload that is not there', 'workload: { name: practice, path: none.jsonl }\n', 2],
  ])('after a gate that was refused for %s', async (_what, line, status) => {
    const dir = mkdtempSync(at('stale-'));
    mkdirSync(join(dir, 'out'));
    for (const f of OUTPUTS) writeFileSync(join(dir, 'out', f), 'pass');
    const key = line.split(':')[0]!;
    writeFileSync(
      join(dir, 'j.yml'),
      CONFIG.split('\n')
        .filter((l) => !l.startsWith(`${key}:`))
        .join('\n') + line,
    );
    expect((await cli(['gate', '--config', 'j.yml', '--out-dir', 'out'], dir)).status).toBe(status);
    // What stands there now says why there is no verdict.
    expect(readdirSync(join(dir, 'out')).sort()).toEqual(['comment.md', ...OUTPUTS.map((f) => `${f}.previous`)]);
    expect(readFileSync(join(dir, 'out', 'comment.md'), 'utf8')).toContain('JouleGate: no verdict');
  });

  test('after run, compare and report that failed', async () => {
    for (const [out, ...args] of [
      ['r.json', 'run', '--config', 'none.yml'],
      ['c.json', 'compare', 'none.json', 'none.json'],
      ['c.md', 'report', 'none.json'],
    ] as const) {
      writeFileSync(at(out), 'earlier');
      expect((await cli([...args, '--out', out], folder)).status).toBe(2);
      expect(existsSync(at(out))).toBe(false);
      expect(readFileSync(at(`${out}.previous`), 'utf8')).toBe('earlier');
    }
  });

  test("a baseline in the gate's own folder is read before it is replaced", async () => {
    const dir = mkdtempSync(at('own-'));
    writeFileSync(
      join(dir, 'j.yml'),
      `${CONFIG}thresholds: { energy-per-task: { increase: 9 } }\nbaseline: file:out/result.json\n`,
    );
    await cli(['gate', '--config', 'j.yml', '--out-dir', 'out'], dir);
    await cli(['gate', '--config', 'j.yml', '--out-dir', 'out'], dir);
    expect(JSON.parse(readFileSync(join(dir, 'out/comparison.json'), 'utf8')).reasons).not.toContain('no-baseline');
    expect(readdirSync(join(dir, 'out')).sort()).toEqual(['base.json', ...OUTPUTS]);
  });
});

describe('where results go is tried before anything is measured', () => {
  test.each([
    ["a file in the folder's place", (dir: string) => writeFileSync(join(dir, 'out'), 'x')],
    ["a folder in a result's place", (dir: string) => mkdirSync(join(dir, 'out/comment.md'), { recursive: true })],
    [
      'a link that goes in a circle',
      (dir: string) => {
        mkdirSync(join(dir, 'out'));
        symlinkSync('report.html', join(dir, 'out/report.html'));
      },
    ],
  ])('%s', async (_what, prepare) => {
    const dir = mkdtempSync(at('try-'));
    writeFileSync(join(dir, 'j.yml'), CONFIG);
    prepare(dir);
    const done = await cli(['gate', '--config', 'j.yml', '--out-dir', 'out'], dir);
    expect(done).toMatchObject({ status: 2, stderr: expect.stringContaining('file-unreadable') });
    expect(done.stderr).not.toContain('block 1');
  });

  test('a result into a pipe leaves no journal beside it', async () => {
    const dir = mkdtempSync(at('pipe-'));
    writeFileSync(join(dir, 'j.yml'), CONFIG);
    const done = sh(`cd ${dir} && mkfifo p && (cat p > got &) && "$NODE" "$C" run --config j.yml --out p; sleep 0.3`);
    expect(done.status).toBe(0);
    expect(JSON.parse(readFileSync(join(dir, 'got'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
    expect(readdirSync(dir).sort()).toEqual(['got', 'j.yml', 'p']);
  });

  test('a journal that an earlier run left is kept, by its time', async () => {
    const dir = mkdtempSync(at('journal-'));
    writeFileSync(join(dir, 'j.yml'), CONFIG);
    writeFileSync(join(dir, 'r.json.journal.jsonl'), '{"pass":1}\n');
    const done = await cli(['run', '--config', 'j.yml', '--out', 'r.json'], dir);
    expect(done).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('an earlier run here did not become whole'),
    });
    const kept = readdirSync(dir).filter((f) => f.includes('journal'));
    expect(kept).toEqual([expect.stringMatching(/^r\.json\.journal\.\d{4}-\d\d-\d\dT[\d-]+\.jsonl$/)]);
    expect(readFileSync(join(dir, kept[0]!), 'utf8')).toBe('{"pass":1}\n');
  });
});

describe('what a file can do is status 2 with a code', () => {
  const bomb = `${Array.from(
    { length: 9 },
    (_, i) =>
      `k${i}: &k${i} [${Array(9)
        .fill(i === 0 ? 'x' : `*k${i - 1}`)
        .join(',')}]`,
  ).join('\n')}\n${CODE}`;
  test.each([
    ['aliases that multiply', bomb, 'config-unreadable'],
    ['an alias in a circle', `${CODE}suppression: { stop-strings: &z [*z] }\n`, 'config-unreadable'],
    ['an alias in a circle of maps', `a: &a { b: *a }\n${CODE}`, 'config-unreadable'],
    ['two megabytes', `${CODE}# ${'x'.repeat(2 ** 21)}\n`, 'config-unreadable'],
    ['an unknown key that is a command', `${CODE}"\\n::add-mask::pass": 1\n`, 'config-invalid'],
    ['YAML broken behind a command', `${CODE}x: [\n::error::forged\n`, 'config-unreadable'],
  ])('a configuration with %s', async (_what, text, code) => {
    writeFileSync(at('bad.yml'), text);
    const done = await cli(['run', '--config', 'bad.yml', '--out', 'x.json'], folder);
    expect(done).toMatchObject({ status: 2, stderr: expect.stringContaining(`${code}: `) });
    expect(done.stderr + done.stdout).not.toMatch(/^\s*::/m);
  });

  test('a workload with a byte order mark is read; two tasks of one id, what unpacks for ever and an endless device are refused', async () => {
    const [first, second] = readFileSync(join(packageRoot, 'assets/practice/practice.jsonl'), 'utf8').split('\n') as [
      string,
      string,
    ];
    const twin = JSON.stringify({
      ...(JSON.parse(second) as object),
      task_id: (JSON.parse(first) as { task_id: string }).task_id,
    });
    writeFileSync(at('bom.jsonl'), `\ufeff${first}\r\n${second}\n`);
    writeFileSync(at('twice.jsonl'), `${first}\n${twin}\n`);
    writeFileSync(at('bomb.jsonl'), gzipSync(Buffer.alloc(300 * 2 ** 20, '\n'), { level: 1 }));
    const run = async (path: string): Promise<{ status: number | null; stderr: string }> => {
      writeFileSync(at('w.yml'), CODE.replace(/workload:.*/, `workload: { name: practice, path: ${path} }`));
      return await cli(['run', '--config', 'w.yml', '--out', 'w.json'], folder);
    };
    expect((await run('bom.jsonl')).status).toBe(0);
    for (const [path, why] of [
      ['twice.jsonl', 'of an earlier task'],
      ['bomb.jsonl', 'unpacks to more than 256 MiB'],
      ['/dev/zero', 'more than 256 MiB'],
    ] as const) {
      expect(await run(path)).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(new RegExp(`workload-unreadable: .*${why}`)),
      });
    }
  });

  test('a document, samples, edges and what is to be graded as large as that, too', async () => {
    writeFileSync(at('edges.jsonl'), '');
    for (const [args, code] of [
      [
        ['measure', '--meter', 'replay:/dev/zero', '--markers', 'file:edges.jsonl', '--out', 'm.json'],
        'samples-invalid',
      ],
      [
        ['measure', '--meter', 'replay:bomb.jsonl', '--markers', 'file:/dev/zero', '--out', 'm.json'],
        'file-unreadable',
      ],
      [['grade', '/dev/zero', '--workload', 'practice'], 'samples-format'],
    ] as const)
      expect(await cli([...args], folder)).toMatchObject({ status: 2, stderr: expect.stringContaining(`${code}: `) });
    expect(await cli(['compare', '/dev/zero', '/dev/zero', '--out', 'c.json'], folder)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('file-unreadable'),
    });
  });
});

describe('what is empty is not set, what is changed is said', () => {
  test('empty variables and options of a workflow', async () => {
    const dir = mkdtempSync(at('empty-'));
    writeFileSync(join(dir, 'joulegate.yml'), CONFIG);
    const empty = {
      JOULEGATE_CACHE: '',
      JOULEGATE_LOCK_DIR: ' ',
      JOULEGATE_RUNTIME_PATH: '',
      JOULEGATE_HUMANEVAL_URL: '',
      XDG_CACHE_HOME: '',
      GITHUB_SHA: '',
    };
    const done = await cli(
      ['gate', '--config', '', '--baseline', '', '--model', '', '--tasks', '', '--out-dir', 'out'],
      dir,
      empty,
    );
    expect(done).toMatchObject({ status: 0 });
    expect(readdirSync(dir).sort()).toEqual(['joulegate.yml', 'out']);
    expect(await cli(['gate', '--out-dir', ''], dir)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--out-dir is empty'),
    });
  });

  test('a context that llama.cpp rounds', async () => {
    writeFileSync(at('context.yml'), `${CONFIG}context: 300\n`);
    expect(await cli(['run', '--config', 'context.yml', '--out', 'x.json'], folder)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('context 300 became 512'),
    });
  });

  test.each(['seconds: 1.0e-9', 'joules: 1.0e-9'])(
    'a budget of almost nothing (%s) ends after a block, by its own name',
    async (budget) => {
      // Of a code task: its sandbox is being started when the budget ends the run.
      writeFileSync(at('budget.yml'), `${budget.startsWith('seconds') ? CODE : CONFIG}budget: { ${budget} }\n`);
      const done = await cli(['run', '--config', 'budget.yml', '--out', 'budget.json'], folder);
      expect(done).toMatchObject({
        status: 0,
        stderr: expect.stringContaining('the budget is spent after 1 of 4 blocks'),
      });
      expect(done.stderr).not.toContain('sandbox-unavailable');
      expect(JSON.parse(readFileSync(at('budget.json'), 'utf8')).validity).toEqual({
        status: 'warning',
        reasons: ['budget-spent'],
      });
    },
  );

  test('a limit that hardly means what it says', async () => {
    writeFileSync(at('limit.yml'), `${CONFIG}thresholds: { energy-per-task: { increase: 3 } }\n`);
    expect(await cli(['gate', '--config', 'limit.yml', '--out-dir', 'l'], folder)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('warning: thresholds.energy-per-task.increase: 3 is 300 %'),
    });
  });
});
