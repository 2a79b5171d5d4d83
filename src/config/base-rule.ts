import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { makeFolder } from '../common/folders.ts';
import { atExit } from '../common/leftovers.ts';
import { git, gitText } from '../common/git.ts';
import { parseConfig } from './load.ts';

const refused = (what: string, fix: string): JouleGateError =>
  new JouleGateError('rule-invalid', `in a pull request code comes from the base branch alone: ${what}`, fix);

/**
 * The commit that a pull request is to be merged into: the first parent of GitHub's merge commit, else the event's
 * base.
 */
async function baseCommit(root: string, eventBase: string | null): Promise<string> {
  const parents = (await gitText(root, ['rev-list', '--parents', '-n', '1', 'HEAD']))?.split(' ') ?? [];
  for (const candidate of [parents.length === 3 ? parents[1] : undefined, eventBase ?? undefined]) {
    if (
      candidate !== undefined &&
      /^[0-9a-f]{40,64}$/.test(candidate) &&
      (await gitText(root, ['cat-file', '-e', `${candidate}^{commit}`])) !== null
    )
      return candidate;
  }
  throw refused(
    'its commit is not in this checkout',
    'set "fetch-depth: 2" at actions/checkout, or use a rule of JouleGate\'s own',
  );
}

/** `suppression.rule` of the configuration as the base branch has it, as a path inside the repository. */
async function ruleAtBase(root: string, commit: string, configFile: string): Promise<string | null> {
  const text = await gitText(root, ['show', `${commit}:${configFile}`]);
  if (text === null) return null;
  const value = parseConfig(text, `${configFile} of the base branch`) as { suppression?: { rule?: unknown } } | null;
  const rule = value?.suppression?.rule;
  return typeof rule === 'string' ? posix.normalize(posix.join(posix.dirname(configFile), rule)) : null;
}

/**
 * The rule module that a pull request's gate may run: the one that the base branch itself configures, as it is there,
 * copied (with the JavaScript and JSON beside it) into a folder that goes away with this process.
 * @param root the repository's folder. @param rule and configFile: paths inside it, with `/`.
 * @returns the copy's path. @throws JouleGateError `rule-invalid`
 */
export async function ruleFromBase(
  root: string,
  rule: string,
  configFile: string,
  eventBase: string | null,
): Promise<string> {
  const commit = await baseCommit(root, eventBase);
  if ((await ruleAtBase(root, commit, configFile)) !== rule) {
    throw refused(
      `${configFile} there names no rule module ${rule}`,
      "merge the rule by a pull request of its own first, or use a rule of JouleGate's own",
    );
  }
  const folder = posix.dirname(rule);
  const listed = await gitText(root, [
    'ls-tree',
    '-r',
    '-z',
    '--name-only',
    '--full-tree',
    commit,
    ...(folder === '.' ? [] : [`${folder}/`]),
  ]);
  const files = (listed ?? '').split('\0').filter((name) => /\.(?:[cm]?js|json)$/.test(name));
  if (!files.includes(rule))
    throw refused(`it has no file ${rule}`, 'merge the rule by a pull request of its own first');
  const copy = mkdtempSync(join(tmpdir(), 'joulegate-rule-'));
  atExit(() => rmSync(copy, { recursive: true, force: true }));
  for (const name of files) {
    const path = join(copy, ...name.split('/'));
    makeFolder(dirname(path));
    await writeFile(path, await git(root, ['cat-file', 'blob', `${commit}:${name}`]));
  }
  return join(copy, ...rule.split('/'));
}
