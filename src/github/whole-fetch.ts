/** An answer of GitHub's REST API is at most some MB; a blob 100 MB. */
const MOST_BYTES = 128 * 2 ** 20;

/** How a failed read looks to octokit: a TypeError with a cause, like fetch's own. */
export const broken = (why: string, cause?: unknown): TypeError =>
  new TypeError('fetch failed', { cause: new Error(why, { cause }) });

/** The bytes of a stream; throws where they are more than `most`, without reading on. */
export async function readBytes(stream: AsyncIterable<unknown> | Iterable<unknown>, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += (part as Uint8Array).length;
    if (bytes > most) throw broken(`there are more than ${most} bytes`);
    parts.push(Buffer.from(part as Uint8Array));
  }
  return Buffer.concat(parts);
}

/**
 * A `fetch` that answers with whole bodies or not at all. Octokit takes a JSON body that broke off for a text and goes
 * on; here it is the failure it is.
 * @param timeoutMs for one answer, body included
 */
export const wholeFetch =
  (timeoutMs: number) =>
  async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    try {
      const answer = await fetch(url, { ...init, signal });
      const body = await readBytes(answer.body ?? [], MOST_BYTES);
      const json = /\bjson\b/.test(answer.headers.get('content-type') ?? '') && body.length > 0;
      if (json) JSON.parse(body.toString('utf8'));
      const headers = Object.fromEntries(answer.headers);
      const { status, statusText } = answer;
      const whole = new Response([204, 205, 304].includes(status) ? null : new Uint8Array(body), {
        status,
        statusText,
        headers,
      });
      // Octokit goes from page to page by it.
      return Object.defineProperty(whole, 'url', { value: answer.url });
    } catch (error) {
      if (limit.aborted && !init.signal?.aborted) throw broken(`no whole answer within ${timeoutMs / 1000} s`, error);
      if (error instanceof SyntaxError) throw broken('the answer broke off in the middle', error);
      throw error;
    }
  };
