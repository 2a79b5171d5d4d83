// Fills README's table of action inputs and outputs from action.yml and docs/errors.md from the code's table.
// `--check` only says whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');
const action = parse(read('action.yml'));
const cell = (text) => String(text ?? '').replaceAll('|', '\\|');
const inputs = [
  '| input | default | |',
  '|---|---|---|',
  ...Object.entries(action.inputs).map(
    ([k, v]) => `| \`${k}\` | ${v.default ? `\`${cell(v.default)}\`` : ''} | ${cell(v.description)} |`,
  ),
].join('\n');
const outputs = [
  '| output | |',
  '|---|---|',
  ...Object.entries(action.outputs).map(([k, v]) => `| \`${k}\` | ${cell(v.description)} |`),
].join('\n');
const codes = [
  ...read('src/common/error-codes.ts').matchAll(
    /^\s+'?([a-z-]+)'?: \{ exit: (\d), means: '((?:[^'\\]|\\.)*)', todo: '((?:[^'\\]|\\.)*)' \}/gm,
  ),
];
const plain = (text) => cell(text.replaceAll("\\'", "'"));
const errors = [
  '| code | exit | means | what to do |',
  '|---|--:|---|---|',
  ...codes.map(([, code, exit, means, todo]) => `| \`${code}\` | ${exit} | ${plain(means)} | ${plain(todo)} |`),
].join('\n');

const fill = (text, name, table) =>
  text.replace(new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`), `$1\n${table}\n$2`);
const wanted = {
  'README.md': fill(fill(read('README.md'), 'inputs', inputs), 'outputs', outputs),
  'docs/errors.md': fill(read('docs/errors.md'), 'codes', errors),
};
for (const [file, text] of Object.entries(wanted)) {
  if (text === read(file)) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is stale: run "npm run readme"`);
    process.exitCode = 1;
  } else writeFileSync(new URL(file, root), text);
}
