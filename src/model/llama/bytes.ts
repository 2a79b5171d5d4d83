/** GPT-2's reversible map from a printable character to a byte (Radford et al. 2019, `bytes_to_unicode`). */
export function byteOfCharacter(): Map<string, number> {
  const map = new Map<string, number>();
  let next = 0;
  for (let b = 0; b < 256; b++) {
    const printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
    map.set(String.fromCodePoint(printable ? b : 256 + next++), b);
  }
  return map;
}

/**
 * How many bytes at the end begin a UTF-8 character that is not whole yet (RFC 3629): 0 to 3. A lead byte always begins
 * a character anew, so that decoding what stands before it and the rest apart gives the same text as decoding all at
 * once.
 */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let n = 1; n <= Math.min(3, bytes.length); n++) {
    const byte = bytes[bytes.length - n]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > n ? n : 0;
  }
  return 0;
}
