import { isAbsolute } from 'node:path';
import { canonicalJson } from '../common/canonical-json.ts';
import { JouleGateError } from '../common/errors.ts';
import { sha256OfFile } from '../common/files.ts';
import { sha256 } from '../common/hash.ts';
import type { Config } from '../config/types.ts';
import { addressOf, isFile, locateModel } from '../model/locate.ts';
import { readTemplate } from '../model/template.ts';
import { loadWorkload } from '../workload/load.ts';
import { isText, type Task } from '../workload/types.ts';
import type { StudyUnit, UnitSubject } from './units.ts';

/** A unit whose tasks are known. */
export interface PreparedUnit extends StudyUnit {
  tasks: readonly Task[];
  /** Characters that its workload's own words put around each of them. */
  askedCharacters: number;
  /** Its rules, where its workload has no tests that could tell when an answer is complete. */
  notApplicable: string[];
  /** Equal for equal measurements: by content, whatever files are called. */
  digest: string;
}

/**
 * A model by its content; one behind an address by that, so that a finished unit needs no download; a server's by its
 * name (and its engine, which is in the subject).
 */
async function modelKey(model: Config['model'], onProgress: (line: string) => void): Promise<unknown> {
  if (!isFile(model)) return { name: model.name };
  if (model.path === null && model.builtin === null) return { address: addressOf(model), sha256: model.sha256 };
  return (await locateModel(model, onProgress)).sha256;
}

async function subjectKey({ rule, arms, config }: UnitSubject): Promise<unknown> {
  const { file: _, ...prompt } = config.prompt;
  return {
    arms,
    prompt: { ...prompt, template: await readTemplate(config.prompt) },
    sampling: config.sampling,
    context: config.context,
    engine: config.engine,
    suppression: {
      ...config.suppression,
      ...(rule !== null && isAbsolute(config.suppression.rule)
        ? { rule: await sha256OfFile(config.suppression.rule) }
        : {}),
    },
  };
}

/**
 * Loads a unit's tasks and says what it is. @throws JouleGateError what the workload, the model or a prompt's file
 * throws; `rule-invalid` where nothing of it can be measured
 */
export async function prepare(unit: StudyUnit, onProgress: (line: string) => void): Promise<PreparedUnit> {
  const [{ config }] = unit.subjects as [UnitSubject];
  const loaded = await loadWorkload({ ...config.workload, onProgress });
  const subjects = unit.subjects.filter((s) => s.rule === null || !isText(loaded));
  if (subjects.length === 0)
    throw new JouleGateError(
      'rule-invalid',
      `no rule can tell when an answer to ${unit.workload} is complete, and no other arm is asked for`,
      'add "plain" to "arms"',
    );
  const { meter, repeats, sandbox, expect } = config;
  const key = {
    workload: [loaded.name, loaded.digest],
    model: await modelKey(config.model, onProgress),
    subjects: await Promise.all(subjects.map(subjectKey)),
    plan: { meter, repeats, sandbox, expect },
  };
  return {
    ...unit,
    subjects,
    tasks: loaded.tasks,
    askedCharacters: loaded.form?.raw.template.length ?? 0,
    notApplicable: unit.subjects.flatMap((s) => (subjects.includes(s) || s.rule === null ? [] : [s.rule])),
    digest: sha256(canonicalJson(key)),
  };
}
