import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../../../common/download.ts';
import { withoutSecrets } from '../../../common/environment.ts';
import { atExit } from '../../../common/leftovers.ts';
import { sha256 } from '../../../common/hash.ts';
import { entryFile } from '../../../common/paths.ts';
import { reasonsIn } from '../last-words.ts';
import type { OpeningAnswer, OpeningConfig } from './protocol.ts';

const STDERR_BYTES = 8000;

export interface OpeningLimits {
  seconds: number;
  kilobytes: number;
}

export type Ending = { answer: OpeningAnswer | null; how: string; stderr: string };

/** Runs `opening/main.ts` within bounds, without secrets. */
export function run(opening: OpeningConfig, limits: OpeningLimits): Promise<Ending> {
  const node = [process.execPath, entryFile('opening'), JSON.stringify(opening)];
  const shell = process.platform === 'linux';
  const [file, ...args] = shell
    ? ['/bin/sh', '-c', `ulimit -c 0; ulimit -d ${limits.kilobytes}; exec "$@"`, 'sh', ...node]
    : node;
  const { NODE_OPTIONS: _ours, ...env } = withoutSecrets(process.env);
  const child = spawn(file!, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let out = '';
  let stderr = '';
  let late = false;
  child.stdout.on('data', (d: Buffer) => (out = (out + d.toString()).slice(-STDERR_BYTES)));
  child.stderr.on('data', (d: Buffer) => (stderr = (stderr + d.toString()).slice(-STDERR_BYTES)));
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, 1000 * limits.seconds);
  // Whoever ends us ends it too.
  const forget = atExit(() => child.kill('SIGKILL'));
  return new Promise((resolve) => {
    const finish = (ending: Ending): void => {
      clearTimeout(timer);
      forget();
      resolve(ending);
    };
    // No process can be started: no fault of the model.
    child.on('error', () => finish({ answer: { opened: null, words: '' }, how: '', stderr: '' }));
    child.on('close', (code, signal) => {
      const line = out.split('\n').findLast((l) => l.startsWith('{'));
      finish({
        answer: line === undefined ? null : (JSON.parse(line) as OpeningAnswer),
        how: late ? `did not end within ${Math.round(limits.seconds)} s` : `ended with ${signal ?? `status ${code}`}`,
        stderr,
      });
    });
  });
}

/** What a process that died said last: its abort or assertion, without addresses and stack frames. */
export function deathWords(stderr: string): string {
  const lines = stderr.split('\n').map((l) => l.trim());
  const spoken = lines.filter(
    (l) =>
      /GGML_ASSERT|assert|terminate called|what\(\):|error|fail|out of memory|FATAL/i.test(l) &&
      !/^at |^#\d|node_modules/.test(l),
  );
  return reasonsIn(spoken).slice(0, 500);
}

/** Where it is marked that something was tried with this llama.cpp and ended well. */
export async function markOf(native: string, ...what: readonly string[]): Promise<{ file: string; known: boolean }> {
  const { mtimeMs } = await stat(native);
  const file = join(cacheDirectory(), 'opened', sha256([...what, native, mtimeMs].join('\n')));
  const known = await stat(file).then(
    (s) => s.isFile(),
    () => false,
  );
  return { file, known };
}
