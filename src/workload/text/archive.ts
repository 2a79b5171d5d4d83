import { openPromise } from 'yauzl';
import { MOST_BYTES } from '../../common/files.ts';
import { JouleGateError } from '../../common/errors.ts';

/** A zip begins with the signature of its first file. */
export const isZip = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, 4)).toString('latin1') === 'PK\x03\x04';

async function bounded(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += (part as Buffer).length;
    if (bytes > MOST_BYTES) throw new Error(`it unpacks to more than ${MOST_BYTES / 2 ** 20} MiB`);
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/**
 * Files of a zip by their name without folders; no more than 256 MiB of each, whatever the zip says.
 * @throws JouleGateError `workload-unreadable` for what is no such zip, or lacks one of them
 */
export async function filesOfZip(path: string, names: readonly string[]): Promise<Map<string, Buffer>> {
  const unreadable = (why: string, cause?: unknown): JouleGateError =>
    new JouleGateError(
      'workload-unreadable',
      `${path}: ${why}`,
      `give LongBench's own data.zip, which holds ${names.join(' and ')}, or one of these files by itself`,
      { cause },
    );
  const found = new Map<string, Buffer>();
  try {
    const zip = await openPromise(path, { lazyEntries: true, validateEntrySizes: true });
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.split('/').at(-1)!;
      if (!names.includes(name) || found.has(name)) continue;
      if (entry.isEncrypted()) throw new Error(`${name} is encrypted`);
      const stream = await zip.openReadStreamPromise(entry);
      try {
        found.set(name, await bounded(stream));
      } finally {
        stream.destroy();
      }
    }
  } catch (cause) {
    throw unreadable((cause as Error).message, cause);
  }
  const lacking = names.filter((name) => !found.has(name));
  if (lacking.length > 0) throw unreadable(`it holds no ${lacking.join(' and no ')}`);
  return found;
}
