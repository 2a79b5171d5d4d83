import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What is asked of `/proc` may be gone, or another user's, at any moment: then it is empty. */
const quietly = <T>(what: () => T, otherwise: T): T => {
  try {
    return what();
  } catch {
    return otherwise;
  }
};

export const readProc = (file: string): string => quietly(() => readFileSync(file, 'latin1'), '');
export const listProc = (folder: string): string[] => quietly(() => readdirSync(folder), []);
export const linkInProc = (file: string): string => quietly(() => readlinkSync(file), '');
