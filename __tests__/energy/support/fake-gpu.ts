import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../fake-nvml/fake-nvml.c', import.meta.url));

/** Why the fake driver cannot be built here; null where it can. */
export const noCompiler: string | null = spawnSync('cc', ['--version']).status === 0 ? null : 'skipped: no C compiler (cc) on this machine, so the fake libnvidia-ml.so.1 cannot be built';

/** A virtual GPU in a folder of its own, for the sampler process that inherits our environment. */
export class FakeGpu {
  readonly folder = mkdtempSync(join(tmpdir(), 'joulegate-nvml-'));
  readonly epochNs = Number(process.hrtime.bigint());
  readonly #events = join(this.folder, 'events');
  readonly #saved = { ...process.env };

  constructor(settings: Record<string, number> = {}) {
    this.processes([]);
    const built = spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', join(this.folder, 'libnvidia-ml.so.1'), SOURCE, '-lm'], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
    writeFileSync(this.#events, '');
    const lines = Object.entries({ epoch: this.epochNs, ...settings }).map(([k, v]) => `${k} ${v}`);
    writeFileSync(join(this.folder, 'gpu'), `${[...lines, `events ${this.#events}`, `processes ${join(this.folder, 'processes')}`, `smoothing ${join(this.folder, 'smoothing')}`].join('\n')}\n`);
    process.env.FAKE_NVML = join(this.folder, 'gpu');
    process.env.LD_LIBRARY_PATH = this.folder;
    process.env.JOULEGATE_LOCK_DIR = join(this.folder, 'locks');
    process.env.JOULEGATE_SYSFS = join(this.folder, 'sys');
  }

  /** Power that activity adds from `tNs` on. */
  power(tNs: number, deltaWatts: number): void {
    appendFileSync(this.#events, `${Math.round(tNs)} ${deltaWatts}\n`);
  }

  /** The PIDs that the driver shows from now on. */
  processes(pids: number[]): void {
    writeFileSync(join(this.folder, 'processes'), pids.join('\n'));
  }

  /** Power smoothing from now on; a driver that was never told has none. */
  smoothing(on: boolean): void {
    writeFileSync(join(this.folder, 'smoothing'), on ? '1' : '0');
  }

  remove(): void {
    process.env = this.#saved;
    rmSync(this.folder, { recursive: true });
  }
}
