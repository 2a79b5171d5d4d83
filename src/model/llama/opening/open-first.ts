import { JouleGateError } from '../../../common/errors.ts';
import { writeWhole } from '../../../common/output.ts';
import { getRuntimePath, resolveNative } from '../../../common/runtime.ts';
import { adviceFor } from '../last-words.ts';
import type { ModelFile } from '../../locate.ts';
import { deathWords, markOf, run, type OpeningLimits } from './child.ts';

/** A minute, and more for a model that must be read from a slow disk. */
const seconds = (bytes: number): number => 60 + bytes / 50e6;
/** Memory of its own, beside the mapped file: weights that are repacked for this CPU are copied. */
const dataKilobytes = (bytes: number): number => Math.ceil((4 * 2 ** 30 + 2 * bytes) / 1024);

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
  const mark = await markOf(native, file.sha256);
  if (mark.known) return;
  const { answer, how, stderr } = await run(
    { path: file.path, bytes: file.bytes, runtimePath: getRuntimePath() },
    limits,
  );
  if (answer?.opened) {
    await writeWhole(mark.file, '').catch(() => undefined);
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
