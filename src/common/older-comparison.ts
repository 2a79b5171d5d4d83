import { meaningOf } from './findings.ts';

interface Older {
  details?: Record<string, unknown>;
  noticed?: { code?: unknown; side?: unknown }[];
}

/**
 * A comparison as it was written before findings were one list (`details`: one text a code; `noticed`: warnings by code
 * and side) in the present form. Whatever else `value` is comes back as it is, for the schema to judge.
 */
export function upgradeComparison(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'findings' in value) return value;
  const { details, noticed, ...rest } = value as Older;
  return {
    ...rest,
    findings: [
      ...Object.entries(details ?? {}).map(([code, text]) => ({ code, text })),
      ...(Array.isArray(noticed) ? noticed : []).map((n) => ({ ...n, text: meaningOf(String(n?.code)) ?? '' })),
    ],
  };
}
