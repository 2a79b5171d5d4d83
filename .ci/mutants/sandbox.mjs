import { transformSync } from '@swc/core';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { keyOf } from './sample.mjs';

const QUIET = new Proxy({}, { get: (_, name) => (name.startsWith('is') ? () => false : () => undefined) });
const OPTIONS = { plugins: null, excludedMutations: [], ignorers: [], mutationLevel: undefined };
const HARNESS = pathToFileURL(fileURLToPath(new URL('harness.mjs', import.meta.url))).href;

/** What is copied; of all else a link will do. */
const OURS = ['src', '__tests__', 'bench'];

const instrument = async (files) => await new Instrumenter(QUIET).instrument(files, OPTIONS);

/** Every mutant of a file: its key, and its place. */
export async function mutantsOf(file) {
  const { mutants } = await instrument([{ name: file, content: readFileSync(file, 'utf8'), mutate: true }]);
  return mutants.map((m) => ({ file, key: `${file} ${keyOf(m)}`, place: m.location }));
}

const SWC = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
  module: { type: 'es6' },
  configFile: false,
  swcrc: false,
};
const IMPORTED = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\2/g;

/** As JavaScript that Node runs; `@jest/globals` is our harness. */
const script = (content, filename) =>
  transformSync(content, { ...SWC, filename }).code.replace(IMPORTED, (_, how, quote, name) => {
    const found = name === '@jest/globals' ? HARNESS : name.replace(/^(\.{1,2}\/.*)\.ts$/, '$1.js');
    return `${how}${quote}${found}${quote}`;
  });

/**
 * A copy of the tree in `folder` that holds the `chosen` mutants, each behind a switch. Their places alone: a numeric
 * loop full of mutants that were not drawn is many times slower. @returns the mutants that are in it, with their ids
 */
export async function makeSandbox(folder, chosen) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync('.'))
    if (!OURS.includes(name) && !name.startsWith('.')) symlinkSync(resolve(name), join(folder, name));
  const byFile = new Map();
  for (const m of chosen) byFile.set(m.file, [...(byFile.get(m.file) ?? []), m]);
  const { files, mutants } = await instrument(
    [...byFile].map(([name, own]) => ({ name, content: readFileSync(name, 'utf8'), mutate: own.map((m) => m.place) })),
  );
  const contents = new Map(files.map((f) => [f.name, f.content]));
  for (const root of OURS)
    for (const name of readdirSync(root, { recursive: true })) {
      const file = join(root, name);
      if (statSync(file).isDirectory()) continue;
      const to = join(folder, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(to), { recursive: true });
      if (!file.endsWith('.ts')) cpSync(file, to);
      else writeFileSync(to, script(contents.get(file) ?? readFileSync(file, 'utf8'), file));
    }
  const wanted = new Set(chosen.map((m) => m.key));
  return mutants
    .map((m) => ({ id: m.id, key: `${m.fileName} ${keyOf(m)}`, file: m.fileName }))
    .filter((m) => wanted.has(m.key));
}
