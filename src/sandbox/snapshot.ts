import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../common/download.ts';
import { ownedFolder } from '../common/owned-folder.ts';
import { getRuntimePath } from '../common/runtime.ts';
import { cachedImage, keepImage } from './image-cache.ts';
import { DATA_BYTES, Worker } from './worker.ts';
import { unavailable } from './unavailable.ts';

export interface Snapshot {
  /** A file that only this user can write. */
  path: string;
  pythonVersion: string;
}

interface Built {
  snapshot: Snapshot;
  /** The process that built it, warm, for whoever asks first. */
  worker: Worker | null;
  /** Where it is kept for this process alone; gone with its last user. */
  temporary: string | null;
  /** It was made by an earlier process. */
  cached: boolean;
}

const built = new Map<string, Promise<Built>>();
/** How each temporary folder goes. */
const temporaries = new Set<() => void>();
let users = 0;

/**
 * Counts a pool or grader in. The image's temporary folder, where there is one, goes when the last has called what this
 * returns.
 */
export function useSnapshots(): () => void {
  users++;
  let done = false;
  return () => {
    if (done) return;
    done = true;
    if (--users === 0 && temporaries.size > 0) {
      built.clear();
      clearTemporaries();
    }
  };
}

function clearTemporaries(): void {
  for (const remove of temporaries) remove();
  temporaries.clear();
}

function keepForThisProcess(image: Buffer): string {
  const { folder, remove } = ownedFolder('sandbox');
  temporaries.add(remove);
  writeFileSync(join(folder, 'python.snapshot'), image, { mode: 0o600 });
  return folder;
}

async function build(signal: AbortSignal | undefined): Promise<Built> {
  const worker = new Worker({
    snapshot: null,
    restorable: true,
    signal,
    limits: { dataBytes: DATA_BYTES, cpuSeconds: 3600 },
  });
  try {
    const { pythonVersion, snapshot } = await worker.ready;
    if (!snapshot) throw new Error('no memory image came');
    const kept = keepImage(snapshot, pythonVersion);
    if (kept) return { snapshot: kept, worker, temporary: null, cached: false };
    const temporary = keepForThisProcess(snapshot);
    return { snapshot: { path: join(temporary, 'python.snapshot'), pythonVersion }, worker, temporary, cached: false };
  } catch (cause) {
    await worker.close();
    signal?.throwIfAborted();
    throw unavailable(cause);
  }
}

async function cachedOrBuilt(signal: AbortSignal | undefined): Promise<Built> {
  const cached = cachedImage();
  return cached ? { snapshot: cached, worker: null, temporary: null, cached: true } : build(signal);
}

function once(signal: AbortSignal | undefined): Promise<Built> {
  const key = `${getRuntimePath()}\n${cacheDirectory()}`;
  const known = built.get(key);
  if (known) return known;
  const fresh = Promise.resolve().then(() => cachedOrBuilt(signal));
  built.set(key, fresh);
  // A failure is not remembered: the next call may find the packages installed.
  fresh.catch(() => built.delete(key));
  return fresh;
}

/** The memory image of a loaded Python: of an earlier process, or built once (about 2 s), then shared. */
export async function pythonSnapshot(signal?: AbortSignal): Promise<Snapshot> {
  const all = await once(signal);
  // Nobody wants the builder itself: let it go.
  if (all.worker) {
    const { worker } = all;
    all.worker = null;
    await worker.close();
  }
  return all.snapshot;
}

/** Drops an image that no process starts from: the next is built anew. */
export function distrust(path: string): void {
  rmSync(path, { force: true });
  built.clear();
}

export interface WarmOptions {
  /** numpy's wheel, where it is wanted. */
  wheel?: string | null;
  /** Ends what is being made or started. */
  signal?: AbortSignal | undefined;
}

/** The image and a warm worker: the builder itself, or one started from the image. */
export async function warmWorker(options: WarmOptions = {}): Promise<Worker> {
  const all = await once(options.signal);
  if (options.wheel == null) {
    const first = all.worker;
    all.worker = null;
    if (first?.alive) return first;
  }
  try {
    return await started(all.snapshot.path, options);
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (!all.cached || options.wheel != null) throw unavailable(cause);
    distrust(all.snapshot.path);
    return warmWorker(options);
  }
}

async function started(snapshot: string, options: WarmOptions): Promise<Worker> {
  const worker = new Worker({
    ...options,
    snapshot,
    restorable: true,
    limits: { dataBytes: DATA_BYTES, cpuSeconds: 3600 },
  });
  try {
    await worker.ready;
    return worker;
  } catch (cause) {
    await worker.close();
    throw cause;
  }
}
