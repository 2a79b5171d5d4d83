import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readChecker, type CheckerSource } from '../../src/common/checker.ts';
import { sha256 } from '../../src/common/hash.ts';
import { CheckerJudge, type CheckerOptions } from '../../src/judge/checker/judge.ts';
import type { AnswerForm, AnswerToJudge } from '../../src/judge/types.ts';
import type { TextTask } from '../../src/workload/types.ts';
import { temporaryFolder } from '../support/tmp.ts';

const RAW: AnswerForm = { style: 'raw', answerPrefix: '' };
const task = (id: string, more: object = {}): TextTask => {
  const line = JSON.stringify({ id, prompt: 'p', ...more });
  return { kind: 'text', id, prompt: 'p', references: [], sha256: sha256(line), line };
};
const answer = (text: string, of = task('a'), form = RAW): AnswerToJudge<TextTask> => ({ task: of, text, form });

let folder: string;
let open: CheckerJudge[];
beforeEach(async () => {
  folder = await temporaryFolder();
  open = [];
});
afterEach(async () => {
  for (const judge of open) await judge.close();
});

/** A judge whose checker is this program in JavaScript; what it writes into `out` can be read afterwards. */
async function judgeBy(
  program: string,
  { args = ['{answer}', '{task}'], ...more }: { args?: string[] } & Partial<CheckerSource> = {},
  options: Partial<CheckerOptions> = {},
): Promise<CheckerJudge> {
  await mkdir(join(folder, 'checks'), { recursive: true });
  await writeFile(join(folder, 'checks', 'check.mjs'), program);
  const source = {
    command: ['node', 'checks/check.mjs', ...args],
    files: ['checks/check.mjs'],
    seconds: 60,
    folder,
    foreign: null,
    ...more,
  };
  const judge = new CheckerJudge(await readChecker(source), { needsScore: false, ...options });
  open.push(judge);
  await judge.ready();
  return judge;
}
const verdicts = async (judge: CheckerJudge, ...texts: string[]) =>
  await judge.judge(
    texts.map((text) => answer(text)),
    () => undefined,
  );
const out = (name = 'out'): string => join(folder, name);
/** A program that tells what it got, as JSON. */
const tells = (what: string): string =>
  `import { appendFileSync, readFileSync } from 'node:fs';
const [answer, task] = process.argv.slice(2);
appendFileSync(${JSON.stringify(out())}, JSON.stringify(${what}) + '\\n');`;
const told = (): unknown[] =>
  readFileSync(out(), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
const isAlive = (pid: number): boolean => {
  try {
    // A process that ended and that nobody waits for answers a signal too.
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(10);
}

describe('a checker command', () => {
  test('exit 0 is passed and exit 1 is failed; it runs once for each different answer of a task', async () => {
    const judge = await judgeBy(
      `${tells("readFileSync(answer, 'utf8')")}\nprocess.exit(readFileSync(answer, 'utf8') === 'right' ? 0 : 1);`,
    );
    const asked = [answer('right'), answer('wrong'), answer('right'), answer('right', task('b'))];
    const passed = [true, false, true, true].map((p) => ({ passed: p, score: null }));
    const said: string[] = [];
    expect(await judge.judge(asked, (line) => said.push(line))).toEqual(passed);
    expect(await judge.judge(asked, (line) => said.push(line))).toEqual(passed);
    expect(told()).toEqual(['right', 'wrong', 'right']);
    expect(said).toEqual(['the checker runs 3 times, at most 60 s each']);
    expect(judge.facts()).toEqual({ checker: ['node', 'checks/check.mjs', '{answer}', '{task}'] });
  });

  test("it gets the task's own line and the files beside, in a folder of its own that is gone afterwards", async () => {
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data', 'x.txt'), 'fixture');
    const judge = await judgeBy(
      tells(
        "{ task: JSON.parse(readFileSync(task, 'utf8')), here: readFileSync('answer.txt', 'utf8'), beside: readFileSync('data/x.txt', 'utf8'), cwd: process.cwd(), answer }",
      ),
      { files: ['checks/check.mjs', 'data/x.txt'] },
    );
    // What stands on disk later is not what was read.
    await writeFile(join(folder, 'data', 'x.txt'), 'changed');
    await judge.judge([answer('text', task('a', { wanted: 7 }))], () => undefined);
    const [found] = told() as [{ cwd: string; answer: string }];
    expect(found).toMatchObject({ task: { id: 'a', prompt: 'p', wanted: 7 }, here: 'text', beside: 'fixture' });
    expect(found.answer).toBe(join(found.cwd, 'answer.txt'));
    expect(existsSync(found.cwd)).toBe(false);
  });

  test('nothing of our environment reaches it, nor our input', async () => {
    const secrets = { GITHUB_TOKEN: 'ghs_x', INPUT_KEY: 'x', JOULEGATE_A_KEY: 'x', AWS_SECRET: 'x' };
    const home0 = process.env['HOME'];
    Object.assign(process.env, secrets);
    try {
      const judge = await judgeBy(
        tells(
          "{ env: Object.keys(process.env).sort(), home: process.env.HOME, tmp: process.env.TMPDIR, input: readFileSync(0, 'utf8') }",
        ),
      );
      await verdicts(judge, 'x');
    } finally {
      for (const name of Object.keys(secrets)) delete process.env[name];
    }
    const [{ env, home, tmp, input }] = told() as [{ env: string[]; home: string; tmp: string; input: string }];
    expect(env).toEqual(['HOME', 'LANG', 'PATH', 'TMPDIR']);
    expect([home, input]).toEqual([tmp, '']);
    expect(existsSync(home)).toBe(false);
    expect(home).not.toBe(home0);
  });

  test.each([
    ['a shell’s characters', '$(touch OUT); `touch OUT` && touch OUT | "\'\\'],
    ['a path out of the folder', '../../../../OUT'],
    ['an option', '--eval=require("fs").writeFileSync("OUT","")'],
    ['the placeholders', '{answer} {task} $& $1'],
    ['control characters', '\0\u001b[2J\u2028\r\n'],
  ])('hostile text is the content of a file and nothing else: %s', async (_, text) => {
    const judge = await judgeBy(tells("{ text: readFileSync(answer, 'utf8'), argv: process.argv.slice(2) }"));
    const hostile = text.replaceAll('OUT', out('stolen'));
    const id = `../../${out('stolen')}`;
    await judge.judge([answer(hostile, task(id))], () => undefined);
    const [found] = told() as [{ text: string; argv: string[] }];
    expect(found.text).toBe(hostile);
    for (const path of found.argv) expect(path).toMatch(/\/work\/(answer\.txt|task\.json)$/);
    expect(existsSync(out('stolen'))).toBe(false);
  });

  test('a placeholder may stand inside an argument', async () => {
    const judge = await judgeBy(
      `import { appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(out())}, JSON.stringify(process.argv[2]) + '\\n');`,
      { args: ['--in={answer},{task}'] },
    );
    await verdicts(judge, 'x');
    expect(told()[0]).toMatch(/^--in=\/.*\/answer\.txt,\/.*\/task\.json$/);
  });

  test('a program of its own files is started by its path', async () => {
    await writeFile(join(folder, 'check.sh'), '#!/bin/sh\ngrep -q right "$1"\n');
    const judge = await judgeBy('', { command: ['./check.sh', '{answer}'], files: ['check.sh'] });
    expect(await verdicts(judge, 'right', 'left')).toEqual([
      { passed: true, score: null },
      { passed: false, score: null },
    ]);
  });
});

describe('its limits', () => {
  test('what takes too long has failed, and everything that it started goes with it', async () => {
    const program = `import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const child = spawn('sleep', ['1000'], { stdio: 'inherit' });
writeFileSync(${JSON.stringify(out())}, JSON.stringify([process.pid, child.pid]));
setInterval(() => undefined, 1000);`;
    const judge = await judgeBy(program, { seconds: 3 });
    expect(await verdicts(judge, 'x')).toEqual([{ passed: false, score: null }]);
    for (const pid of JSON.parse(readFileSync(out(), 'utf8')) as number[]) await untilGone(pid);
  });

  test('what ends in time counts, though a child of it stays and holds its output; that child is ended', async () => {
    const program = `import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const child = spawn('sleep', ['1000'], { stdio: 'inherit' });
writeFileSync(${JSON.stringify(out())}, String(child.pid));
process.exit(0);`;
    expect(await verdicts(await judgeBy(program), 'x')).toEqual([{ passed: true, score: null }]);
    await untilGone(Number(readFileSync(out(), 'utf8')));
  });

  test('a process that left its group holds nobody up', async () => {
    const program = `import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const child = spawn('sleep', ['1000'], { stdio: 'inherit', detached: true });
writeFileSync(${JSON.stringify(out())}, String(child.pid));
process.exit(1);`;
    try {
      expect(await verdicts(await judgeBy(program), 'x')).toEqual([{ passed: false, score: null }]);
    } finally {
      process.kill(Number(readFileSync(out(), 'utf8')), 'SIGKILL');
    }
  });

  test('endless output has failed; 8 MiB are none too much, and the line behind them is read', async () => {
    const endless = await judgeBy(
      `const piece = 'x'.repeat(1 << 16); const go = () => process.stdout.write(piece, go); go();`,
    );
    expect(await verdicts(endless, 'x')).toEqual([{ passed: false, score: null }]);
    // With its last line just 8 MiB, then one byte more.
    const of = async (bytes: number) =>
      await verdicts(
        await judgeBy(`const line = '\\n{"passed": true, "score": 0.5}';
process.stdout.write('x'.repeat(${bytes} - line.length) + line);`),
        'x',
      );
    expect(await of(8 * 2 ** 20)).toEqual([{ passed: true, score: 0.5 }]);
    expect(await of(8 * 2 ** 20 + 1)).toEqual([{ passed: false, score: null }]);
  });

  test('a stop of ours ends it at once, and is what is thrown', async () => {
    const controller = new AbortController();
    const program = `import { writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(out())}, String(process.pid));
setInterval(() => undefined, 1000);`;
    const judge = await judgeBy(program, {}, { signal: controller.signal });
    const running = verdicts(judge, 'x');
    running.catch(() => undefined);
    while (!existsSync(out()) || readFileSync(out(), 'utf8') === '') await sleep(10);
    controller.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    await untilGone(Number(readFileSync(out(), 'utf8')));
    await judge.close();
    const left = await readdir(process.env['TMPDIR'] ?? '/tmp');
    expect(left.filter((name) => name.startsWith('joulegate-checker-'))).toEqual([]);
  });
});

describe('what it says', () => {
  const ends = (line: string, status: number): string =>
    `console.log(${JSON.stringify(line)}); process.exit(${status});`;

  test.each([
    ['{"passed": true, "score": 0}', 0, { passed: true, score: 0 }],
    ['{"passed": true, "score": 1, "more": "x"}', 0, { passed: true, score: 1 }],
    ['{"passed": false, "score": 0.25}', 1, { passed: false, score: 0.25 }],
    ['first\n{"passed": true, "score": 0.5}\n\n', 0, { passed: true, score: 0.5 }],
    ['{"passed": true, "score": 0.5}\nlast', 0, { passed: true, score: null }],
    ['{"score": 7}', 0, { passed: true, score: null }],
    ['{"passed": ', 1, { passed: false, score: null }],
    ['', 1, { passed: false, score: null }],
  ])('%j and status %d', async (line, status, verdict) => {
    expect(await verdicts(await judgeBy(ends(line, status)), 'x')).toEqual([verdict]);
  });

  test.each([
    [2, '', 'ended with status 2'],
    [127, '', 'ended with status 127'],
    [0, '{"passed": false}', 'says "passed": false and ended with status 0'],
    [1, '{"passed": true}', 'says "passed": true and ended with status 1'],
    [0, '{"passed": true, "score": 1.01}', 'no verdict: /score must be <= 1'],
    [1, '{"passed": false, "score": -0.01}', 'no verdict: /score must be >= 0'],
    [0, '{"passed": true, "score": null}', 'no verdict: /score must be number'],
    [0, '{"passed": "yes"}', 'no verdict: /passed must be boolean'],
  ])('a broken checker is no failed answer: status %d and %j', async (status, line, message) => {
    await expect(verdicts(await judgeBy(ends(line, status)), 'x')).rejects.toMatchObject({
      code: 'checker-failed',
      message: expect.stringContaining(message),
    });
  });

  test('one that a signal ends is broken, and its own words are told', async () => {
    const program = `console.error('the compiler is missing'); process.kill(process.pid, 'SIGSEGV'); setInterval(() => 0, 1000);`;
    await expect(verdicts(await judgeBy(program), 'x')).rejects.toMatchObject({
      code: 'checker-failed',
      exitStatus: 5,
      message: 'the checker was ended by SIGSEGV; it wrote: the compiler is missing',
    });
  });

  test('one that cannot be started is broken', async () => {
    await writeFile(join(folder, 'check.sh'), '#!/nowhere/sh\n');
    const judge = await judgeBy('', { command: ['./check.sh'], files: ['check.sh'] });
    await expect(verdicts(judge, 'x')).rejects.toMatchObject({
      code: 'checker-failed',
      message: expect.stringContaining('cannot be started'),
    });
  });

  test('where it scores some answers, those without a score count by whether they passed', async () => {
    const program = `import { readFileSync } from 'node:fs';
const text = readFileSync(process.argv[2], 'utf8');
if (text === 'scored') console.log('{"passed": true, "score": 0.5}');
process.exit(text === 'fails' ? 1 : 0);`;
    const judge = await judgeBy(program);
    expect((await verdicts(judge, 'scored', 'passes', 'fails')).map((v) => v.score)).toEqual([0.5, 1, 0]);
    expect((await verdicts(await judgeBy(program), 'passes', 'fails')).map((v) => v.score)).toEqual([null, null]);
  });

  test('where a limit asks for a score, one that gives none is broken', async () => {
    const needy = { needsScore: true };
    await expect(verdicts(await judgeBy(ends('', 0), {}, needy), 'x')).rejects.toMatchObject({
      code: 'checker-failed',
      message: expect.stringContaining('thresholds.score'),
    });
    const scoring = await judgeBy(ends('{"passed": true, "score": 0.5}', 0), {}, needy);
    expect(await verdicts(scoring, 'x')).toEqual([{ passed: true, score: 0.5 }]);
  });
});

describe('its program', () => {
  const readies = async (command: string[], more: Partial<CheckerSource> = {}, path?: string): Promise<string> => {
    try {
      await judgeBy('', { command, ...more }, path === undefined ? {} : { env: { PATH: path } });
      return '';
    } catch (error) {
      expect(error).toMatchObject({ code: 'checker-invalid', exitStatus: 2 });
      return (error as Error).message;
    }
  };

  test('must be there before anything is measured', async () => {
    expect(await readies(['no-such-program'])).toContain('no program no-such-program on PATH');
    expect(await readies([join(folder, 'nothing')])).toContain('is none that can be started');
    expect(await readies(['./other.sh'])).toContain('is not among its files');
    expect(await readies(['node'])).toBe('');
    expect(await readies([process.execPath])).toBe('');
    expect(await readies(['./checks/check.mjs'])).toBe('');
  });

  test('is never one of the pull request’s checkout, nor of a relative folder', async () => {
    await mkdir(join(folder, 'node_modules', '.bin'), { recursive: true });
    const bin = join(folder, 'node_modules', '.bin');
    await writeFile(join(bin, 'own-tool'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    expect(await readies(['own-tool'], {}, bin)).toBe('');
    expect(await readies(['own-tool'], { foreign: folder }, bin)).toContain('no program own-tool');
    expect(await readies(['own-tool'], { foreign: join(folder, 'elsewhere') }, bin)).toContain('no program own-tool');
    const beside = await temporaryFolder();
    expect(await readies(['own-tool'], { foreign: beside }, bin)).toBe('');
    expect(await readies(['sh'], {}, 'bin:../../../../bin:')).toContain('no program sh');
  });

  test('files that are missing, or folders, are named', async () => {
    await expect(judgeBy('', { files: ['checks/gone.mjs'] })).rejects.toMatchObject({
      code: 'checker-invalid',
      message: expect.stringContaining('checks/gone.mjs cannot be read'),
    });
    await expect(judgeBy('', { files: ['checks'] })).rejects.toMatchObject({
      code: 'checker-invalid',
      message: expect.stringContaining('it is a folder'),
    });
  });
});

describe('what of an answer it gets', () => {
  const FENCE = '```';
  const graded = async (text: string, form: AnswerForm = RAW): Promise<unknown> => {
    const judge = await judgeBy(tells("readFileSync(answer, 'utf8')"));
    await judge.judge([answer(text, task('a'), form)], () => undefined);
    return told().at(-1);
  };

  test.each<[what: string, text: string, expected: string, ...form: AnswerForm[]]>([
    ['all of it', 'let x = 1;\n', 'let x = 1;\n'],
    ['its first block', `Here:\n${FENCE}js\nlet x = 1;\n${FENCE}\nand\n${FENCE}js\nlet y;\n${FENCE}\n`, 'let x = 1;\n'],
    ['a block that never closes', `Here:\n${FENCE}js\nlet x = 1;\n`, 'let x = 1;\n'],
    ['a block that opens in a sentence', `Use ${FENCE}rust\nfn main() {}\n${FENCE}\n`, 'fn main() {}\n'],
    ['a block of a list, without its indent', `- so:\n  ${FENCE}\n  a\n    b\n  ${FENCE}\n`, 'a\n  b\n'],
    [
      'a longer fence around shorter ones',
      `${FENCE}\`md\n${FENCE}\nx\n${FENCE}\n${FENCE}\`\n`,
      `${FENCE}\nx\n${FENCE}\n`,
    ],
    ['no thoughts', `<think>\n${FENCE}\nno\n${FENCE}\n</think>\nlet x;\n`, '\nlet x;\n'],
    ['the block behind its thoughts', `<think>\nhm\n</think>\nSo:\n${FENCE}\nlet x;\n${FENCE}\n`, 'let x;\n'],
    ['nothing while it thinks', '<think>\nhm', ''],
    [
      'what stands in the fence that the prompt opened',
      `let x;\n${FENCE}\nThat is all.\n`,
      'let x;\n',
      { style: 'chat', answerPrefix: `${FENCE}js\n` },
    ],
    [
      'a fence of its own inside of that',
      `${FENCE}js\nlet x;\n${FENCE}\nThat is all.\n`,
      'let x;\n',
      { style: 'chat', answerPrefix: `${FENCE}js\n` },
    ],
  ])('%s', async (_, text, expected, ...form) => expect(await graded(text, ...form)).toBe(expected));
});
