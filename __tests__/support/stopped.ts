import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Stopped {
  /** The shell's status: 128 + the signal's number where the process ended by it. */
  status: number;
  /** From the signal to the end, milliseconds; `null` where it ended before the signal. */
  tookMs: number | null;
  stdout: string;
  stderr: string;
  /** Processes of its group that are still there half a second after its end: pid and command. */
  left: string[];
}

const NUMBERS: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGTERM: 15, SIGKILL: 9 };

/** Living processes of a process group, zombies left out. */
function groupMembers(group: number): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(pgrp) === group && state !== 'Z'
          ? [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')}`]
          : [];
      } catch {
        return [];
      }
    });
}

/** Starts `node args` in a process group of its own and sends it (alone, not its children) a signal after `afterMs`. */
export async function stopAfter(
  args: string[],
  signal: NodeJS.Signals,
  afterMs: number,
  options: { cwd: string; env: NodeJS.ProcessEnv; node?: string },
): Promise<Stopped> {
  const child = spawn(options.node ?? process.execPath, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (d: Buffer) => (stdout += d.toString()));
  child.stderr.on('data', (d: Buffer) => (stderr += d.toString()));
  let sent: number | null = null;
  const timer = setTimeout(() => {
    sent = performance.now();
    child.kill(signal);
  }, afterMs);
  const [code, by] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on('exit', (c, s) => resolve([c, s])),
  );
  const tookMs = sent === null ? null : performance.now() - sent;
  clearTimeout(timer);
  await sleep(500);
  const left = groupMembers(child.pid!);
  if (left.length > 0) process.kill(-child.pid!, 'SIGKILL');
  return { status: code ?? 128 + (NUMBERS[by!] ?? 0), tookMs, stdout, stderr, left };
}
