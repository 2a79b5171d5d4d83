import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../src/common/paths.ts';

// By the package's root: the benchmarks run this bundled elsewhere.
const SOURCE = join(packageRoot, '__tests__', 'energy', 'fake-nvml', 'fake-nvml.c');

/** Why the fake driver cannot be built here; null where it can. */
export const noCompiler: string | null =
  spawnSync('cc', ['--version']).status === 0
    ? null
    : 'skipped: no C compiler (cc) on this machine, so the fake libnvidia-ml.so.1 cannot be built';

const compiled = new Map<string, Buffer>();

/** Compiles the fake driver, each variant once a process. */
function build(file: string, defines: string[]): void {
  const before = compiled.get(defines.join());
  if (before !== undefined) {
    writeFileSync(file, before);
    return;
  }
  const built = spawnSync(
    'cc',
    ['-O2', '-shared', '-fPIC', '-o', file, ...defines.map((d) => `-D${d}`), SOURCE, '-lm'],
    { encoding: 'utf8' },
  );
  if (built.status !== 0) throw new Error(built.stderr);
  compiled.set(defines.join(), readFileSync(file));
}

/** A virtual GPU in a folder of its own, for the sampler process that inherits our environment. */
export class FakeGpu {
  readonly folder = mkdtempSync(join(tmpdir(), 'joulegate-nvml-'));
  readonly epochNs = Number(process.hrtime.bigint());
  /** A file whose number, a time in ns that is still to come, is when the counter starts again at 0. */
  readonly resets = join(this.folder, 'resets');
  readonly #events = join(this.folder, 'events');
  readonly #saved = { ...process.env };

  constructor(settings: Record<string, number> = {}, defines: string[] = []) {
    this.processes([]);
    build(join(this.folder, 'libnvidia-ml.so.1'), defines);
    writeFileSync(this.#events, '');
    const lines = Object.entries({ epoch: this.epochNs, ...settings }).map(([k, v]) => `${k} ${v}`);
    writeFileSync(
      join(this.folder, 'gpu'),
      `${[...lines, `events ${this.#events}`, `processes ${join(this.folder, 'processes')}`, `smoothing ${join(this.folder, 'smoothing')}`, `resets ${this.resets}`, `profiles ${join(this.folder, 'profiles')}`].join('\n')}\n`,
    );
    process.env.FAKE_NVML = join(this.folder, 'gpu');
    process.env.LD_LIBRARY_PATH = this.folder;
    process.env.JOULEGATE_LOCK_DIR = join(this.folder, 'locks');
    process.env.JOULEGATE_SYSFS = join(this.folder, 'sys');
  }

  /** Power that activity adds from `tNs` on. */
  power(tNs: number, deltaWatts: number): void {
    appendFileSync(this.#events, `${Math.round(tNs)} ${deltaWatts}\n`);
  }

  /**
   * A whole course of power at once, which may lie in the future: from each time on (ns, rising) the activity draws so
   * many watts, never under 0.
   */
  course(steps: Iterable<readonly [tNs: number, watts: number]>): void {
    let before = 0;
    let text = '';
    for (const [tNs, watts] of steps) {
      text += `${Math.round(tNs)} ${watts - before}\n`;
      before = watts;
    }
    appendFileSync(this.#events, text);
  }

  /** The PIDs that the driver shows from now on. */
  processes(pids: number[]): void {
    writeFileSync(join(this.folder, 'processes'), pids.join('\n'));
  }

  /** Power smoothing from now on; a driver that was never told has none. */
  smoothing(on: boolean): void {
    writeFileSync(join(this.folder, 'smoothing'), on ? '1' : '0');
  }

  /** Enforced workload power profiles from now on, as a mask; null where the driver (no longer) tells them. */
  profiles(mask: number | null): void {
    const file = join(this.folder, 'profiles');
    if (mask === null) rmSync(file, { force: true });
    else writeFileSync(file, String(mask));
  }

  remove(): void {
    process.env = this.#saved;
    rmSync(this.folder, { recursive: true });
  }
}
