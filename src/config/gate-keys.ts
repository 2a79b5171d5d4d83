import type { Config, GateChange } from './types.ts';

/**
 * What of a configuration is the gate's own: how it measures and when it fails, not what is measured. A pull request
 * that changes one of these changes its own judge.
 */
const GATE_KEYS = [
  'workload',
  'arms',
  'repeats',
  'meter',
  'thresholds',
  'budget',
  'environmentAllow',
  'expect',
  'sandbox',
  'comment',
  'baseline',
  'onInconclusive',
  'onInvalid',
] as const satisfies (keyof Config)[];

type GateKeys = Pick<Config, (typeof GATE_KEYS)[number]>;

export const gateKeysOf = (config: Config): GateKeys =>
  Object.fromEntries(GATE_KEYS.map((key) => [key, config[key]])) as unknown as GateKeys;

const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Leaves by dotted name; what is `null` is not set. */
function leaves(value: unknown, name: string): [string, string][] {
  if (isObject(value))
    return Object.entries(value).flatMap(([key, v]) => leaves(v, name === '' ? key : `${name}.${key}`));
  return value === null || value === undefined
    ? []
    : [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
}

/** As the file has them: what is expected of the machine stands under `environment`; where files are read, nowhere. */
function asInFile({ expect, workload, ...keys }: GateKeys): unknown {
  const { checker, ...rest } = workload;
  const own = checker && { command: checker.command, files: checker.files, seconds: checker.seconds };
  return { workload: { ...rest, checker: own }, ...keys, environment: { expect } };
}

/** The gate's own keys in which two configurations differ, defaults filled in. */
export function gateChanges(base: GateKeys, head: GateKeys): GateChange[] {
  const [before, after] = [base, head].map((keys) => new Map(leaves(asInFile(keys), '')));
  return [...new Set([...before!.keys(), ...after!.keys()])]
    .filter((key) => before!.get(key) !== after!.get(key))
    .map((key) => ({
      key: kebab(key),
      base: before!.get(key) ?? 'not set',
      head: after!.get(key) ?? 'not set',
    }));
}
