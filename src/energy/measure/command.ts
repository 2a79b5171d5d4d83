import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { JouleGateError } from '../../common/errors.ts';
import type { Edge } from '../intervals.ts';
import { MarkerFilter } from '../markers.ts';

/** `problem` is the first marker that could not be read, to be thrown once what was measured is kept; null where all could. */
export interface CommandOutcome { edges: Edge[]; exitStatus: number; problem: unknown }

/** Where a command's markers come from: its standard output, another of its file descriptors, or a file it writes. */
export type MarkerSource = { kind: 'stdout' } | { kind: 'fd'; fd: number } | { kind: 'file'; file: string };

/** Runs a command, passes its output through, picks the markers out of it. Its exit status is kept (128 + n by signal n). */
export async function runCommand(command: string[], source: MarkerSource, onStart: (child: ChildProcess) => void): Promise<CommandOutcome> {
  const [program, ...args] = command;
  const stdio: StdioOptions = ['inherit', 'inherit', 'inherit'];
  if (source.kind === 'stdout') stdio[1] = 'pipe';
  if (source.kind === 'fd') {
    while (stdio.length < source.fd) stdio.push('ignore');
    stdio[source.fd] = 'pipe';
  }
  const child = spawn(program!, args, { stdio, env: withoutSecrets(process.env) });
  const edges: Edge[] = [];
  const filter = filterOf(child, source, edges);
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  try {
    const exitStatus = await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) => reject(new JouleGateError('usage', `the command ${program} does not start: ${cause.message}`, 'write the command after --, as a shell would find it', { cause })));
      child.once('spawn', () => onStart(child));
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
    filter?.end();
    return { edges, exitStatus, problem: filter?.error ?? null };
  } finally {
    process.off('SIGINT', forward).off('SIGTERM', forward);
  }
}

function filterOf(child: ChildProcess, source: MarkerSource, edges: Edge[]): MarkerFilter | null {
  if (source.kind === 'file') return null;
  const fd = source.kind === 'stdout' ? 1 : source.fd;
  const filter = new MarkerFilter(fd === 1 ? 'stdout' : `fd ${fd}`, (edge) => edges.push(edge), (bytes) => void (fd === 1 && process.stdout.write(bytes)));
  (child.stdio[fd] as Readable | undefined)?.on('data', (chunk: Buffer) => filter.write(chunk));
  return filter;
}

/** What the measured program may see of our environment: all but the tokens of the job. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(GITHUB_TOKEN|ACTIONS_.*|INPUT_.*TOKEN)$/i.test(name)));
}
