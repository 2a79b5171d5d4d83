import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { packageRoot } from './paths.ts';
import { JouleGateError } from './errors.ts';
import type { RunResult } from './generated/run-result.ts';
import type { Comparison } from './generated/comparison.ts';
import { upgradeComparison } from './older-comparison.ts';

export type SchemaName = 'config' | 'run-result' | 'comparison' | 'qualification' | 'record' | 'index' | 'trend';

const compiled = new Map<SchemaName, ValidateFunction>();

function validator(name: SchemaName): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const schema = JSON.parse(readFileSync(join(packageRoot, 'schema', `${name}.schema.json`), 'utf8')) as object;
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  });
  const validate = ajv.compile(schema);
  compiled.set(name, validate);
  return validate;
}

/** All violations of a schema, in ajv's form; empty where the value fits. */
export function schemaErrors(name: SchemaName, value: unknown): ErrorObject[] {
  const validate = validator(name);
  return validate(value) ? [] : [...(validate.errors ?? [])];
}

const CURRENT = 1;

function assertDocument(name: 'run-result' | 'comparison', value: unknown, where: string): void {
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== undefined && version !== CURRENT) {
    throw new JouleGateError(
      'document-invalid',
      `${where} has schema version ${JSON.stringify(version)}, this JouleGate reads ${CURRENT}`,
      'measure again with this version, or use the JouleGate that wrote the file',
    );
  }
  const errors = schemaErrors(name, value);
  if (errors.length === 0) return;
  const lines = errors.slice(0, 8).map((e) => `${e.instancePath || '/'} ${e.message ?? ''}`);
  throw new JouleGateError(
    'document-invalid',
    `${where} is no ${name === 'run-result' ? 'RunResult' : 'Comparison'}: ${lines.join('; ')}`,
    `give a file that "joulegate ${name === 'run-result' ? 'run' : 'compare'}" wrote (schema/${name}.schema.json)`,
  );
}

/** Throws `document-invalid` where `value` is no RunResult of the current schema version. */
export function assertRunResult(value: unknown, where: string): asserts value is RunResult {
  assertDocument('run-result', value, where);
}

/** A Comparison as this or an earlier version wrote it. Throws `document-invalid` where `value` is none. */
export function readComparison(value: unknown, where: string): Comparison {
  const upgraded = upgradeComparison(value);
  assertComparison(upgraded, where);
  return upgraded;
}

/** Throws `document-invalid` where `value` is no Comparison in the form that this version writes. */
export function assertComparison(value: unknown, where: string): asserts value is Comparison {
  assertDocument('comparison', value, where);
}
