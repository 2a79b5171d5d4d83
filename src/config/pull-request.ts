import { isAbsolute } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { gitText } from '../common/git.ts';
import { checkerFromBase } from './base-checker.ts';
import { engineFromBase } from './base-engine.ts';
import { ruleFromBase } from './base-rule.ts';
import { isServer } from './engine.ts';
import { isPullRequest, readEvent, type GithubEvent } from './event.ts';
import { real, within } from '../common/inside.ts';
import type { RemoteObjects } from './remote-objects.ts';
import type { Config } from './types.ts';

function assertInside(root: string, key: string, path: string | null): void {
  if (path === null || within(root, real(path)) !== null) return;
  throw new JouleGateError(
    'config-invalid',
    `${key} is ${path}, outside the repository`,
    'in a pull request prompts and data sets are files of the repository, and no links out of it',
  );
}

/**
 * A configuration as a pull request may have it: the files that it names lie inside the repository (links followed), a
 * rule module and a checker, which are code, and the server that prompts and key go to are the base branch's own, and
 * its meter measures. Outside a pull request it comes back as it is.
 * @throws JouleGateError `config-invalid`, `rule-invalid`, `checker-invalid`
 */
export async function forPullRequest(
  config: Config,
  configFile: string,
  env: NodeJS.ProcessEnv,
  remote: RemoteObjects | null = null,
): Promise<Config> {
  if (!isPullRequest(env)) return config;
  const root = real(
    (await gitText(config.directory, ['rev-parse', '--show-toplevel'])) ?? env['GITHUB_WORKSPACE'] ?? config.directory,
  );
  assertInside(root, 'prompt.file', config.prompt.file);
  assertInside(root, 'workload.path', config.workload.path);
  if (config.meter.kind === 'replay')
    throw new JouleGateError(
      'config-invalid',
      'meter is replay, which measures nothing: a recorded trace would be taken for this change',
      'a pull request is metered by a sensor or an estimate; rehearse with replay outside of one',
    );
  const { rule } = config.suppression;
  const hasRule = isAbsolute(rule);
  const hasChecker = config.workload.checker !== null;
  if (!hasRule && !hasChecker && !isServer(config.engine)) return config;
  const event = await readEvent(env);
  const file = within(root, real(configFile));
  let safe = isServer(config.engine) ? await serverOf(config, root, file, configFile, event, remote) : config;
  if (hasChecker) safe = await checkerFromBase(safe, root, inRepository(file, configFile), event, remote);
  if (!hasRule) return safe;
  const module = within(root, rule) ?? within(root, real(rule));
  if (module === null || file === null)
    throw new JouleGateError(
      'rule-invalid',
      `in a pull request code comes from the base branch alone: ${rule} is outside the repository`,
      'keep the rule module in the repository',
    );
  return {
    ...safe,
    suppression: { ...config.suppression, rule: await ruleFromBase(root, module, file, event, remote) },
  };
}

/** The configuration's path inside the repository: only there base has one. @throws JouleGateError `checker-invalid` */
function inRepository(file: string | null, configFile: string): string {
  if (file !== null) return file;
  throw new JouleGateError(
    'checker-invalid',
    `in a pull request the checker comes from the base branch alone, and ${configFile} is outside the repository`,
    'keep the configuration in the repository',
  );
}

/** Base's server, in the place of the pull request's. */
async function serverOf(
  config: Config,
  root: string,
  file: string | null,
  configFile: string,
  event: GithubEvent,
  remote: RemoteObjects | null,
): Promise<Config> {
  if (file !== null) return await engineFromBase(config, root, file, event, remote);
  throw new JouleGateError(
    'config-invalid',
    `in a pull request the server comes from the base branch alone, and ${configFile} is outside the repository`,
    'keep the configuration in the repository',
  );
}
