import { isAbsolute } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { sha256OfFile } from '../common/files.ts';
import { sha256 as sha256Of } from '../common/hash.ts';
import type { SubjectConfig } from '../config/types.ts';
import { readTemplate } from '../model/template.ts';
import type { SubjectSpec } from './subject.ts';
import { findModel, isServed } from './subject-model.ts';

/** What a subject is, told without loading its model. */
export interface SubjectIdentity {
  /** Equal for equal subjects: by content, whatever their files are called. */
  digest: string;
  /** SHA-256 of its model; of a server that tells none, its name. */
  model: string;
  /** What a document says of it, as far as it is known before the model is loaded. */
  document: Record<string, unknown>;
}

/** A rule by what it does: a module by its content. @throws JouleGateError `rule-invalid` */
async function ruleOf({ rule, ...rest }: SubjectConfig['suppression']): Promise<Record<string, unknown>> {
  if (!isAbsolute(rule)) return { ...rest, rule };
  try {
    return { ...rest, rule: `module:${await sha256OfFile(rule)}` };
  } catch (cause) {
    throw new JouleGateError(
      'rule-invalid',
      `the rule module ${rule} cannot be read: ${(cause as Error).message}`,
      'check suppression.rule (relative to the configuration file)',
      { cause },
    );
  }
}

/**
 * Finds the model (or fetches it), hashes all its files and reads what the subject's other files hold.
 * @throws JouleGateError as `locateModel` and `readTemplate` do; of another subject than head its name is said
 */
export async function identify(
  { name, config, commit }: SubjectSpec,
  onProgress: (line: string) => void,
): Promise<SubjectIdentity> {
  try {
    const model = await findModel(config, onProgress);
    const { name: called, sha256 } = model;
    const bytes = isServed(model) ? {} : { bytes: model.bytes };
    // A server that tells no digest has a model by its name.
    const hash = sha256 ?? `name:${called}`;
    const { file: _, ...prompt } = config.prompt;
    const rest = {
      prompt: { ...prompt, template: await readTemplate(config.prompt) },
      sampling: config.sampling,
      context: config.context,
      engine: config.engine,
      suppression: await ruleOf(config.suppression),
    };
    return {
      digest: sha256Of(JSON.stringify([hash, rest])),
      model: hash,
      document: { model: { name: called, sha256, ...bytes }, ...rest },
    };
  } catch (error) {
    if (commit === undefined || !(error instanceof JouleGateError)) throw error;
    const { code, message, fix } = error;
    throw new JouleGateError(
      code,
      `${name} (${commit.slice(0, 12)}): ${message}`,
      `${fix}; a model that git does not have must lie beside the repository under the path that ${name} names`,
      { cause: error },
    );
  }
}
