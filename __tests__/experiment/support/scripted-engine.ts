import type { Engine, PreparedPrompt, PromptSource, Step, TokenizedPrompt } from '../../../src/model/engine.ts';

export interface WordPrompt extends TokenizedPrompt {
  text: string;
}

/**
 * An engine of words: answers by a function of the prompt, one word a token, in messages of so many tokens as a
 * server's may be.
 */
export class ScriptedEngine implements Engine<WordPrompt> {
  readonly devices = [];
  readonly edges = 'server';
  readonly info = {
    architecture: 'script',
    quantization: 'none',
    parameters: 0,
    contextSize: 1000,
    threads: 1,
    gpuLayers: 0,
    layers: 0,
    backend: 'cpu',
    llamaCpp: 'none',
    cpu: 'test',
    os: 'test',
  };
  resets = 0;
  closed = false;

  constructor(
    readonly answer: (prompt: string) => string,
    readonly tokensOfMessage = 1,
  ) {}

  async preparePrompt(source: PromptSource): Promise<PreparedPrompt<WordPrompt>> {
    const template = source.template ?? '{prompt}';
    return {
      prompt: { style: source.style ?? 'raw', template, answerPrefix: '' },
      opensAnswer: '',
      reasoning: { opened: false },
      tokenize: (task) => {
        const text = template.replaceAll('{prompt}', () => task);
        return { text, tokens: text.split(' ').length, identity: text };
      },
    };
  }

  async reset(): Promise<void> {
    this.resets++;
  }

  async *generate({ text }: WordPrompt): AsyncGenerator<Step, void, void> {
    const words = this.answer(text).match(/\s*\S+\s*/g) ?? [];
    for (let at = 0; at < words.length; at += this.tokensOfMessage) {
      const message = words.slice(at, at + this.tokensOfMessage);
      yield { text: message.join(''), tokens: message.length, end: false };
    }
    yield { text: '', tokens: 1, end: true };
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}
