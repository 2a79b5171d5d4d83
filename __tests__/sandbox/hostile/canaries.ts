import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Canaries } from './programs.ts';

const SIGNALS = ['SIGUSR2', 'SIGHUP', 'SIGTERM', 'SIGINT'] as const;
const SECRET = 'canary-4f1c9';

/** What a program must not touch: a folder, a secret in a file and in the environment, a port, this process. */
export class Watch {
  readonly folder = mkdtempSync(join(tmpdir(), 'joulegate-hostile-'));
  readonly #server: Server;
  readonly #onSignal = (): void => {
    this.#signals++;
  };
  #connections = 0;
  #signals = 0;

  constructor() {
    writeFileSync(join(this.folder, 'secret.txt'), SECRET);
    process.env['JOULEGATE_TEST_SECRET'] = SECRET;
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
    this.#server = createServer((socket) => {
      this.#connections++;
      socket.destroy();
    });
  }

  async start(): Promise<Canaries> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return { folder: this.folder, port: (this.#server.address() as AddressInfo).port, parentPid: process.pid };
  }

  /** Every trace of an escape so far; empty when all held. */
  escapes(texts: string[]): string[] {
    const found: string[] = [];
    const files = readdirSync(this.folder).filter((f) => f !== 'secret.txt');
    if (files.length > 0) found.push(`files written: ${files.join(', ')}`);
    if (this.#connections > 0) found.push(`${this.#connections} connections`);
    if (this.#signals > 0) found.push(`${this.#signals} signals`);
    for (const text of texts)
      if (/canary-4f1c9|root:x:|JSPROXY REACHED/.test(text)) found.push(`told: ${text.slice(0, 200)}`);
    return found;
  }

  stop(): void {
    this.#server.close();
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    delete process.env['JOULEGATE_TEST_SECRET'];
    rmSync(this.folder, { recursive: true, force: true });
  }
}
