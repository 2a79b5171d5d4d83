import type { Engine, EngineInfo, PreparedPrompt, PromptSource, Sampling, Step, TokenizedPrompt } from './engine.ts';

/** Whose turn it is: one engine at a time is loaded. */
export class Turns {
  #sitting: TurnEngine | null = null;

  async take(engine: TurnEngine): Promise<void> {
    if (this.#sitting === engine) return;
    await this.#sitting?.leave();
    this.#sitting = engine;
    await engine.arrive();
  }
}

/**
 * An engine that shares memory with others by taking turns: `reset`, which belongs before every request, loads it and
 * puts the one before it out. Prompts that were tokenised stay good while it is out.
 */
export class TurnEngine implements Engine {
  readonly edges: Engine['edges'];
  readonly info: EngineInfo;
  readonly devices: Engine['devices'];
  readonly takesTurns = true;
  readonly #prepared: { refresh: (inside: Engine) => Promise<void> }[] = [];
  #inside: Engine | null;

  private constructor(
    first: Engine,
    private readonly load: (threads: number | null) => Promise<Engine>,
    private readonly turns: Turns,
  ) {
    this.edges = first.edges;
    this.info = first.info;
    this.devices = first.devices;
    this.#inside = first;
  }

  /**
   * Loads an engine once, to know it; it is out again afterwards. @param load gets the threads that the first time
   * found best, `null` then. @throws as `load`
   */
  static async make(load: (threads: number | null) => Promise<Engine>, turns: Turns): Promise<TurnEngine> {
    const made = new TurnEngine(await load(null), load, turns);
    await made.leave();
    return made;
  }

  async arrive(): Promise<void> {
    this.#inside = await this.load(this.info.threads);
    for (const prompt of this.#prepared) await prompt.refresh(this.#inside);
  }

  async leave(): Promise<void> {
    const inside = this.#inside;
    this.#inside = null;
    await inside?.close();
  }

  async preparePrompt(source: PromptSource): Promise<PreparedPrompt> {
    await this.turns.take(this);
    let current = await this.#inside!.preparePrompt(source);
    this.#prepared.push({ refresh: async (inside) => void (current = await inside.preparePrompt(source)) });
    const known = new Map<string, TokenizedPrompt>();
    return {
      ...current,
      tokenize: (task, name, most) => {
        const before = known.get(task);
        if (before) return before;
        const tokens = current.tokenize(task, name, most);
        known.set(task, tokens);
        return tokens;
      },
    };
  }

  async reset(): Promise<void> {
    await this.turns.take(this);
    await this.#inside!.reset();
  }

  generate(prompt: TokenizedPrompt, sampling: Sampling): AsyncGenerator<Step, void, void> {
    return this.#inside!.generate(prompt, sampling);
  }

  async close(): Promise<void> {
    await this.leave();
  }
}
