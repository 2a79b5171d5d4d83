import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { monotonicNs } from '../../common/clock.ts';
import { JouleGateError } from '../../common/errors.ts';
import type { ServerAddress } from './address.ts';
import type { ServerKey } from './key.ts';

/** A short question is answered within this, a first token may take the longest prompt. Milliseconds of silence. */
const QUESTION_MS = 20_000;
const STREAM_MS = 600_000;
/** No message of a server is longer; of what it says of an error so much is shown. */
const MOST_BYTES = 16 * 2 ** 20;
const MOST_SHOWN = 300;

/** One line of an answer, and when its last byte came. */
export interface Line {
  text: string;
  atNs: number;
}

/** How long silence is borne, milliseconds. */
export interface Patience {
  question: number;
  stream: number;
}

/**
 * Speaks HTTP with one server at one address: no redirect is followed, no proxy asked, no name looked up again. What it
 * throws is `server-failed` with the server's own words, less the key.
 */
export class ServerClient {
  readonly #agent: HttpAgent;
  readonly #send: typeof httpRequest;

  constructor(
    readonly address: ServerAddress,
    private readonly key: ServerKey,
    private readonly patience: Patience = { question: QUESTION_MS, stream: STREAM_MS },
  ) {
    const { ip, family } = address;
    const lookup = ((_host, options, done) => {
      if (options.all) (done as unknown as (e: null, all: object[]) => void)(null, [{ address: ip, family }]);
      else done(null, ip, family);
    }) as LookupFunction;
    const options = { keepAlive: true, maxSockets: 1, lookup };
    // An agent of our own: the global one may be told by the environment to ask a proxy.
    const secure = address.url.protocol === 'https:';
    this.#agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
    this.#send = secure ? (httpsRequest as typeof httpRequest) : httpRequest;
  }

  /** The key's own check of texts that come from the server. */
  get secret(): ServerKey {
    return this.key;
  }

  /** @throws JouleGateError `server-failed`; with `missing` a 404 or 405 is `null` */
  async ask(method: 'GET' | 'POST', path: string, body: unknown, missing: 'fails'): Promise<unknown>;
  async ask(method: 'GET' | 'POST', path: string, body: unknown, missing: 'null'): Promise<unknown | null>;
  async ask(method: 'GET' | 'POST', path: string, body: unknown, missing: 'fails' | 'null'): Promise<unknown> {
    const { response } = await this.#open(method, path, body, this.patience.question);
    const text = await this.#rest(response, path);
    if (missing === 'null' && (response.statusCode === 404 || response.statusCode === 405)) return null;
    this.#requireOk(response, path, text);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw this.failed(path, `answers no JSON: ${text}`, cause);
    }
  }

  /**
   * Sends a request and yields the lines of its answer as they come; ends with the answer, and ends the request where
   * the caller goes away. @param sent told when the request goes out, monotonic nanoseconds
   */
  async *lines(path: string, body: unknown, sent: (atNs: number) => void): AsyncGenerator<Line, void, void> {
    const { response, sentNs } = await this.#open('POST', path, body, this.patience.stream);
    sent(sentNs);
    try {
      if ((response.statusCode ?? 0) >= 300) this.#requireOk(response, path, await this.#rest(response, path));
      const lines = new Lines();
      for await (const { chunk, atNs } of arrivals(response)) {
        for (const text of lines.add(chunk)) yield { text, atNs };
        if (lines.waiting > MOST_BYTES) throw this.failed(path, 'sends a line without end');
      }
      const last = lines.end();
      if (last !== '') yield { text: last, atNs: monotonicNs() };
    } catch (error) {
      if (error instanceof JouleGateError) throw error;
      throw this.failed(path, `breaks the answer off: ${(error as Error).message}`, error);
    } finally {
      if (!response.complete) response.destroy();
    }
  }

  /** The error of this server, with its words less the key. */
  failed(path: string, what: string, cause?: unknown): JouleGateError {
    const words = this.key.hide(what).replace(/\s+/g, ' ').slice(0, MOST_SHOWN);
    return new JouleGateError(
      'server-failed',
      `the server at ${this.address.url.origin}${path} ${words}`,
      'see that it runs and serves this model ("joulegate doctor" tries it), and what its log says',
      // A cause may quote what was sent.
      cause instanceof Error && !this.key.isIn(`${cause.message}${cause.stack}`) ? { cause } : undefined,
    );
  }

  close(): void {
    this.#agent.destroy();
  }

  async #open(
    method: string,
    path: string,
    body: unknown,
    silenceMs: number,
  ): Promise<{ response: IncomingMessage; sentNs: number }> {
    const { url } = this.address;
    const text = body === undefined ? '' : JSON.stringify(body);
    return await new Promise((resolve, reject) => {
      let sentNs = 0;
      const request = this.#send(
        {
          method,
          agent: this.#agent,
          protocol: url.protocol,
          host: url.hostname.replace(/^\[|\]$/g, ''),
          port: this.address.port,
          path: `${base(url)}${path}`,
          headers: {
            ...this.key.headers,
            accept: 'application/json, text/event-stream, application/x-ndjson',
            ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        (response) => {
          response.setTimeout(silenceMs);
          resolve({ response, sentNs });
        },
      );
      request.setTimeout(silenceMs, () => request.destroy(new Error(`no answer for ${silenceMs / 1000} s`)));
      request.on('error', (cause: NodeJS.ErrnoException) => {
        // A server may close a connection that rested, just when it is used again: nothing was read then.
        if (request.reusedSocket && cause.code === 'ECONNRESET') resolve(this.#open(method, path, body, silenceMs));
        else reject(this.failed(path, `does not answer: ${messageOf(cause)}`, cause));
      });
      // From here on it is the server's.
      request.on('socket', (socket) => {
        const mark = (): void => void (sentNs = monotonicNs());
        if (socket.connecting) socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', mark);
        else mark();
      });
      request.end(text);
    });
  }

  async #rest(response: IncomingMessage, path: string): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const chunk of response) {
        chunks.push(chunk as Buffer);
        bytes += (chunk as Buffer).length;
        if (bytes > MOST_BYTES) throw new Error('over 16 MiB');
      }
    } catch (cause) {
      response.destroy();
      throw this.failed(path, `breaks its answer off: ${(cause as Error).message}`, cause);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #requireOk({ statusCode = 0, headers }: IncomingMessage, path: string, text: string): void {
    if (statusCode >= 200 && statusCode < 300) return;
    if (statusCode >= 300 && statusCode < 400)
      throw this.failed(
        path,
        `redirects to ${headers.location ?? 'nowhere'} (${statusCode}), and no redirect is followed: put its real address into engine.url`,
      );
    const hint =
      statusCode === 401 || statusCode === 403 ? '; engine.key-env names the variable that holds its key' : '';
    throw this.failed(path, `answers ${statusCode}${hint}: ${text}`);
  }
}

/** The path that a server's own paths stand behind; its `/v1`, which many give with the address, is one of them. */
const base = ({ pathname }: URL): string => pathname.replace(/\/+$/, '').replace(/\/v1$/, '');

/** `connect ECONNREFUSED …` stands in a list where several addresses were tried. */
const messageOf = (cause: Error): string =>
  cause instanceof AggregateError ? cause.errors.map((e) => (e as Error).message).join(', ') : cause.message;

/** The chunks of an answer, each with the time at which it came, however late it is looked at. */
async function* arrivals(response: IncomingMessage): AsyncGenerator<{ chunk: Buffer; atNs: number }, void, void> {
  const waiting: { chunk: Buffer; atNs: number }[] = [];
  let wake: () => void = () => undefined;
  let ended = false;
  let failure: Error | null = null;
  const stop = (error: Error | null): void => {
    ended = true;
    failure ??= error;
    wake();
  };
  response.on('data', (chunk: Buffer) => {
    waiting.push({ chunk, atNs: monotonicNs() });
    wake();
  });
  response.on('timeout', () => response.destroy(new Error('it has been silent for too long')));
  response.on('error', stop);
  response.on('end', () => stop(null));
  response.on('close', () => stop(response.complete ? null : new Error('the connection was closed')));
  for (;;) {
    while (waiting.length > 0) yield waiting.shift()!;
    if (failure !== null) throw failure as Error;
    if (ended) return;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}

/** Bytes into lines; a character may come in two chunks. */
class Lines {
  #rest: Buffer = Buffer.alloc(0);

  get waiting(): number {
    return this.#rest.length;
  }

  add(chunk: Buffer): string[] {
    let all = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const found: string[] = [];
    for (let at = all.indexOf(10); at >= 0; at = all.indexOf(10)) {
      found.push(all.toString('utf8', 0, at).replace(/\r$/, ''));
      all = all.subarray(at + 1);
    }
    this.#rest = all;
    return found;
  }

  end(): string {
    return this.#rest.toString('utf8');
  }
}
