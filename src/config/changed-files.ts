import { isAbsolute } from 'node:path';
import { gitText } from '../common/git.ts';
import { real, within } from '../common/inside.ts';
import type { Config } from './types.ts';

/** A file of the repository that head has otherwise than base, with the lines that differ, as head numbers them. */
export interface ChangedFile {
  /** From the repository's root, with `/`. */
  name: string;
  /** First and last line of each changed place; none in a file that is no text. */
  lines: [first: number, last: number][];
}

/** The places of head in a diff without context; what was only taken away is told by the line before it. */
function changedLines(diff: string): [number, number][] {
  return [...diff.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].map(([, from, count]) => {
    const first = Math.max(1, Number(from));
    return [first, Math.max(first, first + Number(count ?? 1) - 1)];
  });
}

/**
 * Which of the small files that a configuration is made of – itself, its prompt, its rule module – differ on disk from
 * what git has at base. @param base a commit or tree
 */
export async function changedFiles(
  root: string,
  base: string,
  { source, prompt, suppression }: Pick<Config, 'source' | 'prompt' | 'suppression'>,
): Promise<ChangedFile[]> {
  const paths = [source?.file, prompt.file, isAbsolute(suppression.rule) ? suppression.rule : null];
  const names = new Set(paths.flatMap((path) => (path ? [within(root, real(path))] : [])));
  const changed: ChangedFile[] = [];
  for (const name of names) {
    if (name === null) continue;
    const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-renames', '--unified=0'];
    const diff = await gitText(root, ['diff', ...plain, base, '--', `:(literal)${name}`]);
    if (diff) changed.push({ name, lines: changedLines(diff) });
  }
  return changed;
}
