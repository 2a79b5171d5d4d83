import { posix } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import type { Tree } from './base-tree.ts';
import type { GithubEvent } from './event.ts';
import type { RemoteObjects } from './remote-objects.ts';
import { targetConfig, targetTree } from './target.ts';

const refused = (what: string, fix: string): JouleGateError =>
  new JouleGateError('rule-invalid', `in a pull request code comes from the base branch alone: ${what}`, fix);

/** `suppression.rule` of the configuration as the base branch has it, as a path inside the repository. */
async function ruleAtBase(tree: Tree, configFile: string): Promise<string | null> {
  const rule: unknown = (await targetConfig(tree, configFile))?.suppression?.rule;
  return typeof rule === 'string' ? posix.normalize(posix.join(posix.dirname(configFile), rule)) : null;
}

/**
 * A rule module as the tree's commit has it, written with the JavaScript and JSON beside it, which it may import;
 * `null` where it has none. @param rule its path inside the repository. @returns the copy's path
 */
export async function copyRule(tree: Tree, rule: string): Promise<string | null> {
  const files = (await tree.list(posix.dirname(rule))).filter((f) => /\.(?:[cm]?js|json)$/.test(f));
  if (!files.includes(rule)) return null;
  for (const name of files) await tree.write(name);
  return tree.at(rule);
}

/**
 * The rule module that a pull request's gate may run: the one that the base branch itself configures, as it is there,
 * copied into a folder that goes away with this process.
 * @param root the repository's folder. @param rule and configFile: paths inside it, with `/`.
 * @returns the copy's path. @throws JouleGateError `rule-invalid`
 */
export async function ruleFromBase(
  root: string,
  rule: string,
  configFile: string,
  event: GithubEvent,
  remote: RemoteObjects | null = null,
): Promise<string> {
  const tree = await targetTree(root, event, remote, refused);
  if ((await ruleAtBase(tree, configFile)) !== rule) {
    throw refused(
      `${configFile} there names no rule module ${rule}`,
      "merge the rule by a pull request of its own first, or use a rule of JouleGate's own",
    );
  }
  const copy = await copyRule(tree, rule);
  if (copy === null) throw refused(`it has no file ${rule}`, 'merge the rule by a pull request of its own first');
  return copy;
}
