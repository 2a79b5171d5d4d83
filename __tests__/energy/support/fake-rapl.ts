import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes each counter in place and of one width, so that a reader never sees half a number, as in sysfs. */
const WRITER = `const { openSync, writeSync, existsSync } = require('fs'); const [ready, ...files] = process.argv.slice(1); const fds = files.map((f) => openSync(f, 'r+')); const start = process.hrtime.bigint();
const write = () => { const us = Number(process.hrtime.bigint() - start) / 1e3; fds.forEach((fd, i) => writeSync(fd, String(Math.round(us * (50 + i))).padStart(16, '0'), 0)); };
write(); require('fs').writeFileSync(ready, ''); setInterval(() => (existsSync(ready) ? write() : process.exit()), 1);`;

/**
 * A /sys of its own whose package zones count 50 W (the next 51 W, …), run by another process; for tests that block or
 * start processes.
 */
export class FakeRapl {
  readonly sysfs = mkdtempSync(join(tmpdir(), 'joulegate-fake-rapl-'));
  readonly #writer: ChildProcess;

  constructor(zones: string[] = ['package-0']) {
    const files = zones.map((name, i) => {
      const at = join(this.sysfs, 'class', 'powercap', `intel-rapl:${i}`);
      mkdirSync(at, { recursive: true });
      writeFileSync(join(at, 'name'), `${name}\n`);
      writeFileSync(join(at, 'max_energy_range_uj'), '262143328850\n');
      writeFileSync(join(at, 'energy_uj'), '0'.padStart(16, '0'));
      return join(at, 'energy_uj');
    });
    this.#writer = spawn(process.execPath, ['-e', WRITER, join(this.sysfs, 'ready'), ...files], { stdio: 'inherit' });
  }

  async ready(): Promise<void> {
    while (!existsSync(join(this.sysfs, 'ready'))) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  remove(): void {
    this.#writer.kill('SIGKILL');
    rmSync(this.sysfs, { recursive: true, force: true });
  }
}
