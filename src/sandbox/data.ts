/** A Python value that is nothing but data, as JSON: what passes between the process of a program and the judge's. */
export type Data =
  | null
  | boolean
  | string
  | Data[]
  /** An int in hexadecimal, a float as text, bytes in hexadecimal. */
  | { int: string }
  | { float: string }
  | { bytes: string }
  | { complex: [string, string] }
  | { tuple: Data[] }
  | { set: Data[] }
  | { frozenset: Data[] }
  | { dict: [Data, Data][] };

/** One call of the function under test, as it went. */
export interface Call {
  /** What it returned, or the built-in exception that it raised. */
  outcome: { value: Data } | { raised: string; text: string };
  /** Arguments (lists, dicts, sets) that it changed in place, by position. */
  changed: [number, Data][];
}

const FLOAT = /^(-?\d+(\.\d+)?(e[+-]\d+)?|-?Infinity|NaN)$/;
/** Deeper values are not taken for data. */
export const MAX_DEPTH = 100;

const own = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

class Malformed extends Error {}

function list(value: unknown, depth: number): Data[] {
  if (!Array.isArray(value)) throw new Malformed();
  return value.map((v) => data(v, depth + 1));
}

function text(value: unknown, form: RegExp): string {
  if (typeof value !== 'string' || !form.test(value)) throw new Malformed();
  return value;
}

function pair(value: unknown): [unknown, unknown] {
  if (!Array.isArray(value) || value.length !== 2) throw new Malformed();
  return [value[0], value[1]];
}

function data(value: unknown, depth: number): Data {
  if (depth > MAX_DEPTH) throw new Malformed();
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (Array.isArray(value)) return list(value, depth);
  if (typeof value !== 'object') throw new Malformed();
  const [key, ...more] = Object.keys(value);
  if (key === undefined || more.length > 0) throw new Malformed();
  const inner = own(value, key);
  switch (key) {
    case 'int':
      return { int: text(inner, /^-?[0-9a-f]+$/) };
    case 'float':
      return { float: text(inner, FLOAT) };
    case 'bytes':
      return { bytes: text(inner, /^([0-9a-f]{2})*$/) };
    case 'complex': {
      const [re, im] = pair(inner);
      return { complex: [text(re, FLOAT), text(im, FLOAT)] };
    }
    case 'tuple':
      return { tuple: list(inner, depth) };
    case 'set':
      return { set: list(inner, depth) };
    case 'frozenset':
      return { frozenset: list(inner, depth) };
    case 'dict':
      if (!Array.isArray(inner)) throw new Malformed();
      return {
        dict: inner.map((entry) => pair(entry)).map(([k, v]): [Data, Data] => [data(k, depth + 1), data(v, depth + 1)]),
      };
    default:
      throw new Malformed();
  }
}

function call(value: unknown): Call {
  if (typeof value !== 'object' || value === null) throw new Malformed();
  const outcome = own(value, 'outcome');
  const changed = own(value, 'changed');
  if (typeof outcome !== 'object' || outcome === null || !Array.isArray(changed)) throw new Malformed();
  const raised = own(outcome, 'raised');
  return {
    outcome:
      raised === undefined
        ? { value: data(own(outcome, 'value'), 0) }
        : { raised: text(raised, /^[A-Za-z]{1,40}$/), text: text(own(outcome, 'text'), /^[^]{0,4000}$/) },
    changed: changed.map((c) => {
      const [at, now] = pair(c);
      if (typeof at !== 'number' || !Number.isInteger(at) || at < 0 || at > 1000) throw new Malformed();
      return [at, data(now, 0)];
    }),
  };
}

/** The calls that a sandbox process tells of, made anew field by field; `undefined` where anything has another form. */
export function readCalls(value: unknown): Call[] | undefined {
  try {
    return Array.isArray(value) ? value.map(call) : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
