import type { Line, ServerClient } from './http.ts';

export type Fields = Record<string, unknown>;

/** One message of an answer, and when it came. */
export interface Message {
  fields: Fields;
  atNs: number;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of a message is an object, empty where it is none. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** A number of a message; `null` where it is none. */
export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** Text of a message; empty where it is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Milliseconds as whole nanoseconds. */
export const msToNs = (ms: number): number => Math.round(ms * 1e6);

/** How a server writes its messages: server-sent events, or a JSON object a line. */
export type Framing = 'events' | 'lines';

/**
 * The messages of an answer. An error in it is thrown; so is a line that is no message. `[DONE]` and all that carries
 * no data (comments, names of events) is let by. @throws JouleGateError `server-failed`
 */
export async function* messagesOf(
  client: Pick<ServerClient, 'failed'>,
  path: string,
  lines: AsyncIterable<Line>,
  framing: Framing,
): AsyncGenerator<Message, void, void> {
  let named = '';
  for await (const { text, atNs } of lines) {
    if (framing === 'events' && text.startsWith('event:')) named = text.slice(6).trim();
    const data = framing === 'lines' ? text.trim() : /^(?:data|error):(.*)$/s.exec(text)?.[1]?.trim();
    if (data === undefined || data === '' || data === '[DONE]') continue;
    let fields: unknown;
    try {
      fields = JSON.parse(data);
    } catch (cause) {
      throw client.failed(path, `sends what is no JSON: ${data}`, cause);
    }
    const error = isFields(fields) ? fields['error'] : null;
    if ((error !== undefined && error !== null) || text.startsWith('error:') || named === 'error')
      throw client.failed(path, `fails in the middle of an answer: ${wordsOf(error ?? fields)}`);
    if (!isFields(fields)) throw client.failed(path, `sends what is no message: ${data}`);
    named = '';
    yield { fields, atNs };
  }
}

const wordsOf = (error: unknown): string =>
  typeof error === 'string' ? error : textOf(fieldsOf(error)['message']) || JSON.stringify(error);
