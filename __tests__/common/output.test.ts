import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { assertWritable, claimOutput } from '../../src/common/claim.ts';
import { writeWhole } from '../../src/common/output.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { fakeResult } from '../support/results.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;
let n = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
});
/** A fresh folder for one case. */
const fresh = (): string => {
  const path = join(folder, String(n++));
  mkdirSync(path);
  return path;
};
const leftovers = (dir: string): string[] =>
  readdirSync(dir, { recursive: true })
    .map(String)
    .filter((f) => f.endsWith('.tmp'));

describe('one writer', () => {
  test('a chain of links of any length ends in its target, written whole, every link still a link', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 8 }),
        fc.boolean(),
        fc.boolean(),
        fc.string({ maxLength: 2000 }),
        async (links, there, relative, text) => {
          const dir = fresh();
          const target = join(dir, 'target');
          if (there) writeFileSync(target, 'old');
          let path = target;
          for (let i = 0; i < links; i++) {
            const link = join(dir, `link${i}`);
            symlinkSync(relative ? path.slice(dir.length + 1) : path, link);
            path = link;
          }
          await writeWhole(path, text);
          expect(readFileSync(target, 'utf8')).toBe(text);
          for (let i = 0; i < links; i++) expect(lstatSync(join(dir, `link${i}`)).isSymbolicLink()).toBe(true);
          expect(leftovers(dir)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a circle of links, a folder and a path through a file are refused by code, and stay what they are', async () => {
    const dir = fresh();
    symlinkSync('b', join(dir, 'a'));
    symlinkSync('a', join(dir, 'b'));
    mkdirSync(join(dir, 'folder'));
    writeFileSync(join(dir, 'file'), 'x');
    for (const bad of ['a', 'folder', 'file/under']) {
      for (const act of [
        writeWhole(join(dir, bad), 'new'),
        assertWritable(join(dir, bad)),
        claimOutput(join(dir, bad)),
      ]) {
        await expect(act).rejects.toMatchObject({ code: 'file-unreadable', exitStatus: 2 });
      }
    }
    expect(readlinkSync(join(dir, 'a'))).toBe('b');
    expect(readFileSync(join(dir, 'file'), 'utf8')).toBe('x');
    expect(leftovers(dir)).toEqual([]);
  });

  test('a pipe gets the bytes, as many as they are, and is still a pipe', async () => {
    const path = join(fresh(), 'pipe');
    execFileSync('mkfifo', [path]);
    const text = 'joule '.repeat(100_000);
    const got = (async () => {
      let all = '';
      for await (const chunk of createReadStream(path, 'utf8')) all += String(chunk);
      return all;
    })();
    await writeWhole(path, text);
    expect(await got).toBe(text);
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  test('data that comes bit by bit is written whole or not at all, and its own error is what is thrown', async () => {
    const dir = fresh();
    const path = join(dir, 'lines.jsonl');
    async function* lines(fails: boolean): AsyncGenerator<string> {
      for (let i = 0; i < 1000; i++) yield `${i}\n`;
      if (fails) throw new RangeError('mine');
    }
    await writeWhole(path, lines(false));
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(1001);
    await expect(writeWhole(path, lines(true))).rejects.toThrow(RangeError);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(1001);
    expect(readdirSync(dir)).toEqual(['lines.jsonl']);
    await writeWhole('/dev/null', lines(false));
    await expect(writeWhole('/dev/full', lines(false))).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  test('a device takes the bytes and is still a device', async () => {
    const before = statSync('/dev/null');
    await writeWhole('/dev/null', 'x');
    await assertWritable('/dev/null');
    await (await claimOutput('/dev/null')).write('y');
    expect(statSync('/dev/null')).toMatchObject({ ino: before.ino, rdev: before.rdev, mode: before.mode });
    await expect(writeWhole('/dev/full', 'x')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  test('a place where no folder can ever be made is refused, and nothing spins', async () => {
    for (const path of ['/proc/joulegate/x.json', '/proc/self/joulegate/deep/x.json', '/sys/joulegate/x.json']) {
      await expect(writeWhole(path, 'x')).rejects.toMatchObject({ code: 'file-unreadable' });
      await expect(claimOutput(path)).rejects.toMatchObject({ code: 'file-unreadable' });
    }
  });

  test('a file keeps its mode', async () => {
    const path = join(fresh(), 'secret.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o600);
    await writeWhole(path, 'new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("/dev/stdout and /dev/fd/N are the shell's own: what it wrote there before stays", () => {
    const dir = fresh();
    writeFileSync(join(dir, 'base.json'), JSON.stringify(fakeResult({ decode: [1, 1, 1, 1] })));
    const compare = `${process.execPath} ${join(packageRoot, 'dist', 'cli.js')} compare base.json base.json --out`;
    spawnSync(
      'sh',
      [
        '-c',
        `exec >> all; echo before; ${compare} /dev/stdout; echo between; ${compare} /dev/fd/5 5>>all >/dev/null; echo after`,
      ],
      { cwd: dir },
    );
    const all = readFileSync(join(dir, 'all'), 'utf8');
    expect(all.startsWith('before\n')).toBe(true);
    expect(all).toContain('between\n');
    expect(all.endsWith('after\n')).toBe(true);
    expect(all.match(/"schemaVersion": 1/g)).toHaveLength(2);
  });
});

describe('a claim', () => {
  test('sets an earlier result aside until a new one is whole', async () => {
    const path = join(fresh(), 'result.json');
    writeFileSync(path, 'earlier');
    const claim = await claimOutput(path);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(`${path}.previous`, 'utf8')).toBe('earlier');
    await claim.write('new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(existsSync(`${path}.previous`)).toBe(false);
  });

  test('leaves alone what the work still reads, through links too', async () => {
    const dir = fresh();
    writeFileSync(join(dir, 'base.json'), 'base');
    symlinkSync('base.json', join(dir, 'out.json'));
    const claim = await claimOutput(join(dir, 'out.json'), [join(dir, 'base.json')]);
    expect(readFileSync(join(dir, 'base.json'), 'utf8')).toBe('base');
    await claim.write('new');
    expect(readFileSync(join(dir, 'base.json'), 'utf8')).toBe('new');
  });

  test('of a result that there is not this time leaves nothing', async () => {
    const dir = fresh();
    writeFileSync(join(dir, 'base.json'), 'earlier');
    await (await claimOutput(join(dir, 'base.json'))).leaveOut();
    expect(readdirSync(dir)).toEqual([]);
  });
});
