import { meaningOf } from './findings.ts';

/** A code of earlier versions, which is none any more; it changed no verdict. */
const GONE = 'unconfirmed';

const isGone = (item: unknown): boolean =>
  item === GONE || (typeof item === 'object' && (item as { code?: unknown } | null)?.code === GONE);

/** Without that code in its lists of codes and findings. */
const withoutGone = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([key, list]: [string, unknown]) => [
      key,
      (key === 'reasons' || key === 'findings') && Array.isArray(list) ? list.filter((item) => !isGone(item)) : list,
    ]),
  );

interface Older {
  details?: Record<string, unknown>;
  noticed?: { code?: unknown; side?: unknown }[];
}

/**
 * A comparison as it was written before findings were one list (`details`: one text a code; `noticed`: warnings by code
 * and side) in the present form. Whatever else `value` is comes back as it is, for the schema to judge.
 */
export function upgradeComparison(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if ('findings' in value) return withoutGone(value);
  const { details, noticed, ...rest } = value as Older;
  return withoutGone({
    ...rest,
    findings: [
      ...Object.entries(details ?? {}).map(([code, text]) => ({ code, text })),
      ...(Array.isArray(noticed) ? noticed : []).map((n) => ({ ...n, text: meaningOf(String(n?.code)) ?? '' })),
    ],
  });
}
