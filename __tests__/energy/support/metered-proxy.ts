import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeGpu } from './fake-gpu.ts';

/** What a phase draws above idle. */
export const WATTS = { prefill: 240, decode: 120 };
type Phase = keyof typeof WATTS;
type Body = Record<string, unknown>;

/** What the server said of one request, and what its body asked for. */
export interface Served {
  prompt: string;
  cachePrompt: unknown;
  timings: { cache_n: number; prompt_n: number; prompt_ms: number; predicted_n: number };
}

const now = (): number => Number(process.hrtime.bigint());

/**
 * Stands in front of a llama-server and lets the fake GPU draw what the request does: 240 W more up to the first token,
 * 120 W more from there to the end. All else is passed on as it is. @param rewrite what it asks for in a request's
 * place
 */
export class MeteredProxy {
  readonly served: Served[] = [];
  /** Joules that each phase really caused, above idle. */
  readonly joules: Record<Phase, number> = { prefill: 0, decode: 0 };
  /** Watts of each phase from now on. */
  watts: Record<Phase, number> = WATTS;
  readonly #server: Server;
  readonly #gpu: FakeGpu | null;

  constructor(target: string, gpu: FakeGpu | null, rewrite: (body: Body) => Body) {
    this.#gpu = gpu;
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (d: Buffer) => parts.push(d));
      request.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const answers = /\/completions?$/.test(request.url ?? '');
        const body = answers ? rewrite(JSON.parse(text) as Body) : null;
        void (
          body === null ? pass(target, request, text, response) : this.#answer(target, request, body, response)
        ).catch((error: unknown) => response.destroy(error as Error));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(target: string, request: IncomingMessage, body: Body, response: ServerResponse): Promise<void> {
    let phase: Phase = 'prefill';
    let since = now();
    const { watts } = this;
    this.#gpu?.power(since, watts.prefill);
    const turn = (next: Phase | null): void => {
      const t = now();
      this.joules[phase] += ((t - since) / 1e9) * watts[phase];
      this.#gpu?.power(t, (next === null ? 0 : watts[next]) - watts[phase]);
      since = t;
      phase = next ?? phase;
    };
    const answer = await fetch(`${target}${request.url}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
    // Kept before the client can have read the end, so that what it asks for then is of this request.
    const served = { prompt: String(body['prompt']), cachePrompt: body['cache_prompt'] } as Served;
    this.served.push(served);
    let text = '';
    for await (const chunk of answer.body!) {
      text += Buffer.from(chunk).toString();
      const lines = text.split('\n');
      text = lines.pop()!;
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue;
        const event = JSON.parse(line.slice(6)) as Body & { choices?: { text: string }[]; timings?: Served['timings'] };
        served.timings = event.timings ?? served.timings;
        const first = event.choices?.some((c) => c.text !== '') ?? Number(event['tokens_predicted']) > 0;
        if (phase === 'prefill' && first) turn('decode');
      }
      response.write(chunk);
    }
    turn(null);
    response.end();
  }
}

async function pass(
  target: string,
  { url, method }: IncomingMessage,
  text: string,
  response: ServerResponse,
): Promise<void> {
  const answer = await fetch(`${target}${url}`, { method: method!, ...(text === '' ? {} : { body: text }) });
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
}
