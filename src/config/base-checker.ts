import { isAbsolute, posix } from 'node:path';
import { readChecker, type CheckerSource } from '../common/checker.ts';
import { JouleGateError } from '../common/errors.ts';
import { schemaErrors } from '../common/schema.ts';
import { pointerOf } from './base-model.ts';
import type { Tree } from './base-tree.ts';
import type { GithubEvent } from './event.ts';
import { gateChanges, gateKeysOf } from './gate-keys.ts';
import { real, within } from '../common/inside.ts';
import type { RemoteObjects } from './remote-objects.ts';
import { targetConfig, targetTree } from './target.ts';
import type { Config, GateChange } from './types.ts';
import { checkerIn, checkerMistakes, workloadOf } from './workload.ts';

const refused = (what: string, fix: string): JouleGateError =>
  new JouleGateError('checker-invalid', `in a pull request the checker comes from the base branch alone: ${what}`, fix);

/**
 * A checker with its files as a commit has them, copied into a folder that goes away with this process.
 * @param configFile the configuration's path inside the repository, with `/`
 * @throws JouleGateError `checker-invalid` where the commit lacks one of them
 */
export async function checkerOf(tree: Tree, checker: CheckerSource, configFile: string): Promise<CheckerSource> {
  const folder = posix.dirname(configFile);
  for (const file of checker.files) {
    const name = posix.normalize(posix.join(folder, file));
    const bytes = await tree.read(name);
    if (bytes === null || pointerOf(bytes) !== null)
      throw new JouleGateError(
        'checker-invalid',
        `the checker's file ${name} is ${bytes === null ? 'not in git' : 'a Git-LFS pointer'} at ${tree.commit.slice(0, 12)} (base)`,
        'commit it to the base branch, in git itself, no link out of the repository',
      );
    await tree.write(name);
  }
  return { ...checker, folder: tree.at(folder) };
}

/** The checker that the base branch's configuration has; `null` where it has none that holds. */
async function checkerAtBase(tree: Tree, configFile: string): Promise<CheckerSource | null> {
  const value = await targetConfig(tree, configFile);
  const checker = value?.workload?.checker;
  if (!checker || schemaErrors('config', { workload: value.workload }, false).length > 0) return null;
  const workload = workloadOf({ workload: value.workload! }, (path) => path ?? null);
  return checkerMistakes(workload).length > 0 ? null : checkerIn(checker, '.');
}

/** The files that two checkers have otherwise under one name, as changes of the gate. */
export async function changedFilesOf(base: CheckerSource | null, head: CheckerSource | null): Promise<GateChange[]> {
  if (base === null || head === null) return [];
  const digests = async (checker: CheckerSource): Promise<Map<string, string>> => {
    const { files } = await readChecker(checker);
    return new Map(files.map((f) => [f.name, `${f.name} (SHA-256 ${f.sha256.slice(0, 12)})`]));
  };
  const [before, after] = [await digests(base), await digests(head)];
  return [...before].flatMap(([name, was]) => {
    const is = after.get(name);
    return is === undefined || is === was ? [] : [{ key: 'workload.checker.files', base: was, head: is }];
  });
}

/** A head whose files cannot be read differs, and base's are taken all the same. */
const unreadable = (error: unknown): GateChange[] => {
  if (!(error instanceof JouleGateError)) throw error;
  return [{ key: 'workload.checker.files', base: 'as base has them', head: error.message }];
};

/** A configuration with base's checker in the place of its own; what that withholds is told, as a warning too. */
export async function withBaseChecker(config: Config, checker: CheckerSource): Promise<Config> {
  const next: Config = { ...config, workload: { ...config.workload, checker } };
  const changes = [
    ...gateChanges(gateKeysOf(next), gateKeysOf(config)),
    ...(await changedFilesOf(checker, config.workload.checker).catch(unreadable)),
  ];
  const withheld = changes.map((c) => ({ ...c, head: `${c.head} (not used: base's is)` }));
  const keys = [...new Set(changes.map((c) => c.key))];
  return {
    ...next,
    withheld: [...config.withheld, ...withheld],
    warnings: [...config.warnings, ...keys.map((key) => `${key} is not base's, and base's holds`)],
  };
}

/**
 * A configuration whose checker is the one that the base branch has, command and files: a pull request could else run
 * what it likes. @param root the repository's folder. @param configFile the configuration's path inside it, with `/`.
 * @throws JouleGateError `checker-invalid` where base cannot be read, has none, or names a file of this checkout
 */
export async function checkerFromBase(
  config: Config,
  root: string,
  configFile: string,
  event: GithubEvent,
  remote: RemoteObjects | null,
): Promise<Config> {
  const tree = await targetTree(root, event, remote, refused);
  const base = await checkerAtBase(tree, configFile);
  if (base === null)
    throw refused(
      `${configFile} there has none`,
      'let somebody who may push to the base branch merge "workload.checker" and its files first',
    );
  const isOurs = (argument: string): boolean =>
    argument.includes(root) || (isAbsolute(argument) && within(root, real(argument)) !== null);
  const own = base.command.find(isOurs);
  if (own !== undefined)
    throw refused(
      `its command there names ${own}, a file of this checkout`,
      'name the file in workload.checker.files, and in the command by its path from the configuration',
    );
  return await withBaseChecker(config, { ...(await checkerOf(tree, base, configFile)), foreign: root });
}
