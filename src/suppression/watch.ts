import type { CheckPool } from '../sandbox/types.ts';
import { answerStart, programOf, type AnswerContext } from './answer.ts';
import { withoutTail } from './completeness.ts';
import { cutOf } from './cut.ts';
import { endless, endlessKey } from './endless.ts';
import { LoopDetector, type LoopOptions } from './loops.ts';
import type { StopRule, TextMatcher } from './types.ts';

/** CPU seconds for one check beside decoding; references take 0.5 ms, the slowest 0.3 s. */
const LIVE_LIMIT_SECONDS = 1;

export interface Decision {
  /** Tokens that spell `text`; what was decoded after them is overrun. */
  tokens: number;
  /** The answer up to the stop. */
  text: string;
}

export interface CheckCost {
  count: number;
  cpuSeconds: number;
  wallSeconds: number;
}

export interface Watcher {
  /**
   * For rules that check: call at every token whose text holds a line end. Never blocks.
   * @param text the whole answer so far. @param tokens how many tokens that is.
   */
  offer(text: string, tokens: number): void;
  /** For rules that match text (`stop-strings`): call at every token, likewise with the whole answer so far. */
  offerToken(text: string, tokens: number): void;
  /** Set once the answer is complete; look at it before the next token. */
  readonly decided: Decision | null;
  /** What decided: the rule, or the loop cut-off. */
  readonly reason: 'rule' | 'loop' | null;
  readonly checks: CheckCost;
  /**
   * Call after the decode phase has ended: waits for a check in flight, drops what waits, and gives the pool a fresh
   * interpreter.
   */
  settle(): Promise<void>;
}

export interface WatchOptions extends AnswerContext {
  rule: StopRule;
  pool: CheckPool;
  /** Also stop a text that only repeats itself; off unless given. Needs `offerToken`. */
  loops?: LoopOptions;
  /** The edges of each check, for the `check` phase. */
  onCheck?: { begin(): void; end(): void };
}

interface Offered {
  text: string;
  tokens: number;
  program: string;
}

/** The pool as a rule beside decoding sees it: a pass there costs a millisecond, and is only advice. */
export const advising = (pool: CheckPool): CheckPool => ({
  ready: pool.ready,
  check: async (program, options) => await pool.check(program, { ...options, advice: true }),
  parse: async (source) => await pool.parse(source),
  restore: async () => await pool.restore(),
  close: async () => await pool.close(),
});

class AnswerWatcher implements Watcher {
  decided: Decision | null = null;
  reason: 'rule' | 'loop' | null = null;
  readonly checks: CheckCost = { count: 0, cpuSeconds: 0, wallSeconds: 0 };
  readonly #options: WatchOptions;
  readonly #context: AnswerContext;
  readonly #matcher: TextMatcher | null;
  readonly #loops: LoopDetector | null;
  /** Text length after each token, to find the token that a cut falls into. */
  readonly #lengths: { tokens: number; length: number }[] = [];
  #waiting: Offered | null = null;
  #flight: Promise<void> | null = null;
  #lastProgram: string | null = null;
  #settled = false;
  #failure: unknown = null;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { task, style, answerPrefix, reasoning } = options;
    this.#context = { task, style, answerPrefix, reasoning };
    this.#matcher = options.rule.match?.(this.#context) ?? null;
    this.#loops = options.loops ? new LoopDetector(options.loops) : null;
  }

  offerToken(text: string, tokens: number): void {
    if ((!this.#matcher && !this.#loops) || this.decided) return;
    this.#lengths.push({ tokens, length: text.length });
    const from = answerStart(this.#context, text);
    // Thoughts are never stopped in, whatever a matcher says.
    if (from === null) return;
    const stop = this.#matcher?.offer(text) ?? null;
    const keep = stop ?? this.#loops?.offer(text) ?? null;
    if (keep === null || keep < from) return;
    const spelt = this.#lengths.find((l) => l.length >= keep);
    this.reason = stop === null ? 'loop' : 'rule';
    this.decided = { tokens: spelt?.tokens ?? tokens, text: text.slice(0, keep) };
  }

  offer(text: string, tokens: number): void {
    const { rule } = this.#options;
    if (!rule.check || this.decided || this.#settled) return;
    const cut = cutOf(rule, this.#context, text, false);
    if (cut === null) return;
    const whole = text.slice(0, cut);
    const program = withoutTail(programOf({ ...this.#context, text: whole }));
    if (program === this.#lastProgram) return;
    this.#lastProgram = program;
    if (endless.has(endlessKey(rule, this.#context, LIVE_LIMIT_SECONDS), program)) return;
    this.#waiting = { text: whole, tokens, program };
    this.#flight ??= this.#run();
  }

  /** One check at a time; of what came meanwhile only the newest is checked. */
  async #run(): Promise<void> {
    const { rule, onCheck } = this.#options;
    const pool = advising(this.#options.pool);
    while (this.#waiting && !this.decided) {
      const { text, tokens, program } = this.#waiting;
      this.#waiting = null;
      if (endless.has(endlessKey(rule, this.#context, LIVE_LIMIT_SECONDS), program)) continue;
      onCheck?.begin();
      try {
        const outcome = await rule.check?.(this.#context, text, pool, LIVE_LIMIT_SECONDS);
        this.checks.count++;
        this.checks.cpuSeconds += outcome?.cpuSeconds ?? 0;
        this.checks.wallSeconds += outcome?.wallSeconds ?? 0;
        if (outcome?.timedOut) endless.add(endlessKey(rule, this.#context, LIVE_LIMIT_SECONDS), program);
        if (outcome?.content && !this.decided) {
          this.decided = { tokens, text };
          this.reason = 'rule';
        }
      } catch (error) {
        this.#failure ??= error;
        this.#waiting = null;
      } finally {
        onCheck?.end();
      }
    }
    this.#flight = null;
  }

  async settle(): Promise<void> {
    this.#settled = true;
    this.#waiting = null;
    await this.#flight;
    // A sandbox that cannot start, or a user's rule that throws, ends the run; it never passes for "no stop".
    if (this.#failure !== null) throw this.#failure;
    if (this.checks.count > 0) await this.#options.pool.restore();
  }
}

/** Watches one answer beside its decoding. */
export function watchAnswer(options: WatchOptions): Watcher {
  return new AnswerWatcher(options);
}
