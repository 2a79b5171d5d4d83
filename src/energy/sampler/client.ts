import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, readSync, fstatSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutSecrets } from '../../common/environment.ts';
import { JouleGateError } from '../../common/errors.ts';
import { entryFile } from '../../common/paths.ts';
import { getRuntimePath } from '../../common/runtime.ts';
import { monotonicNs } from '../../common/clock.ts';
import type { DriverKind } from '../drivers/open.ts';
import { F, RECORD_BYTES, RECORD_LENGTH, toSeries, type Series } from '../series.ts';
import type { DriverHello, SamplerConfig, SamplerHello } from './protocol.ts';

/** A driver's own reason why it cannot be used; callers decide whether that is an error. */
export class SamplerRefused extends Error {
  readonly fix: string;
  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

/** Our side of the sampler process: starts it, reads its file, ends it. */
export class SamplerClient {
  readonly drivers: DriverHello[];
  readonly channels: string[];
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #fd: number;
  #death: string | null = null;
  #ending = false;

  private constructor(child: ChildProcess, folder: string, drivers: DriverHello[]) {
    this.#child = child;
    this.#folder = folder;
    this.#fd = openSync(join(folder, 'samples.bin'), 'r');
    this.drivers = drivers;
    this.channels = drivers.flatMap((d) => d.channels.map((c) => c.name));
    child.on('exit', (code, signal) => {
      if (!this.#ending) this.#death ??= `the sampler process ended (${signal ?? code})`;
    });
  }

  /** Starts the process and waits until it reads; throws `SamplerRefused` where a sensor cannot be opened. */
  static async start(kinds: DriverKind[], options: { intervalMs: number; locks: string[] }): Promise<SamplerClient> {
    const folder = mkdtempSync(join(tmpdir(), 'joulegate-samples-'));
    const file = join(folder, 'samples.bin');
    writeFileSync(file, '');
    const child = launch({ ...options, drivers: kinds, file, runtimePath: getRuntimePath(), parent: process.pid });
    try {
      const hello = await firstLine(child);
      const client = new SamplerClient(child, folder, hello.drivers);
      client.#watch();
      return client;
    } catch (error) {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Bytes written so far: a place to read from later. */
  position(): number {
    const size = fstatSync(this.#fd).size;
    return size - (size % RECORD_BYTES);
  }

  /** Waits until a record later than `tNs` is in the file. Throws `meter-failed` where the sampler died or stalls. */
  async waitFor(tNs: number): Promise<void> {
    const patience = monotonicNs() + 5e9;
    const row = Buffer.alloc(RECORD_BYTES);
    for (;;) {
      const at = this.position();
      if (at > 0 && readSync(this.#fd, row, 0, RECORD_BYTES, at - RECORD_BYTES) === RECORD_BYTES && row.readDoubleLE(F.t_ns * 8) > tNs) return;
      this.throwIfDead();
      if (monotonicNs() > Math.max(patience, tNs + 5e9)) throw failed('the sampler process writes no more samples');
      await sleep(10);
    }
  }

  throwIfDead(): void {
    if (this.#death !== null) throw failed(this.#death);
  }

  /** The samples since a position, a series per channel; times in seconds since `originNs`. */
  read(from: number, originNs: number): Series[] {
    const bytes = Buffer.alloc(this.position() - from);
    readSync(this.#fd, bytes, 0, bytes.length, from);
    const rows = new Float64Array(bytes.buffer, bytes.byteOffset, (bytes.length / RECORD_BYTES) * RECORD_LENGTH);
    return toSeries(rows, this.channels, originNs);
  }

  async stop(): Promise<void> {
    this.#ending = true;
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      // Unreferenced while it samples, so that it never keeps us alive; here its end is waited for.
      this.#child.ref();
      const gone = new Promise((resolve) => this.#child.once('exit', resolve));
      this.#child.kill();
      await gone;
    }
    closeSync(this.#fd);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #watch(): void {
    this.#child.stdout!.on('data', (chunk: Buffer) => {
      try {
        const hello = JSON.parse(chunk.toString()) as SamplerHello;
        if (!hello.ready) this.#death = hello.message;
      } catch {
        this.#death = `the sampler process said: ${chunk.toString().slice(0, 200)}`;
      }
    });
    this.#child.unref();
    (this.#child.stdout as unknown as { unref?: () => void }).unref?.();
  }
}

/** Asks what a driver would offer, without reading it. Throws `SamplerRefused` with the reason and the fix. */
export async function probeDriver(kind: DriverKind): Promise<DriverHello> {
  const child = launch({ drivers: [kind], intervalMs: 5, file: null, locks: [], runtimePath: getRuntimePath(), parent: process.pid });
  const hello = await firstLine(child);
  return hello.drivers[0]!;
}

function launch(config: SamplerConfig): ChildProcess {
  // Inherits what the driver needs (LD_LIBRARY_PATH, CUDA_VISIBLE_DEVICES), never a secret.
  const { NODE_OPTIONS: _ours, ...env } = withoutSecrets(process.env);
  return spawn(process.execPath, [entryFile('sampler'), JSON.stringify(config)], { stdio: ['ignore', 'pipe', 'inherit'], env });
}

async function firstLine(child: ChildProcess): Promise<Extract<SamplerHello, { ready: true }>> {
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('error', reject);
    child.once('close', (code, signal) => reject(failed(`the sampler process ended before it was ready (${signal ?? code})`)));
  });
  child.stdout!.removeAllListeners('data');
  const hello = JSON.parse(line) as SamplerHello;
  if (!hello.ready) throw new SamplerRefused(hello.message, hello.fix);
  return hello;
}

function failed(message: string): JouleGateError {
  return new JouleGateError('meter-failed', message, 'run "joulegate doctor" to see whether the sensor still answers, then measure again');
}
