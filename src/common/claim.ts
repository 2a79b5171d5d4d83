import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './folders.ts';
import { writeWhole, type Data } from './output.ts';
import { failed, targetOf } from './output-target.ts';

/**
 * Tries, before anything slow, whether `writeWhole` could write here. Makes the folder, leaves nothing else.
 * @throws JouleGateError `file-unreadable`
 */
export async function assertWritable(path: string): Promise<void> {
  try {
    const target = await targetOf(path);
    if (target.kind === 'descriptor') return;
    if (target.kind === 'stream') return await access(target.path, constants.W_OK);
    makeFolder(dirname(target.path));
    const probe = `${target.path}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      await (await open(probe, 'wx')).close();
    } finally {
      await rm(probe, { force: true });
    }
  } catch (cause) {
    throw failed(path, (cause as Error).message, cause);
  }
}

async function sameFile(a: string, b: string): Promise<boolean> {
  const [x, y] = await Promise.all([a, b].map(async (p) => await stat(p).catch(() => null)));
  return x !== null && y !== null && x.ino === y.ino && x.dev === y.dev;
}

export interface Claim {
  /** The file that will be written, links followed; `null` for a device, a pipe or a descriptor. */
  readonly file: string | null;
  /** Writes the result, and lets go of the earlier one. */
  write(data: Data): Promise<void>;
  /** There is no such result this time: lets go of the earlier one. */
  leaveOut(): Promise<void>;
}

/**
 * Claims a path for a result before the work for it begins: tries that it can be written, and moves a result of an
 * earlier run to `PATH.previous`, so that after a refused, failed or killed run nothing stale stands where a result
 * would. `inputs` are files that the work still reads: such a file stays. @throws JouleGateError `file-unreadable`
 */
export async function claimOutput(path: string, inputs: readonly string[] = []): Promise<Claim> {
  await assertWritable(path);
  const read = (await Promise.all(inputs.map(async (i) => await sameFile(path, i)))).includes(true);
  let file: string | null = null;
  try {
    const target = await targetOf(path);
    if (target.kind === 'file') {
      file = target.path;
      if (target.mode !== null && !read) await rename(file, `${file}.previous`);
    }
  } catch (cause) {
    throw failed(path, (cause as Error).message, cause);
  }
  const forget = async (): Promise<void> => {
    if (file !== null && !read) await rm(`${file}.previous`, { force: true }).catch(() => undefined);
  };
  return {
    file,
    async write(data) {
      await writeWhole(path, data);
      await forget();
    },
    leaveOut: forget,
  };
}
