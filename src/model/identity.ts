import { basename } from 'node:path';
import { sha256 } from '../common/hash.ts';
import { cachedSha256 } from './hash-cache.ts';
import type { Part } from './parts.ts';

export interface Identity {
  /** Of the one file; of several over all of them, as `sha256sum FILES | sha256sum` in their folder gives it. */
  sha256: string;
  bytes: number;
  files: { name: string; sha256: string; bytes: number }[];
}

/** What a model is: everything that is loaded, hashed. */
export async function identityOf(parts: readonly Part[], onFile?: (part: Part) => void): Promise<Identity> {
  const files: Identity['files'] = [];
  for (const part of parts) {
    onFile?.(part);
    files.push({ name: basename(part.path), sha256: await cachedSha256(part.path), bytes: part.bytes });
  }
  const whole = files.length === 1 ? files[0]!.sha256 : sha256(files.map((f) => `${f.sha256}  ${f.name}\n`).join(''));
  return { sha256: whole, bytes: files.reduce((sum, f) => sum + f.bytes, 0), files };
}
