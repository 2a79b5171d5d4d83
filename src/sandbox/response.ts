import { readCalls } from './data.ts';
import type { Response } from './protocol.ts';
import type { ParsedModule } from './types.ts';

const MAX_TEXT = 4000;
const MAX_STATEMENTS = 100_000;

const isText = (v: unknown): v is string => typeof v === 'string' && v.length <= MAX_TEXT;
const isFlag = (v: unknown): v is boolean => typeof v === 'boolean';
const isSeconds = (v: unknown): v is number => typeof v === 'number' && Number.isFinite(v) && v >= 0;
const isCount = (v: unknown): v is number => typeof v === 'number' && Number.isInteger(v) && v >= 0;

type Fields = (name: string) => unknown;

function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return (name) => (Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
}

function all<T>(values: unknown, of: (value: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(values) || values.length > MAX_STATEMENTS) return undefined;
  const out: T[] = [];
  for (const value of values) {
    const read = of(value);
    if (read === undefined) return undefined;
    out.push(read);
  }
  return out;
}

const counts = (values: unknown): number[] | undefined => all(values, (v) => (isCount(v) ? v : undefined));

function statement(value: unknown): ParsedModule['statements'][number] | undefined {
  const f = fieldsOf(value);
  if (!f) return undefined;
  const [kind, name, start, end, onlyDocstring] = [f('kind'), f('name'), f('start'), f('end'), f('onlyDocstring')];
  if (!isText(kind) || !(name === null || isText(name)) || !isCount(start) || !isCount(end) || !isFlag(onlyDocstring))
    return undefined;
  return { kind, name, start, end, onlyDocstring };
}

function moduleOf(value: unknown): ParsedModule | null | undefined {
  if (value === null) return null;
  const statements = all(fieldsOf(value)?.('statements'), statement);
  return statements && { statements };
}

const READERS: { [K in Response['kind']]: (f: Fields) => Extract<Response, { kind: K }> | undefined } = {
  run(f) {
    const [passed, text, cpuSeconds, broken] = [f('passed'), f('text'), f('cpuSeconds'), f('broken')];
    const calls = f('calls') === null ? null : readCalls(f('calls'));
    if (!isFlag(passed) || !isText(text) || !isSeconds(cpuSeconds) || !isFlag(broken) || calls === undefined)
      return undefined;
    return { kind: 'run', passed, text, cpuSeconds, broken, calls };
  },
  recheck(f) {
    const [fails, cpuSeconds] = [counts(f('fails')), f('cpuSeconds')];
    return fails && isSeconds(cpuSeconds) ? { kind: 'recheck', fails, cpuSeconds } : undefined;
  },
  judge(f) {
    const [passed, fails, cpuSeconds] = [f('passed'), counts(f('fails')), f('cpuSeconds')];
    return (passed === null || isFlag(passed)) && fails && isSeconds(cpuSeconds)
      ? { kind: 'judge', passed, fails, cpuSeconds }
      : undefined;
  },
  parse(f) {
    const module = moduleOf(f('module'));
    const cpuSeconds = f('cpuSeconds');
    return module !== undefined && isSeconds(cpuSeconds) ? { kind: 'parse', module, cpuSeconds } : undefined;
  },
  restore(f) {
    const restored = f('restored');
    return isFlag(restored) ? { kind: 'restore', restored } : undefined;
  },
  probe(f) {
    const pythonVersion = f('pythonVersion');
    const rings = all(f('rings'), (v) => {
      const r = fieldsOf(v);
      const [name, holds, detail] = [r?.('name'), r?.('holds'), r?.('detail')];
      return isText(name) && isFlag(holds) && isText(detail) ? { name, holds, detail } : undefined;
    });
    return rings && isText(pythonVersion) ? { kind: 'probe', rings, pythonVersion } : undefined;
  },
  calibrate(f) {
    const cpuSeconds = f('cpuSeconds');
    return isSeconds(cpuSeconds) ? { kind: 'calibrate', cpuSeconds } : undefined;
  },
};

/**
 * What a sandbox process answered to a request of `kind`, made anew field by field: nothing that a program may have put
 * there is passed through. `null` where it is malformed, or answers something else.
 */
export function readResponse<K extends Response['kind']>(kind: K, json: string): Extract<Response, { kind: K }> | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const fields = fieldsOf(value);
  if (!fields || fields('kind') !== kind) return null;
  return READERS[kind](fields) ?? null;
}
