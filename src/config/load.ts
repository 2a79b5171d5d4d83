import { dirname, resolve } from 'node:path';
import { parseDocument, type Document } from 'yaml';
import { JouleGateError } from '../common/errors.ts';
import { readText } from '../common/files.ts';
import { schemaErrors } from '../common/schema.ts';
import type { ConfigFile } from '../common/generated/config.ts';
import { explainErrors } from './explain.ts';
import { withDefaults } from './defaults.ts';
import { engineMistakes } from './engine.ts';
import type { Config } from './types.ts';
import { judgeLimits } from './limits.ts';
import { checkerWarnings, contradictions } from './workload.ts';

/** Far more than any configuration needs. */
const MOST_BYTES = 2 ** 20;

/** The value of a parsed document; aliases that multiply beyond use, or hold themselves, are refused. */
function valueOf(document: Document, name: string): unknown {
  const refused = (what: string, cause?: unknown): JouleGateError =>
    new JouleGateError(
      'config-unreadable',
      `${name} is no usable YAML: ${what}`,
      'write the values out instead of naming them by aliases (*name)',
      { cause },
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    throw refused((cause as Error).message, cause);
  }
  try {
    JSON.stringify(value);
  } catch (cause) {
    throw refused('an alias holds itself', cause);
  }
  return value;
}

/** Parses YAML or JSON (which is YAML); throws `config-unreadable` with line and column. */
export function parseConfig(text: string, name: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const error = document.errors[0];
  if (error) {
    throw new JouleGateError(
      'config-unreadable',
      `${name} is no valid YAML: ${error.message.trim()}`,
      'mend the line named; keys and values are separated by a colon and a space',
      { cause: error },
    );
  }
  return valueOf(document, name);
}

type Plain = Record<string, unknown>;
const isPlain = (v: unknown): v is Plain => typeof v === 'object' && v !== null && !Array.isArray(v);

/** `over` on top of `base`, objects key by key; `undefined` leaves what was there. */
export function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isPlain(base) || !isPlain(over)) return over;
  const out: Plain = { ...base };
  for (const [k, v] of Object.entries(over)) {
    const merged = merge(base[k], v);
    if (merged !== undefined) out[k] = merged;
  }
  return out;
}

const mistakes = (name: string, lines: readonly string[]): JouleGateError =>
  new JouleGateError(
    'config-invalid',
    `${name} has mistakes:\n  ${lines.join('\n  ')}`,
    'mend each line named; the keys are explained in docs/configuration.md',
  );

/**
 * A configuration value (a parsed file with overrides on top) as a `Config` with every default filled in.
 * Throws `config-invalid` naming every mistake at once. @param workload in place of the value's own, for a subject that
 * is measured on another one
 */
export function checkConfig(
  given: unknown,
  name: string,
  directory: string,
  workload: Config['workload'] | null = null,
): Config {
  const value = given ?? {};
  const errors = schemaErrors('config', value);
  if (errors.length > 0) {
    throw mistakes(name, explainErrors(errors));
  }
  const engine = engineMistakes(value as ConfigFile);
  if (engine.length > 0) throw mistakes(name, engine);
  const limits = judgeLimits((value as ConfigFile).thresholds);
  const wrong = [...limits.errors, ...(workload === null ? contradictions(value as ConfigFile) : [])];
  if (wrong.length > 0) throw mistakes(name, wrong);
  const warnings = [...limits.warnings, ...checkerWarnings(value as ConfigFile)];
  return withDefaults(value as ConfigFile, directory, warnings, workload);
}

/**
 * The value of a YAML or JSON file. @param what it is, and @param fix how to give it: for the error
 * @throws JouleGateError `config-unreadable`
 */
export async function readConfigFile(file: string, what: string, fix: string): Promise<unknown> {
  let text: string;
  try {
    text = await readText(file, MOST_BYTES);
  } catch (cause) {
    throw new JouleGateError('config-unreadable', `cannot read the ${what} ${file}: ${(cause as Error).message}`, fix, {
      cause,
    });
  }
  return parseConfig(text, file);
}

/**
 * Reads `joulegate.yml` (or JSON), lays `overrides` over it, checks it and fills in the defaults.
 * `model` takes the whole key's place: a path does not merge with an address.
 */
export async function loadConfig(
  file: string,
  overrides: Partial<ConfigFile> = {},
  model?: ConfigFile['model'],
): Promise<Config> {
  const found = await readConfigFile(
    file,
    'configuration',
    'give its path with --config (action input "config"); README shows a first joulegate.yml',
  );
  const merged = merge(found, overrides);
  const value = model && isPlain(merged) ? { ...merged, model } : merged;
  return { ...checkConfig(value, file, dirname(resolve(file))), source: { file: resolve(file), overrides } };
}
