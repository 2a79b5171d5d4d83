import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeGpu } from './fake-gpu.ts';

const WATTS = { prefill: 240, decode: 120 };
type Phase = keyof typeof WATTS;

/** What the server said of one request, and what its body asked for. */
export interface Served {
  prompt: string;
  cachePrompt: unknown;
  timings: { cache_n: number; prompt_n: number; prompt_ms: number; predicted_n: number };
}

const now = (): number => Number(process.hrtime.bigint());

/**
 * Stands in front of a llama-server and lets the fake GPU draw what the request does: 240 W more up to the first token,
 * 120 W more from there to the end. It asks for progress of the prompt, which a server may send on its own, and for few
 * tokens.
 */
export class MeteredProxy {
  readonly served: Served[] = [];
  /** Joules that each phase really caused, above idle. */
  readonly joules: Record<Phase, number> = { prefill: 0, decode: 0 };
  readonly #server: Server;
  readonly #gpu: FakeGpu;

  constructor(target: string, gpu: FakeGpu, maxTokens: number) {
    this.#gpu = gpu;
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (d: Buffer) => parts.push(d));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
        const asked = { ...body, max_tokens: maxTokens, return_progress: true, timings_per_token: true };
        void this.#forward(`${target}${request.url}`, asked, (chunk) => response.write(chunk)).then(
          () => response.end(),
          (error: unknown) => response.destroy(error as Error),
        );
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

  async #forward(url: string, body: Record<string, unknown>, pass: (chunk: Uint8Array) => void): Promise<void> {
    let phase: Phase = 'prefill';
    let since = now();
    this.#gpu.power(since, WATTS.prefill);
    const turn = (next: Phase | null): void => {
      const t = now();
      this.joules[phase] += ((t - since) / 1e9) * WATTS[phase];
      this.#gpu.power(t, (next === null ? 0 : WATTS[next]) - WATTS[phase]);
      since = t;
      phase = next ?? phase;
    };
    const answer = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
    let text = '';
    let timings: Served['timings'] | null = null;
    for await (const chunk of answer.body!) {
      text += Buffer.from(chunk).toString();
      const lines = text.split('\n');
      text = lines.pop()!;
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue;
        const event = JSON.parse(line.slice(6)) as { choices: { text: string }[]; timings?: Served['timings'] };
        timings = event.timings ?? timings;
        if (phase === 'prefill' && event.choices.some((c) => c.text !== '')) turn('decode');
      }
      pass(chunk);
    }
    turn(null);
    this.served.push({ prompt: String(body['prompt']), cachePrompt: body['cache_prompt'], timings: timings! });
  }
}
