import type { Comparison } from '../common/generated/comparison.ts';
import { code, type Text } from './text.ts';

/** What the change does to the gate itself, a line each, under one that says so; `null` where it does nothing. */
export function gateChangeLines(c: Comparison): { lead: string; lines: Text[] } | null {
  const { applied, keys } = c.gateChanges ?? { applied: true, keys: [] };
  if (keys.length === 0) return null;
  return {
    lead: applied
      ? 'This change alters the gate itself:'
      : "This change would alter the gate itself; it comes from a fork, so base's values hold:",
    lines: keys.map(({ key, base, head }) => [code(key), ': ', code(base), ' → ', code(head)]),
  };
}
