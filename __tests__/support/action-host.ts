import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../src/action/host.ts';
import { client } from '../../src/github/api.ts';

/** All that an action told its host. */
export interface Told {
  outputs: Record<string, unknown>;
  summaries: string[];
  failed: string[];
  warned: string[];
  logged: string[];
  masked: string[];
  /** As `level file:first-last text`. */
  annotated: string[];
}

export const nothingTold = (): Told => ({
  outputs: {},
  summaries: [],
  failed: [],
  warned: [],
  logged: [],
  masked: [],
  annotated: [],
});

/** A host that remembers, with GitHub's API at `url`, whose weather passes at once. */
export function rememberingHost(
  told: Told,
  env: NodeJS.ProcessEnv,
  inputs: Record<string, string>,
  url: string,
  over: Partial<Host> = {},
): Host {
  const weather = { now: Date.now, sleep: () => Promise.resolve(), random: () => 0 };
  return {
    env,
    input: (name) => inputs[name] ?? '',
    mask: (secret) => told.masked.push(secret),
    log: (line) => told.logged.push(line),
    warning: (text) => told.warned.push(text),
    fail: (text) => told.failed.push(text),
    annotate: (level, text, { file, startLine, endLine }) =>
      told.annotated.push(`${level} ${file}:${startLine}-${endLine} ${text}`),
    output: (name, value) => (told.outputs[name] = value),
    summary: (markdown) => told.summaries.push(markdown),
    client: (token) => client(token, { baseUrl: url, weather }),
    ...over,
  };
}

/** The variables of a job in `octocat/assistant` that runs for an event. */
export async function jobEnvironment(
  workspace: string,
  name: string,
  payload: object,
  extra: NodeJS.ProcessEnv = {},
): Promise<NodeJS.ProcessEnv> {
  const path = join(workspace, '.event.json');
  await writeFile(path, JSON.stringify(payload));
  return {
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'octocat/assistant',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_RUN_ID: '44',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    RUNNER_TEMP: join(workspace, 'temp'),
    ...extra,
  };
}
