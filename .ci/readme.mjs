// Fills README's tables of action inputs and outputs from action.yml, and the tables of docs/ from the code's own.
// `--check` only says whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');
/** A table of the code as a module of its own: it imports nothing but types. */
const tableOf = async (file) => {
  const { outputText } = ts.transpileModule(read(file), { compilerOptions: { module: 'esnext', target: 'es2023' } });
  return await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
};
const action = parse(read('action.yml'));
const { ERROR_CODES } = await tableOf('src/common/error-codes.ts');
const { FINDINGS } = await tableOf('src/common/findings.ts');

const cell = (text) => String(text ?? '').replaceAll('|', '\\|');
const table = (head, rows) => [...head, ...rows.map((r) => `| ${r.map(cell).join(' | ')} |`)].join('\n');
const code = (text) => `\`${text}\``;
const tables = {
  'README.md': {
    inputs: table(
      ['| input | default | |', '|---|---|---|'],
      Object.entries(action.inputs).map(([k, v]) => [code(k), v.default ? code(v.default) : '', v.description]),
    ),
    outputs: table(
      ['| output | |', '|---|---|'],
      Object.entries(action.outputs).map(([k, v]) => [code(k), v.description]),
    ),
  },
  'docs/errors.md': {
    codes: table(
      ['| code | exit | means | what to do |', '|---|--:|---|---|'],
      Object.entries(ERROR_CODES).map(([k, v]) => [code(k), v.exit, v.means, v.todo]),
    ),
  },
  'docs/findings.md': {
    findings: table(
      ['| code | means | what to do |', '|---|---|---|'],
      Object.entries(FINDINGS).map(([k, v]) => [code(k), v.means, v.fix]),
    ),
  },
};

for (const [file, filled] of Object.entries(tables)) {
  let text = read(file);
  for (const [name, rows] of Object.entries(filled))
    text = text.replace(
      new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`),
      (_all, open, close) => `${open}\n${rows}\n${close}`,
    );
  if (text === read(file)) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is stale: run "npm run readme"`);
    process.exitCode = 1;
  } else writeFileSync(new URL(file, root), text);
}
