import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { JouleGateError } from '../../common/errors.ts';

/** Throws `file-unreadable` where a file could not be written, without making or touching it. */
export function requireWritable(file: string): void {
  const refuse = (why: string, cause?: unknown) => new JouleGateError('file-unreadable', `${file} cannot be written: ${why}`, 'name a file in a folder that exists and can be written', { cause });
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw refuse('it is a folder');
    accessSync(there === undefined ? dirname(file) : file, constants.W_OK);
    if (there === undefined && !statSync(dirname(file)).isDirectory()) throw refuse(`${dirname(file)} is no folder`);
  } catch (cause) {
    throw cause instanceof JouleGateError ? cause : refuse((cause as Error).message, cause);
  }
}
