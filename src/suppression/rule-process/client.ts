import { spawn, type ChildProcess } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { JouleGateError } from '../../common/errors.ts';
import { atExit } from '../../common/leftovers.ts';
import { entryFile } from '../../common/paths.ts';
import { sandboxFlags } from '../../sandbox/rings/flags.ts';
import { launcher } from '../../sandbox/rings/launcher.ts';
import type { FromRule, RuleInput, ToRule } from './protocol.ts';

/** A rule that has not answered by then never will. */
const ANSWER_MS = 10_000;
const LONGEST_LINE = 1 << 20;

/** Stands for the question whether the module could be loaded. */
const LOADING = -1;

interface Answer {
  content: boolean;
  cpuSeconds: number;
}

interface Asked {
  passes(test: string): Promise<boolean>;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export const ruleInvalid = (path: string, what: string, cause?: unknown): JouleGateError =>
  new JouleGateError(
    'rule-invalid',
    `the rule module ${path} ${what}`,
    'export default a function that answers true or false, in a file that imports only what lies beside it (docs/suppression.md)',
    { cause },
  );

/**
 * A user's own rule in a process of its own. That process has an empty environment and, where the kernel allows, no
 * network; by Node's permission model it reads the rule's folder alone, and starts and writes nothing. Its answers are
 * checked field by field: they only say when to stop.
 */
export class RuleProcess {
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, Asked>();
  #next = 0;
  #ended: Error | null = null;

  private constructor(
    private readonly path: string,
    child: ChildProcess,
  ) {
    this.#child = child;
    const forget = atExit(() => child.kill('SIGKILL'));
    child.on('error', (error) => this.#end(ruleInvalid(path, `cannot be started: ${error.message}`, error)));
    child.on('exit', (code, signal) => {
      forget();
      this.#end(ruleInvalid(path, `ended its process (${signal ?? `status ${code}`})`));
    });
  }

  /** Starts the process and loads the module. @throws JouleGateError `rule-invalid` */
  static async start(path: string): Promise<RuleProcess> {
    let real: string;
    try {
      real = realpathSync(path);
    } catch (cause) {
      throw ruleInvalid(path, 'cannot be loaded: there is no such file', cause);
    }
    const entry = realpathSync(entryFile('rule'));
    const { network, death } = launcher();
    const [file = process.execPath, ...args] = [
      ...network,
      ...death,
      process.execPath,
      ...sandboxFlags([entry, join(dirname(real), '*')]),
      entry,
      real,
    ];
    const child = spawn(file, args, { env: {}, cwd: '/', stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
    const rule = new RuleProcess(path, child);
    try {
      await rule.#loaded();
    } catch (error) {
      await rule.close();
      throw error;
    }
    return rule;
  }

  async #loaded(): Promise<void> {
    this.#child.stdin!.on('error', () => undefined);
    createInterface({ input: this.#child.stdio[3] as Readable }).on('line', (line) => this.#take(this.#parse(line)));
    await this.#answerTo(LOADING, async () => false, 'was not loaded');
  }

  /** While nothing is asked, the rule's process must not keep ours alive. */
  #hold(on: boolean): void {
    const method = on ? 'ref' : 'unref';
    this.#child[method]();
    for (const stream of [this.#child.stdin, this.#child.stdio[3]])
      (stream as (Writable | Readable) & { ref?(): void; unref?(): void })[method]?.();
  }

  #parse(line: string): FromRule | null {
    try {
      const value: unknown = line.length > LONGEST_LINE ? null : JSON.parse(line);
      return typeof value === 'object' && value !== null ? (value as FromRule) : null;
    } catch {
      return null;
    }
  }

  #take(message: FromRule | null): void {
    if (message === null) return;
    if ('ready' in message) return this.#asked.get(LOADING)?.resolve({ content: false, cpuSeconds: 0 });
    if ('broken' in message)
      return this.#asked.get(LOADING)?.reject(ruleInvalid(this.path, String(message.broken).slice(0, 500)));
    const asked = this.#asked.get('call' in message ? message.ask : message.answer);
    if ('call' in message) {
      asked?.passes(String(message.test)).then(
        (passed) => this.#send({ tell: message.call, passed }),
        (error: unknown) => this.#send({ tell: message.call, failed: (error as Error).message }),
      );
    } else if ('error' in message)
      asked?.reject(ruleInvalid(this.path, `failed: ${String(message.error).slice(0, 500)}`));
    else
      asked?.resolve({
        content: message.content === true,
        cpuSeconds: Number.isFinite(message.cpuSeconds) && message.cpuSeconds >= 0 ? message.cpuSeconds : 0,
      });
  }

  #send(message: ToRule): void {
    this.#child.stdin!.write(`${JSON.stringify(message)}\n`);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const asked of this.#asked.values()) asked.reject(this.#ended);
  }

  /** Ends the process; what is still asked is refused. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.ref();
    this.#child.kill('SIGKILL');
    await ended;
  }

  /**
   * Whether the answer so far is complete, and what the rule itself took. @throws JouleGateError `rule-invalid` where
   * it fails, ends or does not answer
   */
  async complete(input: RuleInput, passes: Asked['passes']): Promise<Answer> {
    const ask = this.#next++;
    const answer = this.#answerTo(ask, passes, 'did not answer');
    this.#send({ ask, input });
    return await answer;
  }

  async #answerTo(ask: number, passes: Asked['passes'], late: string): Promise<Answer> {
    if (this.#ended) throw this.#ended;
    this.#hold(true);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(ruleInvalid(this.path, `${late} within ${ANSWER_MS / 1000} s`)), ANSWER_MS);
        this.#asked.set(ask, { passes, resolve, reject });
      });
    } finally {
      clearTimeout(timer);
      this.#asked.delete(ask);
      if (this.#asked.size === 0) this.#hold(false);
    }
  }
}
