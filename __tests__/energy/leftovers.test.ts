import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/common/paths.ts';
import { lives, pidNamespace, startTime } from '../../src/common/process-identity.ts';
import { removeOrphans } from '../../src/common/owned-folder.ts';
import { FakeRapl } from './support/fake-rapl.ts';

let folder: string;
let rapl: FakeRapl;
const saved = { ...process.env };
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'joulegate-leftovers-'));
  // Temporary files of both sides go where nobody else works.
  process.env.TMPDIR = folder;
  rapl = new FakeRapl();
  await rapl.ready();
});
afterEach(() => {
  rapl.remove();
  process.env = { ...saved };
  rmSync(folder, { recursive: true, force: true });
});

const samples = () => readdirSync(folder).filter((n) => n.startsWith('joulegate-samples-'));
const locks = () => (existsSync(join(folder, 'locks')) ? readdirSync(join(folder, 'locks')) : []);

/** `joulegate measure` of a long sleep, in a process group of its own; `until` says when to go on. */
async function running(until: () => boolean): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      join(packageRoot, 'dist', 'cli.js'),
      'measure',
      '--meter',
      'rapl',
      '--out',
      join(folder, 'out.json'),
      '--',
      'sleep',
      '60',
    ],
    {
      env: { ...process.env, JOULEGATE_SYSFS: rapl.sysfs, JOULEGATE_LOCK_DIR: join(folder, 'locks') },
      stdio: 'ignore',
    },
  );
  while (!until() && child.exitCode === null) await sleep(5);
  return child;
}

const ended = async (child: ChildProcess): Promise<number | string | null> =>
  child.exitCode ??
  child.signalCode ??
  (await new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal))));

/** Processes whose command line names this test's folder or its fake /sys. */
function processes(): string[] {
  return readdirSync('/proc')
    .filter((n) => /^\d+$/.test(n))
    .flatMap((pid) => {
      try {
        const text = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return text.includes(folder) && !text.includes('ready') ? [text] : [];
      } catch {
        return [];
      }
    });
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s at any moment ends it with nothing left: no lock, no folder, no sampler',
  async (signal) => {
    for (const until of [
      () => true,
      () => samples().length > 0,
      () => locks().includes('host.lock'),
      () => processes().some((p) => p.includes('samples.bin')),
    ]) {
      const child = await running(until);
      await sleep(20);
      child.kill(signal);
      expect([signal === 'SIGINT' ? 130 : 143, signal]).toContain(await ended(child));
      expect({ locks: locks(), samples: samples() }).toEqual({ locks: [], samples: [] });
      for (let i = 0; i < 100 && processes().length > 0; i++) await sleep(20);
      expect(processes()).toEqual([]);
    }
  },
  60_000,
);

test('what a killed process leaves is removed: by its sampler, or by the next start', async () => {
  const child = await running(() => locks().includes('host.lock') && samples().length > 0);
  child.kill('SIGKILL');
  await ended(child);
  removeOrphans('samples', 'samples.bin', folder);
  expect(samples()).toEqual([]);
  // The sampler ends by itself, and brings nothing back.
  for (let i = 0; i < 500 && processes().length > 0; i++) await sleep(20);
  expect(processes()).toEqual([]);
  expect(samples()).toEqual([]);
}, 30_000);

test('the next start removes what no living process owns, and nothing else', () => {
  const ours = /\d+/.exec(pidNamespace() ?? '')![0];
  const make = (name: string, ageSeconds = 0) => {
    const at = join(folder, `joulegate-samples-${name}`);
    mkdirSync(at);
    writeFileSync(join(at, 'samples.bin'), '');
    const time = new Date(Date.now() - 1000 * ageSeconds);
    utimesSync(join(at, 'samples.bin'), time, time);
    return name;
  };
  const living = make(`${process.pid}-${startTime(process.pid)}-${ours}-abcdef`);
  make(`${2 ** 22 + 1}-7-${ours}-abcdef`);
  make(`${process.pid}-1-${ours}-abcdef`);
  const young = make(`5-1-99-abcdef`, 500);
  make(`5-2-99-abcdef`, 700);
  const older = make('AbCdEf', 500);
  make('GhIjKl', 700);
  mkdirSync(join(folder, 'joulegate-samples-kept-abcdef'));
  removeOrphans('samples', 'samples.bin', folder);
  expect(samples().sort()).toEqual([living, young, older, 'kept-abcdef'].map((n) => `joulegate-samples-${n}`).sort());
});

test('a process lives by pid and start time together', () => {
  expect(lives(process.pid, startTime(process.pid))).toBe(true);
  expect(lives(process.pid, '1')).toBe(false);
  for (const pid of [0, -1, NaN, 1.5, 2 ** 22 + 1]) expect(lives(pid, startTime(pid))).toBe(false);
});
