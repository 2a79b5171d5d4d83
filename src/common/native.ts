import { pathToFileURL } from 'node:url';
import { resolveNative } from './runtime.ts';

/** A bound C function. */
export type NativeCall = (...args: unknown[]) => unknown;
/** What we use of a library that koffi loaded. */
export interface NativeLibrary {
  func(signature: string): NativeCall;
}

/**
 * koffi's loader of C libraries, which throws where the linker finds none. Throws JouleGateError `runtime-missing`
 * without koffi.
 */
export async function nativeLoader(): Promise<(name: string) => NativeLibrary> {
  const koffi = (
    (await import(pathToFileURL(resolveNative('koffi')).href)) as { default: { load(name: string): NativeLibrary } }
  ).default;
  return (name) => koffi.load(name);
}

/** Binds what a library has of some signatures, by name, and tells the first required one that it lacks. */
export function bind<Name extends string>(
  library: NativeLibrary,
  signatures: Readonly<Record<Name, string>>,
  required: readonly Name[],
): { calls: Partial<Record<Name, NativeCall>>; missing: Name | null } {
  const calls: Partial<Record<Name, NativeCall>> = {};
  for (const name of Object.keys(signatures) as Name[]) {
    try {
      calls[name] = library.func(signatures[name]);
    } catch {
      // This library version lacks the function: what it would report stays unknown.
    }
  }
  return { calls, missing: required.find((name) => calls[name] === undefined) ?? null };
}

/** The address of a buffer, for a struct of C that points to another; the buffer must outlive the call. */
export async function nativeAddress(): Promise<(buffer: Buffer) => bigint> {
  const koffi = (
    (await import(pathToFileURL(resolveNative('koffi')).href)) as { default: { address(value: Buffer): bigint } }
  ).default;
  return (buffer) => koffi.address(buffer);
}
