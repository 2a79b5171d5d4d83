import { JouleGateError } from '../common/errors.ts';
import { baseCommit, repositoryOf, type BaseCommit } from '../config/base-commit.ts';
import { changedFilesOf, checkerOf, withBaseChecker } from '../config/base-checker.ts';
import { configAtBase, subjectAtBase } from '../config/base-config.ts';
import { temporaryTree, type Tree } from '../config/base-tree.ts';
import { isPullRequest, readEvent } from '../config/event.ts';
import { gateChanges, gateKeysOf } from '../config/gate-keys.ts';
import { real, within } from '../common/inside.ts';
import { checkConfig, merge } from '../config/load.ts';
import type { RemoteObjects } from '../config/remote-objects.ts';
import type { Config, GateChange, SubjectConfig } from '../config/types.ts';
import { onWorkload } from '../config/workload.ts';

/** Base's subject as git has it. */
export interface BaseSubject extends BaseCommit {
  config: SubjectConfig;
}

/** What a gate measures by, once git has been asked what head is compared with. */
export interface Against {
  /** Head's configuration; of a fork's pull request with the gate's own keys as base has them. */
  config: Config;
  /** `null`: there is none, or a stored baseline takes its place. */
  base: BaseSubject | null;
  /** What git has before head, whatever head is compared with; `null` where that was not asked. */
  before: BaseCommit | null;
  /** What the change does to the gate itself; `null` where base could not be asked. */
  changes: GateChange[] | null;
  /** Whether those changes hold: a fork's do not. */
  applied: boolean;
}

interface Asking {
  env: NodeJS.ProcessEnv;
  /** `--base`: a commit by any name. */
  ref: string | null;
  /** Who is asked for objects of git that the checkout lacks. */
  remote: RemoteObjects | null;
  onProgress: (line: string) => void;
}

/**
 * Base's whole configuration, with the same overrides as head's, paths from the same folder; a checker, which is code,
 * with its files as base has them. @param pull the checkout is a pull request's
 */
async function atBase(
  value: Record<string, unknown>,
  { source, directory }: Config,
  tree: Tree,
  pull: boolean,
): Promise<Config> {
  const at = `the configuration at ${tree.commit.slice(0, 12)} (base)`;
  const whole = checkConfig(merge(value, source!.overrides), at, directory);
  const { checker } = whole.workload;
  const file = within(tree.root, real(source!.file));
  if (checker === null || file === null) return whole;
  const own = { ...(await checkerOf(tree, checker, file)), foreign: pull ? tree.root : null };
  return { ...whole, workload: { ...whole.workload, checker: own } };
}

/**
 * Asks git what head is compared with, and what of the gate itself the change touches. Nothing of the checkout is
 * changed. @throws JouleGateError `base-unavailable` where base is needed and cannot be read; as `checkConfig`, where
 * base's subject does not hold
 */
export async function askGit(config: Config, { env, ref, remote, onProgress }: Asking): Promise<Against> {
  const withheld = config.withheld.length > 0 ? [...config.withheld] : null;
  const none: Against = { config, base: null, before: null, changes: withheld, applied: true };
  const wanted = config.baseline.kind === 'base' || ref !== null;
  const asked = ref !== null || (config.baseline.kind === 'base' && config.baseline.asked);
  const fork = isPullRequest(env) && (await readEvent(env)).fork;
  const { source } = config;
  if (source === null || (!wanted && !isPullRequest(env))) return none;
  try {
    const root = await repositoryOf(config.directory);
    const found = root === null ? null : await baseCommit(root, env, ref, remote);
    if (root === null || found === null) {
      if (root === null && asked)
        throw new JouleGateError(
          'base-unavailable',
          `${config.directory} is in no git repository, so there is no base to measure`,
          'run the gate in a clone, or set "baseline: none"',
        );
      if (fork)
        throw new JouleGateError(
          'base-unavailable',
          "this checkout does not tell what the fork's pull request is to go to, whose limits hold for it",
          'set "fetch-depth: 0" at actions/checkout, and check out the pull request\'s merge commit',
        );
      if (wanted) onProgress(root === null ? 'no git repository: there is no base' : 'git has nothing before HEAD');
      return none;
    }
    const tree = temporaryTree(root, found, remote);
    const value = await configAtBase(tree, source.file);
    if (value === null) {
      onProgress(`base is ${found.commit.slice(0, 12)} (${found.how}), which has no configuration of this name`);
      return { ...none, before: found };
    }
    const pull = isPullRequest(env);
    const read = (): Promise<Config> => atBase(value, config, tree, pull);
    const whole = fork ? await read() : await held(read);
    if (pull && !fork && whole?.sandbox === 'strict' && config.sandbox !== 'strict')
      throw new JouleGateError(
        'config-invalid',
        'base has "sandbox: strict", and this pull request would run generated code behind fewer rings',
        'keep "sandbox: strict"; a weaker one is merged by somebody who may push to the base branch',
      );
    const theirs = whole?.workload.checker ?? null;
    // As a rule module: who names the commit to compare with gets that one's code, in a pull request all get base's.
    const takesTheirs = ref !== null && !pull && theirs !== null && config.workload.checker !== null;
    const own = takesTheirs ? await withBaseChecker(config, theirs) : config;
    const changes = whole
      ? [
          ...own.withheld,
          ...gateChanges(gateKeysOf(whole), gateKeysOf(own)),
          ...(await changedFilesOf(theirs, own.workload.checker)),
        ]
      : withheld;
    const judged =
      fork && whole ? { ...onWorkload(own, whole.workload), ...gateKeysOf(whole), limited: whole.limited } : own;
    const measured = judged.baseline.kind === 'base' || ref !== null;
    if (measured) onProgress(`base is ${found.commit.slice(0, 12)}, ${found.how}`);
    const base = measured ? { ...found, config: await subjectAtBase(tree, value, source.file, judged.workload) } : null;
    return { config: judged, base, before: found, changes, applied: !fork };
  } catch (error) {
    if (wanted || fork || !(error instanceof JouleGateError)) throw error;
    onProgress(`what this change does to the gate itself is unknown: ${error.message}; ${error.fix}`);
    return none;
  }
}

/** What `make` gives; `null` where base's configuration does not hold to this version's schema. */
async function held(make: () => Promise<Config>): Promise<Config | null> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof JouleGateError) return null;
    throw error;
  }
}
