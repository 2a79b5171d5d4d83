import { JouleGateError } from '../common/errors.ts';

/** One line of a data set as an object, and how what is wrong with it is refused. */
export interface Row {
  members: Record<string, unknown>;
  unreadable(why: string, cause?: unknown): JouleGateError;
}

/**
 * Parses a line of a data set. @param where names it in errors, @param fix says what a right one has
 * @throws JouleGateError `workload-unreadable`
 */
export function parseRow(line: string, where: string, fix: string): Row {
  const unreadable = (why: string, cause?: unknown): JouleGateError =>
    new JouleGateError('workload-unreadable', `${where} ${why}`, fix, { cause });
  try {
    // What is no object has none of its members.
    return { members: (JSON.parse(line) ?? {}) as Record<string, unknown>, unreadable };
  } catch (cause) {
    throw unreadable('is no JSON', cause);
  }
}

/** A data set's file that cannot be opened or read. */
export const cannotRead = (path: string, cause: unknown): JouleGateError =>
  new JouleGateError(
    'workload-unreadable',
    `cannot read the data set ${path}: ${(cause as Error).message}`,
    'check workload.path',
    { cause },
  );

export const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((x) => typeof x === 'string');
