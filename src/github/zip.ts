import { fromBufferPromise } from 'yauzl';
import { readBytes } from './whole-fetch.ts';

/**
 * The one file of a zip that anybody may have made. @param most bytes that it may have, whatever the zip says: reading
 * ends there. @throws Error that says what is wrong with it
 */
export async function onlyEntry(zip: Buffer, name: string, most: number): Promise<Buffer> {
  const file = await fromBufferPromise(zip, { lazyEntries: true, validateEntrySizes: true });
  if (file.entryCount !== 1) throw new Error(`it holds ${file.entryCount} files, not ${name} alone`);
  for await (const entry of file.eachEntry()) {
    if (entry.fileName !== name) throw new Error(`it holds another file than ${name}`);
    if (entry.isEncrypted()) throw new Error('it is encrypted');
    if (entry.uncompressedSize > most) throw new Error(`${name} has more than ${most} bytes`);
    const stream = await file.openReadStreamPromise(entry);
    try {
      return await readBytes(stream, most);
    } finally {
      stream.destroy();
    }
  }
  throw new Error(`it holds no ${name}`);
}
