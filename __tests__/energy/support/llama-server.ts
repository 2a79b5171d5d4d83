import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/common/paths.ts';

const PYTHON = '/tmp/joulegate-xllamacpp/bin/python';
const SERVER = join(packageRoot, '__tests__', 'energy', 'support', 'llama-server.py');

/** Why there is no llama-server here; `null` where there is. */
export const noLlamaServer =
  existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import xllamacpp']).status === 0
    ? null
    : `skipped: ${PYTHON} with PyPI's xllamacpp is missing (.ci/run installs it), so there is no llama-server`;

/** The real llama-server with a model, one thread and a context of 1,024. */
export class RealServer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(model: string): Promise<RealServer> {
    const child = spawn(PYTHON, [SERVER, model], { stdio: ['pipe', 'pipe', 'ignore'] });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (d: Buffer) => resolve(d.toString().trim()));
      child.once('exit', (status) => reject(new Error(`llama-server ended with ${status}`)));
    });
    return new RealServer(url, child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}
