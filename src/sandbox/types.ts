/** One program to try: Python source, the hidden test, and the function under test. */
export interface Program {
  source: string;
  /** HumanEval's `test` field; it defines `check(candidate)`. */
  test: string;
  entryPoint: string;
  /** The task's own prompt: its names are what a test may use when it is run without the answer. */
  prompt?: string;
}

export interface CheckResult {
  passed: boolean;
  /** The sandbox was ended from outside, twice: nothing is known of the program. */
  notGraded?: true;
  /** `passed`, `timed out`, `failed: …` or `not-graded: …`, at most 1,000 characters, control characters escaped. */
  result: string;
  /** CPU time of the sandbox for this program. */
  cpuSeconds: number;
  wallSeconds: number;
}

export type RingPolicy = 'strict' | 'best';

/** The answer to a `parse`: what Python's own parser sees, or `null` where the source is no valid Python. */
export interface ParsedModule {
  /** Top-level statements in order; lines count from 1, `end` is inclusive. */
  statements: { kind: string; name: string | null; start: number; end: number; onlyDocstring: boolean }[];
}

/** Warm checks beside decoding: they only advise when to stop (milliseconds each). */
export interface CheckPool {
  /** Resolves once a worker is warm. */
  readonly ready: Promise<void>;
  /**
   * Never rejects for what a program does; a wedged or dead worker is replaced and the check has failed. A pass is
   * confirmed in a process that the program never touched; with `advice` it is not, where it only says when to stop
   * (a forged one stops its own answer, which is then graded).
   */
  check(program: Program, options?: { limitSeconds?: number; advice?: boolean }): Promise<CheckResult>;
  /** Python's own `ast` on a source text; nothing of it is run. */
  parse(source: string): Promise<{ module: ParsedModule | null; cpuSeconds: number; wallSeconds: number }>;
  /**
   * Gives the next answer an untouched interpreter (a memory image, about 2 ms); call it between answers, never inside
   * a phase.
   */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Grades that count: a fresh process for each distinct program. */
export interface Grader {
  /** CPU seconds that one program may use here. */
  readonly timeoutSeconds: number;
  /** Processes at a time. */
  readonly workers: number;
  /** Of the Python that grades; answers may pass on one version and fail on another. */
  readonly pythonVersion: string;
  /** In input order; equal programs are run once in this grader's life. */
  grade(programs: Program[], onProgress?: (done: number, total: number) => void): Promise<CheckResult[]>;
  close(): Promise<void>;
}

export interface Ring {
  name: string;
  holds: boolean;
  detail: string;
}

/** What holds the generated code in on this machine, for `doctor` and `sandbox: strict`. */
export interface RingReport {
  rings: Ring[];
  pythonVersion: string | null;
}
