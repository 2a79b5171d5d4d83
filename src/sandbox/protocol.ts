import type { Call, Data } from './data.ts';
import type { ParsedModule, Program, Ring } from './types.ts';

/** What the parent writes to a sandbox process: a 4-byte little-endian length, then this as JSON. */
export type Request =
  | ({ kind: 'run'; nonce: string } & Omit<Program, 'prompt'>)
  /** The test that just passed, again with candidates that are most likely wrong: which fail? */
  | { kind: 'recheck'; nonce: string; canaries: Data[] }
  /** To a process in which no answer ever runs: would these calls pass, and which canaries fail? */
  | {
      kind: 'judge';
      nonce: string;
      prompt: string;
      test: string;
      entryPoint: string;
      calls: Call[] | null;
      canaries: Data[];
    }
  | { kind: 'parse'; nonce: string; source: string }
  | { kind: 'restore'; nonce: string }
  | { kind: 'probe'; nonce: string }
  | { kind: 'calibrate'; nonce: string };

/** What comes back on fd 3: one line, `NONCE JSON`. Python never sees a nonce, so a line without it is forged. */
export type Response =
  | { kind: 'run'; passed: boolean; text: string; cpuSeconds: number; broken: boolean; calls: Call[] | null }
  | { kind: 'recheck'; fails: number[]; cpuSeconds: number }
  | { kind: 'judge'; passed: boolean | null; fails: number[]; cpuSeconds: number }
  | { kind: 'parse'; module: ParsedModule | null; cpuSeconds: number }
  | { kind: 'restore'; restored: boolean }
  | { kind: 'probe'; rings: Ring[]; pythonVersion: string }
  | { kind: 'calibrate'; cpuSeconds: number };

/** How a sandbox process was asked to start; its only argument, as JSON. */
export interface StartOptions {
  /** Folder of pyodide, with the trailing separator. */
  pyodide: string;
  /** A memory image to start from; without one the full interpreter is loaded and its image sent back first. */
  snapshot: string | null;
  /** Whether `restore` will be asked for. */
  restorable: boolean;
  /** numpy's wheel, checked, to be there and imported before any program runs. */
  wheel: string | null;
}

export const RESPONSE_FD = 3;

/**
 * A fixed piece of Python work, the same in the sandbox and in a native Python, to measure how slow WebAssembly is
 * here.
 * About 0.05 s natively.
 */
export const CALIBRATION = `
def work():
    seen = {}
    total = 0
    for i in range(120000):
        total = (total * 31 + i) % 1000003
        seen[total % 997] = str(i)
    return sorted(seen.values())[:3], total
work()
`;
