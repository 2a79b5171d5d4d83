import * as core from '@actions/core';
import { appendFileSync } from 'node:fs';
import { plainText } from '../common/plain-text.ts';
import { client, type Client } from '../github/api.ts';

export type Level = 'notice' | 'warning' | 'error';

/** Where an annotation stands. */
export interface Place {
  /** A path from the repository's root. */
  file: string;
  startLine: number;
  endLine: number;
}

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
  /** An annotation beside lines of a file. */
  annotate(level: Level, text: string, place: Place): void;
  output(name: string, value: unknown): void;
  /** Appends Markdown to the job summary, at once. */
  summary(markdown: string): void;
  /** GitHub's REST API, asked with a token. */
  client(token: string): Client;
}

/** GitHub itself: its toolkit, its environment variables. */
export function githubHost(): Host {
  const summaryFile = process.env['GITHUB_STEP_SUMMARY'];
  return {
    env: process.env,
    input: (name) => core.getInput(name),
    mask: (secret) => core.setSecret(secret),
    log: (line) => core.info(plainText(line)),
    warning: (text, title) => core.warning(plainText(text), title === undefined ? {} : { title }),
    fail: (text) => core.setFailed(plainText(text)),
    annotate: (level, text, { file, ...lines }) => core[level](plainText(text), { file: plainText(file), ...lines }),
    output: (name, value) => core.setOutput(name, value),
    summary: (markdown) => {
      if (summaryFile !== undefined) appendFileSync(summaryFile, `${markdown}\n`);
    },
    client: (token) => client(token),
  };
}
