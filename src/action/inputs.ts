import { resolve } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { absoluteBaseline } from '../config/baseline.ts';
import type { Host } from './host.ts';

const MODES = ['gate', 'comment'] as const;
const DRAFTS = ['run', 'skip'] as const;
/** The only word that allows it: nobody types it by accident. */
const DANGEROUSLY = ['', 'dangerously'] as const;

/** The action's inputs, read once. */
export interface Inputs {
  mode: (typeof MODES)[number];
  config: string;
  token: string | null;
  /** Login that our comments stand under; `null`: who the token says it is. */
  author: string | null;
  baseline: string | null;
  directory: string;
  runtimePath: string | null;
  drafts: (typeof DRAFTS)[number];
  allowForkCode: boolean;
}

type Reading = Pick<Host, 'input' | 'mask'>;

function choice<T extends string>({ input }: Reading, name: string, values: readonly T[]): T {
  const given = input(name) || values[0]!;
  const value = values.find((v) => v === given);
  if (value !== undefined) return value;
  const known = values.filter((v) => v !== '').map((v) => `"${v}"`);
  throw new JouleGateError(
    'usage',
    `the input ${name} is "${given}"`,
    `this version knows ${known.join(' and ')} there`,
  );
}

/**
 * Reads and checks the inputs; the token is masked in every log from here on. Paths come out absolute.
 * @throws JouleGateError `usage`
 */
export function readInputs(host: Reading, workspace: string): Inputs {
  const token = host.input('github-token');
  if (token) host.mask(token);
  const directory = resolve(workspace, host.input('working-directory') || '.');
  const baseline = host.input('baseline');
  const runtime = host.input('runtime-path');
  return {
    mode: choice(host, 'mode', MODES),
    config: resolve(directory, host.input('config') || 'joulegate.yml'),
    token: token || null,
    author: host.input('comment-author') || null,
    baseline: baseline === '' ? null : absoluteBaseline(baseline, directory),
    directory,
    runtimePath: runtime === '' ? null : resolve(directory, runtime),
    drafts: choice(host, 'drafts', DRAFTS),
    allowForkCode: choice(host, 'allow-fork-code-on-pull-request-target', DANGEROUSLY) === 'dangerously',
  };
}
