/** Members that ordinary code sets on objects whose prototype has them: they must stay settable there. */
const OVERRIDDEN = new Set(['constructor', 'name', 'message', 'toString', 'valueOf', 'stack', 'code', 'length']);

const { freeze, getOwnPropertyDescriptor, defineProperty, getPrototypeOf, isFrozen } = Object;
const ownKeys = Reflect.ownKeys;
const same = Object.is;

type Thing = Record<PropertyKey, unknown>;

/** Roots that no global name leads to. */
function hidden(): object[] {
  const of = (value: object): object => getPrototypeOf(value) as object;
  return [
    of([][Symbol.iterator]()),
    of(''[Symbol.iterator]()),
    of(new Map()[Symbol.iterator]()),
    of(new Set()[Symbol.iterator]()),
    of(function* () {}),
    of(async () => {}),
    of(async function* () {}),
    of(Uint8Array),
  ];
}

/**
 * JavaScript's own objects, frozen once everything is loaded: what one program could change would be there for the
 * next, and in what this process tells of itself. Globals cannot all be frozen; they are compared.
 */
export class Intrinsics {
  readonly #globals = new Map<PropertyKey, unknown>();
  readonly #frozen: object[] = [];

  constructor() {
    for (const key of ownKeys(globalThis)) {
      const value = getOwnPropertyDescriptor(globalThis, key)?.value as unknown;
      this.#globals.set(key, value);
      // Pyodide's own state hangs on some globals; only the language's are frozen.
      if (typeof key === 'string' && /^[A-Z]/.test(key) && value !== globalThis) this.#freeze(value);
    }
    for (const root of hidden()) this.#freeze(root);
  }

  /** Whether all is as it was. */
  intact(): boolean {
    for (const [key, value] of this.#globals)
      if (!same(getOwnPropertyDescriptor(globalThis, key)?.value, value)) return false;
    return ownKeys(globalThis).length === this.#globals.size && this.#frozen.every((value) => isFrozen(value));
  }

  #freeze(value: unknown): void {
    if (
      (typeof value !== 'object' && typeof value !== 'function') ||
      value === null ||
      isFrozen(value) ||
      value === globalThis
    )
      return;
    for (const key of ownKeys(value))
      if (typeof key === 'string' && OVERRIDDEN.has(key)) letOverride(value as Thing, key);
    freeze(value);
    this.#frozen.push(value);
    for (const key of ownKeys(value)) {
      const member = getOwnPropertyDescriptor(value, key);
      for (const inner of [member?.value, member?.get, member?.set] as unknown[]) this.#freeze(inner);
    }
    this.#freeze(getPrototypeOf(value));
  }
}

/**
 * A frozen prototype's member forbids the like on what inherits it, unless it is a getter with a setter that defines it
 * there.
 */
function letOverride(owner: Thing, key: string): void {
  const member = getOwnPropertyDescriptor(owner, key);
  if (!member || !('value' in member) || !member.configurable || typeof owner === 'function') return;
  const { value } = member as { value: unknown };
  defineProperty(owner, key, {
    get: () => value,
    set(this: object, next: unknown) {
      if (this !== owner)
        defineProperty(this, key, { value: next, writable: true, enumerable: true, configurable: true });
    },
    enumerable: member.enumerable ?? false,
    configurable: true,
  });
}
