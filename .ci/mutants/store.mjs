import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** What stryker calls a mutant that a test noticed. */
export const isKilled = (status) => ['Killed', 'Timeout', 'RuntimeError'].includes(status);

/** Behind the status of one that the slow tests have not tried yet. */
export const BY_QUICK = ' by quick tests';

export const sourceOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
export const resultsOf = (room) => `.mutants/${room}.results.jsonl`;
const pathOf = (room, file) => `.mutants/${room}/${file.replaceAll('/', '_')}.json`;

/** The status of each mutant of a file that was tried while the file was as it is, by key. */
export function kept(room, file) {
  const path = pathOf(room, file);
  const { source, status } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  return source === sourceOf(file) ? status : {};
}

/**
 * Takes what a run of stryker, a killed one too, has told of each mutant into what is kept. An expression and its first
 * part may bear one key: it is killed where both are, and known once both were tried.
 * @param keys every key of the room, as often as it occurs
 */
export function keep(room, keys) {
  const path = resultsOf(room);
  if (!existsSync(path)) return;
  const found = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const { file, source, key, status } = JSON.parse(line);
    const name = `${file} ${key}`;
    if (source === sourceOf(file)) found.set(name, [...(found.get(name) ?? []), status]);
  }
  const byFile = new Map();
  for (const [name, statuses] of found) {
    if (statuses.length < keys.filter((k) => k === name).length) continue;
    const at = name.indexOf(' ');
    const file = name.slice(0, at);
    if (!byFile.has(file)) byFile.set(file, kept(room, file));
    byFile.get(file)[name.slice(at + 1)] = statuses.find((s) => !isKilled(s)) ?? statuses[0];
  }
  mkdirSync(`.mutants/${room}`, { recursive: true });
  for (const [file, status] of byFile) {
    writeFileSync(`${pathOf(room, file)}.tmp`, JSON.stringify({ source: sourceOf(file), status }, null, 1));
    renameSync(`${pathOf(room, file)}.tmp`, pathOf(room, file));
  }
  rmSync(path);
}
