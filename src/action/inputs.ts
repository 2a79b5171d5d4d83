import { getInput, setSecret } from '@actions/core';
import { resolve } from 'node:path';
import { JouleGateError } from '../common/errors.ts';

/** The action's inputs, read once. */
export interface Inputs {
  config: string;
  token: string | null;
  baseline: string | null;
  directory: string;
  runtimePath: string | null;
}

/** Reads and checks the inputs; the token is masked in every log from here on. Paths come out absolute. */
export function readInputs(workspace: string): Inputs {
  const token = getInput('github-token');
  if (token) setSecret(token);
  const mode = getInput('mode') || 'gate';
  if (mode !== 'gate')
    throw new JouleGateError('usage', `the input mode is "${mode}"`, 'this version knows the mode "gate"');
  const directory = resolve(workspace, getInput('working-directory') || '.');
  const baseline = getInput('baseline');
  const runtime = getInput('runtime-path');
  return {
    config: resolve(directory, getInput('config') || 'joulegate.yml'),
    token: token || null,
    baseline:
      baseline === ''
        ? null
        : baseline.startsWith('file:')
          ? `file:${resolve(directory, baseline.slice('file:'.length))}`
          : baseline,
    directory,
    runtimePath: runtime === '' ? null : resolve(directory, runtime),
  };
}
