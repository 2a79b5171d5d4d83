import type { ArmName } from './phases.ts';

/** What is kept of an accepted result, to learn how far two measurements of one subject differ. */
export interface HistoryEntry {
  measurement: string;
  createdAt: string;
  /** Names what must be equal for two entries to be measurements of the same thing. */
  key: string;
  joulesPerTask: Partial<Record<ArmName, number>>;
  /** Standard deviation of ln J/task between blocks. */
  blockSpread: Partial<Record<ArmName, number>>;
}

/** JSON lines as entries; what is no entry is left out, since a history only informs. */
export function parseHistory(text: string): HistoryEntry[] {
  return text.split('\n').flatMap((line) => {
    try {
      const e = JSON.parse(line) as HistoryEntry;
      return typeof e?.measurement === 'string' && typeof e.key === 'string' && typeof e.joulesPerTask === 'object'
        ? [e]
        : [];
    } catch {
      return [];
    }
  });
}
