import { readSync, writeSync } from 'node:fs';
import { RESPONSE_FD, type Request, type Response } from '../protocol.ts';

// Taken before any Python runs, so that no later change to a prototype reaches them.
const parse = JSON.parse;
const stringify = JSON.stringify;
const keysOf = Object.keys;
const isArray = Array.isArray;
const bytesOf = Buffer.from.bind(Buffer);

function readExactly(length: number): Buffer | null {
  const buffer = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const n = readSync(0, buffer, at, length - at, null);
    if (n === 0) return null;
    at += n;
  }
  return buffer;
}

/** Blocks until the next request; `null` when the parent is gone. */
export function readRequest(): Request | null {
  const head = readExactly(4);
  const body = head && readExactly(head.readUInt32LE(0));
  return body && (parse(body.toString('utf8')) as Request);
}

export function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(RESPONSE_FD, bytes, at, bytes.length - at);
}

/** JSON of plain values, by hand: `toJSON`, iterators and inherited members are not looked at. */
function json(value: unknown): string {
  if (typeof value !== 'object' || value === null) return stringify(value) ?? 'null';
  let text = '';
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) text += `${i === 0 ? '' : ','}${json(value[i])}`;
    return `[${text}]`;
  }
  const keys = keysOf(value);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    text += `${i === 0 ? '' : ','}${stringify(key)}:${json((value as Record<string, unknown>)[key])}`;
  }
  return `{${text}}`;
}

export function writeResponse(nonce: string, response: Response): void {
  writeAll(bytesOf(`${nonce} ${json(response)}\n`, 'utf8'));
}
