/** One program to try: Python source, the hidden test, and the function under test. */
export interface Program {
  source: string;
  /** HumanEval's `test` field; it defines `check(candidate)`. */
  test: string;
  entryPoint: string;
}

export interface CheckResult {
  passed: boolean;
  /** `passed`, `timed out` or `failed: …`, at most 1,000 characters, control characters escaped. */
  result: string;
  /** CPU time of the sandbox for this program. */
  cpuSeconds: number;
  wallSeconds: number;
}

export type RingPolicy = 'strict' | 'best';

/** Warm checks beside decoding: they only advise when to stop (milliseconds each). */
export interface CheckPool {
  /** Resolves once a worker is warm. */
  readonly ready: Promise<void>;
  check(program: Program): Promise<CheckResult>;
  close(): Promise<void>;
}

/** Grades that count: a fresh process for each distinct program. */
export interface Grader {
  /** In input order; equal programs are run once in this grader's life. */
  grade(programs: Program[], onProgress?: (done: number, total: number) => void): Promise<CheckResult[]>;
  close(): Promise<void>;
}

/** What holds the generated code in on this machine, for `doctor` and `sandbox: strict`. */
export interface RingReport {
  rings: { name: string; holds: boolean; detail: string }[];
  pythonVersion: string | null;
}
