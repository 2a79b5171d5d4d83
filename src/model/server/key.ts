import { JouleGateError } from '../../common/errors.ts';

/** A shorter one would be found in any text. */
const LEAST_CHARACTERS = 8;

/** A server's key: it can be sent, and taken out of texts; it cannot be shown. */
export class ServerKey {
  readonly #secret: string | null;

  private constructor(secret: string | null) {
    this.#secret = secret;
  }

  /**
   * Out of the environment variable of that name; without a name there is none.
   * @throws JouleGateError `server-address` where the variable is not set, or holds no key
   */
  static from(name: string | null, env: NodeJS.ProcessEnv): ServerKey {
    if (name === null) return new ServerKey(null);
    const secret = env[name]?.trim() ?? '';
    if (secret.length >= LEAST_CHARACTERS && /^[\x21-\x7e]+$/.test(secret)) return new ServerKey(secret);
    throw new JouleGateError(
      'server-address',
      secret === '' ? `the environment variable ${name} is not set` : `the environment variable ${name} holds no key`,
      `set it to the server's key (a secret of the workflow; ${LEAST_CHARACTERS} printable characters or more), or leave engine.key-env out`,
    );
  }

  get headers(): Record<string, string> {
    return this.#secret === null ? {} : { authorization: `Bearer ${this.#secret}` };
  }

  /** Whether a text holds it, as it is or as JSON or an address would write it. */
  isIn(text: string): boolean {
    return this.#forms().some((form) => text.includes(form));
  }

  /** A text without it. */
  hide(text: string): string {
    return this.#forms().reduce((t, form) => t.replaceAll(form, '[key]'), text);
  }

  /** How many characters it has at most, in any form; 0 for none. */
  get length(): number {
    return Math.max(0, ...this.#forms().map((f) => f.length));
  }

  #forms(): string[] {
    const secret = this.#secret;
    if (secret === null) return [];
    return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])];
  }
}
