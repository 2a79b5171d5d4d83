import { basename, relative } from 'node:path';
import type { CompareOptions } from '../analysis/compare.ts';
import { spreadOf } from '../analysis/history.ts';
import type { Measured } from '../baseline/branch/series.ts';
import { openStore, type Store } from '../baseline/store.ts';
import { JouleGateError } from '../common/errors.ts';
import type { Comparison, StoredBaseline } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { gitText } from '../common/git.ts';
import type { RemoteBranch } from '../common/remote-branch.ts';
import type { Config } from '../config/types.ts';
import { refuseBlindGate } from './blind.ts';
import { compareOptions } from './options.ts';
import { withQualification } from './qualified.ts';

/** The baseline that a store has for head, with how the two are compared. */
export interface Stored {
  base: RunResult | null;
  /** Why it cannot be read; a comparison with it is then invalid. */
  unreadable: JouleGateError | null;
  options: CompareOptions;
  from: StoredBaseline | null;
}

/** What a configuration is called in records: its path in the repository, whoever runs it from where. */
export async function configurationName({ directory, source }: Pick<Config, 'directory' | 'source'>): Promise<string> {
  if (source === null) return 'default';
  const root = await gitText(directory, ['rev-parse', '--show-toplevel']);
  return root === null ? basename(source.file) : relative(root, source.file);
}

/** Opens the store that a configuration names. @param branch reaches a branch otherwise than by git */
export const storeOf = async (
  config: Config,
  env: NodeJS.ProcessEnv,
  branch?: (name: string) => RemoteBranch,
): Promise<Store> =>
  openStore(config.baseline, {
    directory: config.directory,
    configuration: await configurationName(config),
    allow: config.environmentAllow,
    env,
    ...(branch ? { branch } : {}),
  });

/**
 * Looks for head's baseline. @param like what head is measured on, `null` before that is known @param model SHA-256 of
 * head's @throws JouleGateError `too-few-blocks` where the gate could not decide against it
 */
export async function lookUp(
  config: Config,
  store: Store,
  like: Measured | null,
  model: string,
  onProgress: (line: string) => void,
): Promise<Stored> {
  const found = await store.find(like).catch((error: unknown) => {
    if (!(error instanceof JouleGateError) || error.code !== 'baseline-unreadable') throw error;
    onProgress(error.message);
    return error;
  });
  const unreadable = found instanceof JouleGateError ? found : null;
  const {
    result: base,
    history,
    stored: from,
  } = found instanceof JouleGateError ? { result: null, history: [], stored: null } : found;
  if (from) onProgress(`the baseline is that of ${from.commit.slice(0, 12)}, ${from.distance} commit(s) before head`);
  refuseBlindGate(config, base, base ? spreadOf(history, base) : null, model);
  const options = await withQualification(compareOptions(config, { base, history }), config);
  return { base, unreadable, options, from };
}

/** A comparison that says which commit's stored result it was made with. */
export const withStored = (c: Comparison, from: StoredBaseline | null): Comparison =>
  from === null ? c : { ...c, publication: { ...c.publication, baseline: from } };
