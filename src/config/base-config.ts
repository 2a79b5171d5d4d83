import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { pointerOf, modelAtBase } from './base-model.ts';
import { copyRule } from './base-rule.ts';
import type { Tree } from './base-tree.ts';
import { real, within } from '../common/inside.ts';
import { checkConfig, parseConfig } from './load.ts';
import type { Config, SubjectConfig } from './types.ts';

/** The keys of a configuration that make the subject, which base has its own of. */
const SUBJECT = ['model', 'prompt', 'sampling', 'context', 'engine', 'suppression'] satisfies (keyof SubjectConfig)[];

const missing = (what: string, fix: string): JouleGateError => new JouleGateError('base-unavailable', what, fix);

/** The configuration file's value as a commit has it; `null` where there is none. */
export async function configAtBase(tree: Tree, configFile: string): Promise<Record<string, unknown> | null> {
  const file = resolve(configFile);
  const name = within(tree.root, join(real(dirname(file)), basename(file)));
  const bytes = name === null ? null : await tree.read(name);
  if (bytes === null) return null;
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n');
  const value = parseConfig(text, `${name} at ${tree.commit.slice(0, 12)}`);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A prompt's file as base has it. */
async function promptAtBase(tree: Tree, path: string | null): Promise<string | null> {
  const name = path === null ? null : within(tree.root, path);
  if (path === null || name === null) return path;
  const bytes = await tree.read(name);
  if (bytes === null)
    throw missing(
      `base's configuration names the prompt ${name}, which git does not have at ${tree.commit.slice(0, 12)}`,
      'commit the prompt\'s file, or set "baseline: none" until base has it',
    );
  if (pointerOf(bytes) !== null)
    throw missing(`base's prompt ${name} is a Git-LFS pointer`, 'keep prompts in git itself: they are small texts');
  await tree.write(name);
  return tree.at(name);
}

/**
 * The subject as a commit has it: the configuration's own keys, with the files that they name as they were there. What
 * git does not have (a model beside the repository) is the file on disk.
 * @param value the configuration's value there. @param configFile the same file on disk, whose folder paths start at
 * @param workload head's, which both sides run: its cap and its prompt are base's too
 * @throws JouleGateError `config-invalid` where base's subject does not hold, `base-unavailable`
 */
export async function subjectAtBase(
  tree: Tree,
  value: Record<string, unknown>,
  configFile: string,
  workload: Config['workload'] | null = null,
): Promise<SubjectConfig> {
  const own = Object.fromEntries(SUBJECT.flatMap((key) => (Object.hasOwn(value, key) ? [[key, value[key]]] : [])));
  const directory = real(dirname(resolve(configFile)));
  const at = `${basename(configFile)} at ${tree.commit.slice(0, 12)} (base)`;
  const { model, prompt, sampling, context, engine, suppression } = checkConfig(own, at, directory, workload);
  const inTree = model.path === null ? null : within(tree.root, model.path);
  const rule = isAbsolute(suppression.rule) ? within(tree.root, suppression.rule) : null;
  return {
    model: { ...model, path: inTree === null ? model.path : await modelAtBase(tree, inTree, model.path!) },
    prompt: { ...prompt, file: await promptAtBase(tree, prompt.file) },
    sampling,
    context,
    engine,
    suppression: { ...suppression, rule: (rule && (await copyRule(tree, rule))) ?? suppression.rule },
  };
}
