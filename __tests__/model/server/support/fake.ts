import type { IncomingMessage, ServerResponse } from 'node:http';
import { runRequest, type Answer } from '../../../../src/experiment/request.ts';
import type { Watcher } from '../../../../src/judge/types.ts';
import type { Engine, PromptSource } from '../../../../src/model/engine.ts';
import type { ServerSource } from '../../../../src/model/server/open.ts';
import { serve, type LocalServer } from '../../../support/server.ts';

export type Body = Record<string, unknown>;
/** Answers one path; what it returns is sent as JSON, a list as a stream of messages. */
export type Route = (body: Body, request: IncomingMessage) => unknown;

/** A stream, one message after another, each with a pause before it in milliseconds. */
export interface Stream {
  framing: 'events' | 'lines';
  messages: (object | string)[];
  pauseMs?: number;
  /** Breaks the connection instead of ending. */
  breaks?: boolean;
}
export const events = (...messages: Stream['messages']): Stream => ({ framing: 'events', messages });
export const jsonLines = (...messages: Stream['messages']): Stream => ({ framing: 'lines', messages });
const isStream = (x: unknown): x is Stream => typeof x === 'object' && x !== null && 'framing' in x;

export interface FakeServer extends LocalServer {
  /** Bodies by path, in order. */
  bodies: Record<string, Body[]>;
}

async function play({ framing, messages, pauseMs = 0, breaks }: Stream, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': framing === 'events' ? 'text/event-stream' : 'application/x-ndjson' });
  for (const message of messages) {
    if (response.destroyed) return;
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (typeof message === 'string') response.write(message);
    else response.write(framing === 'events' ? `data: ${JSON.stringify(message)}\n\n` : `${JSON.stringify(message)}\n`);
  }
  if (breaks) response.destroy();
  else response.end(framing === 'events' ? 'data: [DONE]\n\n' : '');
}

/** A server of these paths; any other is 404. */
export async function fakeServer(routes: Record<string, Route>): Promise<FakeServer> {
  const bodies: FakeServer['bodies'] = {};
  const server = await serve((request, response, text) => {
    const path = request.url ?? '';
    const route = routes[path];
    const body = text === '' ? {} : (JSON.parse(text) as Body);
    (bodies[path] ??= []).push(body);
    const answer = route?.(body, request);
    if (answer === undefined) response.writeHead(404).end('{"error":"no such path"}');
    else if (isStream(answer)) void play(answer, response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return { ...server, bodies };
}

export const source = (
  kind: ServerSource['kind'],
  { url }: Pick<LocalServer, 'url'>,
  more: Partial<ServerSource> = {},
): ServerSource => ({ kind, url, model: null, keyEnv: null, context: null, ...more });

export interface Mark {
  edge: string;
  phase: string;
  tNs: number;
  contextTokens?: number;
}

/** One answer of an engine to a task, with the edges that it marked; durations of its phases in nanoseconds. */
export async function answerOf(
  engine: Engine,
  {
    task = 'T',
    prompt = {},
    maxTokens = 8,
    watcher = null,
  }: {
    task?: string;
    prompt?: Partial<PromptSource>;
    maxTokens?: number;
    watcher?: Watcher | null;
  } = {},
): Promise<{ answer: Answer; marks: Mark[]; ns: Record<string, number> }> {
  const prepared = await engine.preparePrompt({
    template: null,
    file: null,
    style: null,
    answerPrefix: null,
    ...prompt,
  });
  await prepared.ahead?.([task]);
  const marks: Mark[] = [];
  const answer = await runRequest(
    engine,
    {
      mark: (edge, phase, id, detail) => {
        if (id === 'r')
          marks.push({
            edge,
            phase,
            tNs: detail!.tNs!,
            ...(detail?.contextTokens === undefined ? {} : { contextTokens: detail.contextTokens }),
          });
      },
    },
    {
      id: 'r',
      prompt: prepared.tokenize(task, 'task'),
      sampling: { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens },
      watcher,
    },
  );
  const at = (edge: string, phase: string): number =>
    marks.find((m) => m.edge === edge && m.phase === phase)?.tNs ?? NaN;
  const ns = Object.fromEntries(
    [...new Set(marks.map((m) => m.phase))].map((phase) => [phase, at('end', phase) - at('begin', phase)]),
  );
  return { answer, marks, ns };
}

/** Stops after so many tokens, keeping all of them. */
export const stopsAfter = (tokens: number): Watcher => {
  const watcher = {
    everyToken: true,
    reason: 'rule' as const,
    decided: null as Watcher['decided'],
    offer(text: string, seen: number) {
      if (seen >= tokens) watcher.decided = { text, tokens: seen };
    },
    settle: () => Promise.resolve(),
  };
  return watcher;
};
