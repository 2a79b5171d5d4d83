import * as core from '@actions/core';
import { context } from '@actions/github';
import { appendFileSync } from 'node:fs';
import { plainText } from '../common/plain-text.ts';
import { client } from '../github/api.ts';
import { upsertComment } from '../github/comment.ts';

/** What GitHub tells an action, and how an action speaks to it: the edge of the world, which tests replace. */
export interface Host {
  env: NodeJS.ProcessEnv;
  /** An input's text, trimmed; empty where it was not given. */
  input(name: string): string;
  /** Masks a text in every log from here on. */
  mask(secret: string): void;
  /** A line of the log. Like the three after it, it may hold what is not ours: `plainText` is passed on its way. */
  log(line: string): void;
  warning(text: string, title?: string): void;
  /** An error annotation; the job fails. */
  fail(text: string): void;
  output(name: string, value: unknown): void;
  /** Appends Markdown to the job summary, at once. */
  summary(markdown: string): void;
  /** Number and head commit of the pull request that this runs for. */
  pull: { number: number; headSha: string | null } | null;
  /** The commit of this run, where it is no pull request's. */
  sha: string | null;
  /** Writes the pull request's one comment; says what it did. @throws JouleGateError `github-failed` */
  comment(token: string, number: number, body: string): Promise<string>;
}

/** GitHub itself: its toolkit, its event, its environment variables. */
export function githubHost(): Host {
  const pull = context.payload['pull_request'] as { number?: number; head?: { sha?: string } } | undefined;
  const summaryFile = process.env['GITHUB_STEP_SUMMARY'];
  return {
    env: process.env,
    input: (name) => core.getInput(name),
    mask: (secret) => core.setSecret(secret),
    log: (line) => core.info(plainText(line)),
    warning: (text, title) => core.warning(plainText(text), title === undefined ? {} : { title }),
    fail: (text) => core.setFailed(plainText(text)),
    output: (name, value) => core.setOutput(name, value),
    summary: (markdown) => {
      if (summaryFile !== undefined) appendFileSync(summaryFile, `${markdown}\n`);
    },
    pull: pull?.number === undefined ? null : { number: pull.number, headSha: pull.head?.sha ?? null },
    sha: context.sha ?? null,
    comment: async (token, number, body) => await upsertComment(client(token), { ...context.repo, number }, body),
  };
}
