import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../../../common/download.ts';
import { withoutSecrets } from '../../../common/environment.ts';
import { JouleGateError } from '../../../common/errors.ts';
import { atExit } from '../../../common/leftovers.ts';
import { sha256 } from '../../../common/hash.ts';
import { writeWhole } from '../../../common/output.ts';
import { entryFile } from '../../../common/paths.ts';
import { getRuntimePath, resolveNative } from '../../../common/runtime.ts';
import { adviceFor, reasonsIn } from '../last-words.ts';
import type { ModelFile } from '../../locate.ts';
import type { OpeningAnswer } from './protocol.ts';

/** A minute, and more for a model that must be read from a slow disk. */
const seconds = (bytes: number): number => 60 + bytes / 50e6;
/** Memory of its own, beside the mapped file: weights that are repacked for this CPU are copied. */
const dataKilobytes = (bytes: number): number => Math.ceil((4 * 2 ** 30 + 2 * bytes) / 1024);
const STDERR_BYTES = 8000;

export interface OpeningLimits {
  seconds: number;
  kilobytes: number;
}

type Ending = { answer: OpeningAnswer | null; how: string; stderr: string };

function run(config: string, limits: OpeningLimits): Promise<Ending> {
  const node = [process.execPath, entryFile('opening'), config];
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
function deathWords(stderr: string): string {
  const lines = stderr.split('\n').map((l) => l.trim());
  const spoken = lines.filter(
    (l) =>
      /GGML_ASSERT|assert|terminate called|what\(\):|error|fail|out of memory|FATAL/i.test(l) &&
      !/^at |^#\d|node_modules/.test(l),
  );
  return reasonsIn(spoken).slice(0, 500);
}

/**
 * Opens a model for the first time, in a process of its own with bounded time and memory and without secrets: llama.cpp
 * aborts on some files, and must not take a measurement with it. Once opened, a file of the same identity is not tried
 * again with the same llama.cpp. Throws `model-unreadable` with llama.cpp's last words.
 */
export async function openFirst(
  file: ModelFile,
  limits: OpeningLimits = { seconds: seconds(file.bytes), kilobytes: dataKilobytes(file.bytes) },
): Promise<void> {
  if (file.trusted) return;
  const native = resolveNative('node-llama-cpp');
  const { mtimeMs } = await stat(native);
  const mark = join(cacheDirectory(), 'opened', sha256([file.sha256, native, mtimeMs].join('\n')));
  if (
    await stat(mark).then(
      (s) => s.isFile(),
      () => false,
    )
  )
    return;
  const { answer, how, stderr } = await run(
    JSON.stringify({ path: file.path, bytes: file.bytes, runtimePath: getRuntimePath() }),
    limits,
  );
  if (answer?.opened) {
    await writeWhole(mark, '').catch(() => undefined);
    return;
  }
  if (answer?.opened === null) return;
  const words = answer?.words ?? deathWords(stderr);
  const what = answer
    ? `llama.cpp cannot open ${file.path}: ${words}`
    : `llama.cpp ${how} while it opened ${file.path}${words === '' ? '' : `: ${words}`}`;
  throw new JouleGateError(
    'model-unreadable',
    what,
    adviceFor(
      words,
      "the file is damaged, too new for this llama.cpp, or was made to do harm: fetch it again, and compare its SHA-256 with the publisher's",
    ),
  );
}
