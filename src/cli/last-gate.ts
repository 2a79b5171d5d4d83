import { join, resolve } from 'node:path';
import { cacheDirectory } from '../common/download.ts';
import { readJson } from '../common/files.ts';
import { writeJson } from '../common/output.ts';

const pointers = (): string => join(cacheDirectory(), 'last-gate.json');

async function read(): Promise<Record<string, string>> {
  try {
    return (await readJson(pointers())) as Record<string, string>;
  } catch {
    return {};
  }
}

/** Remembers where the last gate of a configuration left its result; a convenience, so a failure is no error. */
export async function rememberGate(configFile: string, resultPath: string): Promise<void> {
  await writeJson(pointers(), { ...(await read()), [resolve(configFile)]: resultPath }).catch(() => undefined);
}

/** The result of a configuration's last gate, or `null`. */
export async function lastGate(configFile: string): Promise<string | null> {
  return (await read())[resolve(configFile)] ?? null;
}
