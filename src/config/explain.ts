import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearest } from '../common/nearest.ts';

const show = (value: unknown): string => {
  // YAML has .nan and .inf, which JSON would show as null.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** `/prompt/answer-prefix` → `prompt.answer-prefix`; the root is `(top level)`. */
const dotted = (pointer: string): string =>
  pointer === ''
    ? '(top level)'
    : pointer
        .slice(1)
        .split('/')
        .map((p) => p.replaceAll('~1', '/').replaceAll('~0', '~'))
        .join('.');

const isBranch = (e: ErrorObject): boolean => e.keyword === 'anyOf' || e.keyword === 'oneOf';

function explain(e: ErrorObject): string {
  const path = dotted(e.instancePath);
  switch (e.keyword) {
    case 'additionalProperties': {
      const key = (e.params as { additionalProperty: string }).additionalProperty;
      const allowed = Object.keys((e.parentSchema as { properties?: object }).properties ?? {}).filter(
        (k) => k !== '$schema',
      );
      const hint = nearest(key, allowed);
      return `${path}: unknown key "${key}"${hint ? `, did you mean "${hint}"?` : ''} Allowed: ${allowed.join(', ')}`;
    }
    case 'required': {
      const key = (e.params as { missingProperty: string }).missingProperty;
      const { description } =
        (e.parentSchema as { properties?: Record<string, { description?: string }> }).properties?.[key] ?? {};
      return `${path}: the key "${key}" is missing${description ? ` (${description})` : ''}`;
    }
    case 'enum': {
      const allowed = (e.params as { allowedValues: unknown[] }).allowedValues;
      const hint =
        typeof e.data === 'string'
          ? nearest(
              e.data,
              allowed.filter((a): a is string => typeof a === 'string'),
            )
          : null;
      return `${path}: found ${show(e.data)}, allowed: ${allowed.map(show).join(', ')}${hint ? `; did you mean "${hint}"?` : ''}`;
    }
    case 'not':
      return `${path}: "template" and "file" exclude each other, found both`;
    case 'oneOf':
      return `${path}: found keys ${Object.keys((e.data ?? {}) as object).join(', ') || 'none'}, allowed: exactly one of path, uri, preset, builtin`;
    case 'pattern': {
      const { description, pattern } = e.parentSchema as { description?: string; pattern: string };
      return `${path}: found ${show(e.data)}, allowed: ${description ?? `text that fits ${pattern}`}`;
    }
    default:
      return `${path}: found ${show(e.data)}, ${e.message ?? e.keyword}`;
  }
}

/** What an ajv `anyOf` tried at one place, in one line. */
function alternatives(e: ErrorObject, all: ErrorObject[]): string {
  const inside = all.filter((o) => o !== e && o.instancePath.startsWith(e.instancePath) && !isBranch(o));
  // A wrong key inside an object is what the user slipped on; the other branches are noise.
  const deeper = inside.filter(
    (o) => o.keyword === 'additionalProperties' || o.instancePath.length > e.instancePath.length,
  );
  if (deeper.length > 0) return deeper.map(explain).join('\n');
  const values = inside.flatMap((o) =>
    o.keyword === 'enum'
      ? (o.params as { allowedValues: unknown[] }).allowedValues.map(show)
      : o.keyword === 'const'
        ? [show((o.params as { allowedValue: unknown }).allowedValue)]
        : o.keyword === 'type'
          ? [`a value of type ${String((o.params as { type: unknown }).type)}`]
          : [],
  );
  const found =
    typeof e.data === 'string'
      ? nearest(
          e.data,
          values.map((v) => v.replaceAll('"', '')),
        )
      : null;
  return `${dotted(e.instancePath)}: found ${show(e.data)}, allowed: ${[...new Set(values)].join(', ')}${found ? `; did you mean "${found}"?` : ''}`;
}

/** What a branch of a choice lacked, or has too much: the choice itself is told. */
const isOfBranch = (e: ErrorObject, choice: ErrorObject): boolean =>
  (e.keyword === 'required' && e.instancePath === choice.instancePath) ||
  (e.keyword === 'false schema' && e.instancePath.startsWith(`${choice.instancePath}/`));

/** One line per mistake: where, what was found, what is allowed, the nearest valid key. */
export function explainErrors(errors: ErrorObject[]): string[] {
  const branches = errors.filter((e) => e.keyword === 'anyOf');
  const covered = (e: ErrorObject): boolean =>
    branches.some((b) => e !== b && e.instancePath.startsWith(b.instancePath));
  const choice = errors.filter((e) => e.keyword === 'oneOf');
  const lines = errors
    .filter((e) => !covered(e) && !choice.some((c) => isOfBranch(e, c)))
    .flatMap((e) => (e.keyword === 'anyOf' ? alternatives(e, errors) : explain(e)).split('\n'));
  return [...new Set(lines)];
}
