import type { RingReport } from '../types.ts';
import { useSnapshots, warmWorker } from '../snapshot.ts';
import { outerRings } from './require.ts';

/**
 * Starts a sandbox process and tries its rings from inside; for `doctor`. Never rejects: a sandbox that fails is a
 * finding.
 */
export async function probeRings(): Promise<RingReport> {
  const outer = outerRings();
  const release = useSnapshots();
  try {
    const worker = await warmWorker();
    try {
      const ending = await worker.ask({ kind: 'probe' }, 10);
      if (ending.kind !== 'response' || ending.response.kind !== 'probe') throw new Error('the probe did not answer');
      return { rings: [...outer, ...ending.response.rings], pythonVersion: ending.response.pythonVersion };
    } finally {
      await worker.close();
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { rings: [...outer, { name: 'starts', holds: false, detail }], pythonVersion: null };
  } finally {
    release();
  }
}
