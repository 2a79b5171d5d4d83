import { beforeAll, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/common/paths.ts';
import { jsonl } from '../support/longbench.ts';
import { cleanEnvironment, runNode } from '../support/run.ts';
import { scriptedModel } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** A checker that starts another process, says so, and never ends. */
const ENDLESS = (said: string): string => `import { spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
const child = spawn('sleep', ['1000'], { stdio: 'inherit' });
writeFileSync(${JSON.stringify(`${said}.part`)}, JSON.stringify([process.pid, child.pid]));
renameSync(${JSON.stringify(`${said}.part`)}, ${JSON.stringify(said)});
setInterval(() => undefined, 1000);`;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const name of ['tmp', 'locks', 'checks']) await mkdir(join(folder, name));
  await scriptedModel(join(folder, 'm.gguf'), { answer: 'let x = 1;\n' });
  await writeFile(join(folder, 'tasks.jsonl'), jsonl([{ id: 'a', prompt: 'Write JavaScript.' }]));
  await writeFile(
    join(folder, 'joulegate.yml'),
    `model: { path: m.gguf }
prompt: { style: raw }
workload: { name: custom, path: tasks.jsonl, checker: { command: [node, checks/check.mjs], files: [checks/check.mjs], seconds: 3600 } }
arms: [plain]
repeats: 1
meter: estimate
engine: { gpu: none, threads: 1 }
`,
  );
});

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('%s ends a run amid its checker: nobody of its group stays, nor a folder of it', async (signal, status) => {
  const said = join(folder, `said-${signal}`);
  await writeFile(join(folder, 'checks', 'check.mjs'), ENDLESS(said));
  const env = cleanEnvironment({
    TMPDIR: join(folder, 'tmp'),
    JOULEGATE_LOCK_DIR: join(folder, 'locks'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  });
  const cli = join(packageRoot, 'dist', 'cli.js');
  const ended = runNode([cli, 'run', '--config', 'joulegate.yml', '--out', 'r.json'], {
    cwd: folder,
    env,
    // Waits for the checker itself, whose words do not reach us.
    until: (stderr) => {
      if (!stderr.includes('the checker runs 1 times')) return null;
      while (!existsSync(said)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      return signal;
    },
  });
  expect(await ended).toMatchObject({ status });
  const pids = JSON.parse(readFileSync(said, 'utf8')) as number[];
  expect(pids).toHaveLength(2);
  while (pids.some(isAlive)) await sleep(10);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  expect(existsSync(join(folder, 'r.json'))).toBe(false);
});
