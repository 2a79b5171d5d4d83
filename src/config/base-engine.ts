import { JouleGateError } from '../common/errors.ts';
import { schemaErrors } from '../common/schema.ts';
import { engineMistakes, isServer } from './engine.ts';
import type { GithubEvent } from './event.ts';
import type { RemoteObjects } from './remote-objects.ts';
import { targetConfig, targetTree } from './target.ts';
import type { Config } from './types.ts';

/** What decides where prompts and the key go, and what a server is made to load. */
const DOORS = ['kind', 'url', 'model', 'keyEnv'] as const;
const inFile = (key: (typeof DOORS)[number]): string => (key === 'keyEnv' ? 'engine.key-env' : `engine.${key}`);

const refused = (what: string, fix: string): JouleGateError =>
  new JouleGateError('config-invalid', `in a pull request the server comes from the base branch alone: ${what}`, fix);

/**
 * A configuration whose server is the one that the base branch names: kind, address, the model's name there and the
 * variable that holds its key. A pull request could else lead prompts and key wherever it likes. What it would have
 * changed is in `warnings`.
 * @param root the repository's folder. @param configFile the configuration's path inside it, with `/`.
 * @throws JouleGateError `config-invalid` where base cannot be read, or names no server
 */
export async function engineFromBase(
  config: Config,
  root: string,
  configFile: string,
  event: GithubEvent,
  remote: RemoteObjects | null,
): Promise<Config> {
  if (!isServer(config.engine)) return config;
  const tree = await targetTree(root, event, remote, refused);
  const value = await targetConfig(tree, configFile);
  const base =
    value && schemaErrors('config', { engine: value.engine ?? {} }, false).length === 0 ? value.engine : null;
  if (!base || !isServer({ kind: base.kind ?? 'llama' }) || engineMistakes({ engine: base }).length > 0)
    throw refused(
      `${configFile} there names none`,
      'let somebody who may push to the base branch merge "engine" first',
    );
  const { kind = 'llama', url = null, model = null, 'key-env': keyEnv = null } = base;
  const doors = { kind, url, model, keyEnv };
  const changed = DOORS.filter((key) => doors[key] !== config.engine[key]);
  return {
    ...config,
    engine: { ...config.engine, ...doors },
    warnings: [
      ...config.warnings,
      ...changed.map(
        (key) => `${inFile(key)} is changed by this pull request, and base's holds: ${doors[key] ?? 'none'}`,
      ),
    ],
  };
}
