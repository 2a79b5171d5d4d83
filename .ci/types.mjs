// Writes src/common/generated/*.ts from schema/*.json. `--check` only says whether they are up to date.
import { readFile, writeFile, mkdir, readdir } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

/** A code that only a later version writes is for ajv: as a type, `string` would swallow the codes that we know. */
function withoutLaterCodes(node) {
  if (node === null || typeof node !== 'object') return;
  const later = (s) => s?.$ref === '#/$defs/laterCode';
  if (Array.isArray(node.anyOf) && node.anyOf.some(later)) {
    const [known] = node.anyOf.filter((s) => !later(s));
    delete node.anyOf;
    Object.assign(node, known);
  }
  if (node.$defs) delete node.$defs.laterCode;
  Object.values(node).forEach(withoutLaterCodes);
}

const out = new URL('../src/common/generated/', import.meta.url);
const schemas = new URL('../schema/', import.meta.url);
const check = process.argv.includes('--check');
await mkdir(out, { recursive: true });
let stale = 0;
for (const file of (await readdir(schemas)).filter((f) => f.endsWith('.schema.json')).sort()) {
  const schema = JSON.parse(await readFile(new URL(file, schemas), 'utf8'));
  delete schema.$id;
  // Exclusions between keys are for ajv alone: as types they would hide the keys.
  for (const s of Object.values(schema.properties)) {
    delete s.oneOf;
    delete s.not;
  }
  withoutLaterCodes(schema);
  const text = await compile(schema, schema.title, {
    bannerComment: `/* Generated from schema/${file} by .ci/types.mjs. Do not edit. */`,
    additionalProperties: false,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  const target = new URL(file.replace('.schema.json', '.ts'), out);
  const old = await readFile(target, 'utf8').catch(() => '');
  if (old === text) continue;
  stale++;
  if (!check) await writeFile(target, text);
  console.log(`${check ? 'stale' : 'wrote'} ${target.pathname}`);
}
if (check && stale > 0) process.exitCode = 1;
