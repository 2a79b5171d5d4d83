// Fills README's tables of action inputs and outputs from action.yml, and the tables of docs/ from the code's own.
// `--check` only says whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');
/** A table of the code, bundled with what it imports, since Node 20 runs no TypeScript. */
const tableOf = async (file) => {
  const bundle = await rolldown({ input: new URL(file, root).pathname, platform: 'node', logLevel: 'warn' });
  const { output } = await bundle.generate({ format: 'esm' });
  return await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
};
const action = parse(read('action.yml'));
const { ERROR_CODES } = await tableOf('src/common/error-codes.ts');
const { RATIO_METRICS, SAVING_METRICS } = await tableOf('src/common/metrics.ts');
const { WORKLOADS } = await tableOf('src/common/workloads.ts');
const { RULES } = await tableOf('__tests__/analysis/rules/index.ts');
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
  'docs/workloads.md': {
    workloads: table(
      ['| name | | most tokens | accuracy | in `study` |', '|---|---|--:|---|--:|'],
      Object.entries(WORKLOADS).map(([k, v]) => [
        code(k),
        v.about,
        v.maxTokens ?? '512',
        v.accuracy === null ? 'by its lines' : code(v.accuracy),
        v.studyTokens,
      ]),
    ),
  },
  'docs/verdicts.md': {
    rules: table(
      ['| rule | case | verdict |', '|---|---|---|'],
      RULES.map((r, i) => [r.rule === RULES[i - 1]?.rule ? '' : r.rule, r.when, code(r.verdict)]),
    ),
    metrics: table(
      ['| metric | | unit | changes by | arms | nature |', '|---|---|---|---|---|---|'],
      [...RATIO_METRICS, ...SAVING_METRICS].map((m) => [
        code(m.id),
        m.name,
        m.unit === '1' ? 'share' : m.unit,
        m.scale === 'relative' ? 'ratio' : 'difference',
        m.arms?.join(', ') ?? 'both together',
        m.nature,
      ]),
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
