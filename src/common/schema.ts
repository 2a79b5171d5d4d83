import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { packageRoot } from './paths.ts';
import { JouleGateError } from './errors.ts';
import type { RunResult } from './generated/run-result.ts';
import type { Comparison } from './generated/comparison.ts';
import { upgradeComparison } from './older-comparison.ts';

export type SchemaName =
  | 'checker'
  | 'config'
  | 'run-result'
  | 'comparison'
  | 'qualification'
  | 'record'
  | 'index'
  | 'trend'
  | 'matrix'
  | 'study';

const compiled = new Map<string, ValidateFunction>();

function validator(name: SchemaName, allErrors: boolean): ValidateFunction {
  const key = `${name} ${allErrors}`;
  const known = compiled.get(key);
  if (known) return known;
  const schema = JSON.parse(readFileSync(join(packageRoot, 'schema', `${name}.schema.json`), 'utf8')) as object;
  const ajv = new Ajv2020({
    allErrors,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  });
  const validate = ajv.compile(schema);
  compiled.set(key, validate);
  return validate;
}

/**
 * All violations of a schema, in ajv's form; empty where the value fits. @param all whether to go on after the first:
 * ajv's time grows with the square of their number
 */
export function schemaErrors(name: SchemaName, value: unknown, all = true): ErrorObject[] {
  const validate = validator(name, all);
  return validate(value) ? [] : [...(validate.errors ?? [])];
}

const CURRENT = 1;

function assertDocument(name: 'run-result' | 'comparison', value: unknown, where: string, all = true): void {
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== undefined && version !== CURRENT) {
    throw new JouleGateError(
      'document-invalid',
      `${where} has schema version ${JSON.stringify(version)}, this JouleGate reads ${CURRENT}`,
      'measure again with this version, or use the JouleGate that wrote the file',
    );
  }
  const errors = schemaErrors(name, value, all);
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

/**
 * A Comparison that anybody may have written, so it is read no further than its first violation. Throws
 * `document-invalid` there.
 */
export function readForeignComparison(value: unknown, where: string): Comparison {
  const upgraded = upgradeComparison(value);
  assertDocument('comparison', upgraded, where, false);
  return upgraded as Comparison;
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
