import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';

/** A row in LongBench's format. */
export interface Row {
  input: string;
  context: string;
  answers: string[];
  length: number;
  dataset: 'lcc' | 'repobench-p';
  language: string;
  all_classes: null;
  _id: string;
}

/** Source files of this repository, in a fixed order. */
const sources = (): string[] =>
  readdirSync(join(packageRoot, 'src', 'analysis'))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(join(packageRoot, 'src', 'analysis', name), 'utf8'));

const NEXT = /^\s+\S.*\S$/;

/**
 * Rows as LongBench has them, contexts and answers being this repository's own source: of `lcc` a file up to a line and
 * the line that follows; of `repobench-p` other files before it, and the file itself as input. @param files how many
 * other files stand before
 */
export function sourceRows(dataset: Row['dataset'], count: number, files = 1): Row[] {
  const all = sources();
  return Array.from({ length: count }, (_, n): Row => {
    const lines = all[n % all.length]!.split('\n');
    const at = lines.findIndex((line, i) => i > lines.length / 2 && NEXT.test(line));
    const own = `${lines.slice(0, at).join('\n')}\n`;
    const others = Array.from({ length: files }, (_x, i) => all[(n + i + 1) % all.length]!).join('\n');
    const repository = dataset === 'repobench-p';
    return {
      input: repository ? own : '',
      context: repository ? others : `${files > 1 ? others : ''}${own}`,
      answers: [lines[at]!],
      length: own.length,
      dataset,
      language: 'typescript',
      all_classes: null,
      _id: `${dataset}-${n}`,
    };
  });
}

export const jsonl = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
