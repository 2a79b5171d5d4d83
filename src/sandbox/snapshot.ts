import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRuntimePath } from '../common/runtime.ts';
import { DATA_BYTES, Worker } from './worker.ts';
import { unavailable } from './unavailable.ts';

export interface Snapshot {
  /** A file that only this process's user can read; gone when this process ends. */
  path: string;
  pythonVersion: string;
}

interface Built {
  snapshot: Snapshot;
  /** The process that built it, warm, for whoever asks first. */
  worker: Worker | null;
}

const built = new Map<string, Promise<Built>>();

async function build(): Promise<Built> {
  const worker = new Worker({ snapshot: null, restorable: true, limits: { dataBytes: DATA_BYTES, cpuSeconds: 3600 } });
  try {
    const { pythonVersion, snapshot } = await worker.ready;
    if (!snapshot) throw new Error('no memory image came');
    const folder = mkdtempSync(join(tmpdir(), 'joulegate-sandbox-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'python.snapshot');
    writeFileSync(path, snapshot, { mode: 0o600 });
    return { snapshot: { path, pythonVersion }, worker };
  } catch (cause) {
    await worker.close();
    throw unavailable(cause);
  }
}

function once(): Promise<Built> {
  const key = getRuntimePath() ?? '';
  const known = built.get(key);
  if (known) return known;
  const fresh = build();
  built.set(key, fresh);
  // A failure is not remembered: the next call may find the packages installed.
  fresh.catch(() => built.delete(key));
  return fresh;
}

/** The memory image of a loaded Python; built once in this process (about 2 s), then shared. */
export async function pythonSnapshot(): Promise<Snapshot> {
  const all = await once();
  // Nobody wants the builder itself: let it go.
  if (all.worker) {
    const { worker } = all;
    all.worker = null;
    await worker.close();
  }
  return all.snapshot;
}

/** The image and a warm worker: the builder itself, or one started from the image. */
export async function warmWorker(): Promise<Worker> {
  const all = await once();
  const first = all.worker;
  all.worker = null;
  if (first?.alive) return first;
  const worker = new Worker({
    snapshot: all.snapshot.path,
    restorable: true,
    limits: { dataBytes: DATA_BYTES, cpuSeconds: 3600 },
  });
  try {
    await worker.ready;
  } catch (cause) {
    await worker.close();
    throw unavailable(cause);
  }
  return worker;
}
