import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { entryFile } from '../common/paths.ts';
import { resolveNative } from '../common/runtime.ts';
import { cpuSecondsOf } from './cpu-time.ts';
import { RESPONSE_FD, type Request, type Response, type StartOptions } from './protocol.ts';
import { readResponse } from './response.ts';
import { ResponseReader } from './response-reader.ts';
import { sandboxFlags, shortLifeFlags } from './rings/flags.ts';
import { launchCommand, type Limits } from './rings/launcher.ts';

/** 1.5 GiB: an idle interpreter takes about 250 MiB of it. */
export const DATA_BYTES = 1.5 * 2 ** 30;
const START_TIMEOUT_MS = 120_000;
const WATCH_MS = 50;
const STDERR_BYTES = 2000;

/**
 * How a request ended; `killed` is from outside (the system was short of memory, say), and tells nothing of the
 * program.
 */
export type Ending<R extends Response = Response> =
  | { kind: 'response'; response: R }
  | { kind: 'timed-out' }
  | { kind: 'died'; how: string }
  | { kind: 'killed'; how: string };

type Kind = Request['kind'];
export type Body<K extends Kind> = Omit<Extract<Request, { kind: K }>, 'nonce' | 'kind'> & { kind: K };

export interface WorkerOptions {
  snapshot: string | null;
  restorable: boolean;
  limits: Limits;
  /** numpy's wheel, to be imported at its start. */
  wheel?: string | null;
  /** Ends the process. */
  signal?: AbortSignal | undefined;
}

/** One sandbox process. It is asked one thing at a time; after `timed-out` or `died` it is gone. */
export class Worker {
  /** Whether numpy is there. */
  readonly numpy: boolean;
  readonly ready: Promise<{ pythonVersion: string; snapshot: Buffer | null }>;
  readonly #child: ChildProcess;
  readonly #reader: ResponseReader;
  #stderr = '';
  #ended = false;
  #killed = false;
  #signalled: AbortSignal | undefined;
  readonly #abort = (): void => this.kill();
  #signal: NodeJS.Signals | null = null;

  constructor(options: WorkerOptions) {
    const pyodide = realpathSync(dirname(resolveNative('pyodide')));
    const entry = realpathSync(entryFile('sandbox'));
    const snapshot = options.snapshot === null ? null : realpathSync(options.snapshot);
    const wheel = options.wheel == null ? null : realpathSync(options.wheel);
    this.numpy = wheel !== null;
    const start: StartOptions = { pyodide: pyodide + sep, snapshot, restorable: options.restorable, wheel };
    const readable = [pyodide + sep, entry, ...[snapshot, wheel].filter((p) => p !== null)];
    const flags = [...sandboxFlags(readable), ...(options.restorable ? [] : shortLifeFlags())];
    const node = [process.execPath, ...flags, entry, JSON.stringify(start)];
    const [file, ...args] = launchCommand(node, options.limits);
    this.#child = spawn(file, args, { env: {}, cwd: '/', stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
    live.add(this.#child);
    this.#reader = new ResponseReader(this.#child.stdio[RESPONSE_FD] as Readable);
    this.#child.stdin?.on('error', () => {});
    this.#child.stderr?.on('data', (d: Buffer) => (this.#stderr = (this.#stderr + d.toString()).slice(-STDERR_BYTES)));
    const end = (how: string): void => {
      this.#ended = true;
      live.delete(this.#child);
      this.#signalled?.removeEventListener('abort', this.#abort);
      this.#reader.end(how);
    };
    this.#child.on('error', (error) => end(error.message));
    this.#child.on('close', (code, signal) => {
      this.#signal = signal;
      end(`${signal ?? `exit ${code}`}${this.#stderr ? `: ${this.#stderr.trim()}` : ''}`);
    });
    options.signal?.addEventListener('abort', this.#abort);
    this.#signalled = options.signal;
    if (options.signal?.aborted) this.kill();
    this.ready = this.#start();
    this.ready.catch(() => {});
  }

  get alive(): boolean {
    return !this.#ended;
  }

  async #start(): Promise<{ pythonVersion: string; snapshot: Buffer | null }> {
    const timer = setTimeout(() => this.kill(), START_TIMEOUT_MS);
    try {
      const first = await this.#reader.line();
      if (!first.startsWith('snapshot ')) return { pythonVersion: first.slice('ready '.length), snapshot: null };
      const snapshot = await this.#reader.bytes(Number(first.slice('snapshot '.length)));
      return { pythonVersion: (await this.#reader.line()).slice('ready '.length), snapshot };
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param limitSeconds CPU seconds; four times as much wall time and 2 s ends it too. */
  async ask<K extends Kind>(body: Body<K>, limitSeconds: number): Promise<Ending<Extract<Response, { kind: K }>>> {
    const since = performance.now();
    const nonce = randomBytes(16).toString('hex');
    const json = Buffer.from(JSON.stringify({ ...body, nonce }));
    const head = Buffer.alloc(4);
    head.writeUInt32LE(json.length);
    let timedOut = false;
    const watch = this.#watch(limitSeconds, () => {
      timedOut = true;
      this.kill();
    });
    try {
      const input = this.#child.stdin as Writable;
      input.write(Buffer.concat([head, json]));
      const line = await this.#reader.line();
      if (!line.startsWith(`${nonce} `)) {
        this.kill();
        return { kind: 'died', how: 'an answer without its nonce' };
      }
      const response = readResponse<K>(body.kind, line.slice(nonce.length + 1));
      if (response) return { kind: 'response', response };
      this.kill();
      return { kind: 'died', how: 'a malformed answer' };
    } catch (error) {
      const outside = this.#signal === 'SIGKILL' && !this.#killed;
      this.kill();
      const how = error instanceof Error ? error.message : String(error);
      // The hard limit of CPU time kills too, but not before the limit.
      if (timedOut || how.startsWith('SIGXCPU') || (outside && performance.now() - since >= 1000 * limitSeconds))
        return { kind: 'timed-out' };
      return { kind: outside ? 'killed' : 'died', how };
    } finally {
      clearInterval(watch);
    }
  }

  #watch(limitSeconds: number, onLimit: () => void): NodeJS.Timeout {
    const pid = this.#child.pid ?? -1;
    const since = performance.now();
    const before = cpuSecondsOf(pid);
    return setInterval(() => {
      const wall = (performance.now() - since) / 1000;
      if (wall < limitSeconds) return;
      const now = cpuSecondsOf(pid);
      const used = before === null || now === null ? wall : now - before;
      if (used > limitSeconds || wall > 4 * limitSeconds + 2) onLimit();
    }, WATCH_MS);
  }

  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  /** Ends the process and waits until it is gone. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const gone = new Promise<void>((resolve) => this.#child.once('close', () => resolve()));
    this.kill();
    await gone;
  }
}

const live = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of live) child.kill('SIGKILL');
});
