import type { ChangedFile } from '../config/changed-files.ts';
import type { Host, Level } from './host.ts';

/** GitHub shows ten of a level for each step, and one is the verdict's. */
const MOST = 9;

/** Says a verdict beside the changed lines that it is about. */
export function annotateChanges(host: Host, level: Level, text: string, files: readonly ChangedFile[]): void {
  const places = files.flatMap(({ name, lines }) =>
    lines.map(([startLine, endLine]) => ({ file: name, startLine, endLine })),
  );
  for (const place of places.slice(0, MOST)) host.annotate(level, text, place);
}
