import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync, readSync, fstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutSecrets } from '../../common/environment.ts';
import { JouleGateError } from '../../common/errors.ts';
import { atExit } from '../../common/leftovers.ts';
import { entryFile } from '../../common/paths.ts';
import { getRuntimePath } from '../../common/runtime.ts';
import { ownedFolder } from '../../common/owned-folder.ts';
import { monotonicNs } from '../../common/clock.ts';
import type { DriverKind } from '../drivers/open.ts';
import { FIELD, RECORD_BYTES, RECORD_LENGTH } from '../columns.ts';
import { toSeries, type Series } from '../series.ts';
import type { DriverHello, SamplerConfig, SamplerHello } from './protocol.ts';

/** A driver that has said nothing for this long hangs. */
const HELLO_MS = 30_000;
const SAMPLES_FILE = 'samples.bin';
/** After SIGTERM; then SIGKILL. */
const END_MS = 1000;

/** A driver's own reason why it cannot be used; callers decide whether that is an error. */
export class SamplerRefused extends Error {
  readonly fix: string;
  /** The sensor is there, but cannot be used. */
  readonly present: boolean;
  constructor(message: string, fix: string, present: boolean) {
    super(message);
    this.fix = fix;
    this.present = present;
  }
}

/** Our side of the sampler process: starts it, reads its file, ends it. */
export class SamplerClient {
  readonly drivers: DriverHello[];
  readonly channels: string[];
  readonly #child: ChildProcess;
  readonly #stopChild: () => Promise<void>;
  readonly #removeFolder: () => void;
  readonly #fd: number;
  readonly #signal: AbortSignal | undefined;
  #death: string | null = null;
  #ending = false;

  private constructor(
    child: Sampler,
    file: string,
    removeFolder: () => void,
    drivers: DriverHello[],
    signal: AbortSignal | undefined,
  ) {
    this.#child = child.process;
    this.#stopChild = child.stop;
    this.#removeFolder = removeFolder;
    this.#signal = signal;
    this.#fd = openSync(file, 'r');
    this.drivers = drivers;
    this.channels = drivers.flatMap((d) => d.channels.map((c) => c.name));
    this.#child.on('exit', (code, name) => {
      if (!this.#ending) this.#death ??= `the sampler process ended (${name ?? code})`;
    });
  }

  /**
   * Starts the process and waits until it reads; throws `SamplerRefused` where a sensor cannot be opened, and the
   * signal's reason.
   */
  static async start(kinds: DriverKind[], options: StartOptions): Promise<SamplerClient> {
    const { signal, locks, intervalMs } = options;
    signal?.throwIfAborted();
    const { folder, remove } = ownedFolder('samples', SAMPLES_FILE);
    const file = join(folder, SAMPLES_FILE);
    writeFileSync(file, '');
    const child = launch({
      locks,
      intervalMs,
      only: options.only ?? null,
      drivers: kinds,
      file,
      runtimePath: getRuntimePath(),
      parent: process.pid,
    });
    try {
      const hello = await firstLine(child, signal);
      const client = new SamplerClient(child, file, remove, hello.drivers, signal);
      client.#watch();
      return client;
    } catch (error) {
      await child.stop();
      remove();
      throw error;
    }
  }

  /** Bytes written so far: a place to read from later. */
  position(): number {
    const size = fstatSync(this.#fd).size;
    return size - (size % RECORD_BYTES);
  }

  /**
   * Waits until a record later than `tNs` is in the file. Throws `meter-failed` where the sampler died or stalls, and
   * the signal's reason.
   */
  async waitFor(tNs: number, signal: AbortSignal | null | undefined = this.#signal): Promise<void> {
    const patience = monotonicNs() + 5e9;
    const row = Buffer.alloc(RECORD_BYTES);
    for (;;) {
      const at = this.position();
      if (
        at > 0 &&
        readSync(this.#fd, row, 0, RECORD_BYTES, at - RECORD_BYTES) === RECORD_BYTES &&
        row.readDoubleLE(FIELD.t_ns * 8) > tNs
      )
        return;
      signal?.throwIfAborted();
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

  /** Ends the process and removes its file; a second call does nothing. */
  async stop(): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    await this.#stopChild();
    closeSync(this.#fd);
    this.#removeFolder();
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

export interface StartOptions {
  intervalMs: number;
  locks: string[];
  /** Only these channels are read; all without it. */
  only?: string[] | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Asks what a driver would offer, without reading it for long. Throws `SamplerRefused` with the reason and the fix, and
 * the signal's reason.
 */
export async function probeDriver(kind: DriverKind, signal?: AbortSignal): Promise<DriverHello> {
  signal?.throwIfAborted();
  const child = launch({
    drivers: [kind],
    intervalMs: 5,
    file: null,
    locks: [],
    only: null,
    runtimePath: getRuntimePath(),
    parent: process.pid,
  });
  try {
    return (await firstLine(child, signal)).drivers[0]!;
  } finally {
    await child.stop();
  }
}

interface Sampler {
  process: ChildProcess;
  stop: () => Promise<void>;
}

function launch(config: SamplerConfig): Sampler {
  // Inherits what the driver needs (LD_LIBRARY_PATH, CUDA_VISIBLE_DEVICES), never a secret.
  const { NODE_OPTIONS: _ours, ...env } = withoutSecrets(process.env);
  const child = spawn(process.execPath, [entryFile('sampler'), JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  const taken = atExit(() => void child.kill('SIGKILL'));
  void gone.then(taken);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    // Unreferenced while it samples, so that it never keeps us alive; here its end is waited for.
    child.ref();
    child.kill();
    const hard = setTimeout(() => child.kill('SIGKILL'), END_MS);
    await gone;
    clearTimeout(hard);
  };
  return { process: child, stop };
}

async function firstLine(
  { process: child }: Sampler,
  signal: AbortSignal | undefined,
): Promise<Extract<SamplerHello, { ready: true }>> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('error', reject);
    child.once('close', (code, name) =>
      reject(failed(`the sampler process ended before it was ready (${name ?? code})`)),
    );
    timer = setTimeout(
      () =>
        reject(
          new SamplerRefused(
            `its driver did not answer within ${HELLO_MS / 1000} s`,
            'see whether nvidia-smi or amd-smi answers; a driver that hangs needs a restart of the machine',
            true,
          ),
        ),
      HELLO_MS,
    );
    onAbort = () => reject(signal!.reason as Error);
    signal?.addEventListener('abort', onAbort);
  }).finally(() => {
    clearTimeout(timer);
    if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort);
  });
  child.stdout!.removeAllListeners('data');
  const hello = JSON.parse(line) as SamplerHello;
  if (!hello.ready) throw new SamplerRefused(hello.message, hello.fix, hello.present);
  return hello;
}

function failed(message: string): JouleGateError {
  return new JouleGateError(
    'meter-failed',
    message,
    'run "joulegate doctor" to see whether the sensor still answers, then measure again',
  );
}
