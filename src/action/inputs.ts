import { resolve } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { absoluteBaseline } from '../config/baseline.ts';
import type { Host } from './host.ts';

/** The action's inputs, read once. */
export interface Inputs {
  config: string;
  token: string | null;
  baseline: string | null;
  directory: string;
  runtimePath: string | null;
}

/**
 * Reads and checks the inputs; the token is masked in every log from here on. Paths come out absolute.
 * @throws JouleGateError `usage`
 */
export function readInputs(host: Pick<Host, 'input' | 'mask'>, workspace: string): Inputs {
  const token = host.input('github-token');
  if (token) host.mask(token);
  const mode = host.input('mode') || 'gate';
  if (mode !== 'gate')
    throw new JouleGateError('usage', `the input mode is "${mode}"`, 'this version knows the mode "gate"');
  const directory = resolve(workspace, host.input('working-directory') || '.');
  const baseline = host.input('baseline');
  const runtime = host.input('runtime-path');
  return {
    config: resolve(directory, host.input('config') || 'joulegate.yml'),
    token: token || null,
    baseline: baseline === '' ? null : absoluteBaseline(baseline, directory),
    directory,
    runtimePath: runtime === '' ? null : resolve(directory, runtime),
  };
}
