// Jest's transformer: @swc/jest, and the language's own globals bound once a module. Jest runs tests in a vm context, where
// every read of a global (`Math`, `Float64Array`) asks an interceptor in C++ and is never optimised.
import swc from '@swc/jest';
import { createHash } from 'node:crypto';

/** What no test replaces. Not `Date`, timers, `process`, `fetch`: fake ones must be seen. */
const NAMES =
  'Array ArrayBuffer BigInt Boolean DataView Error Float32Array Float64Array Infinity Int32Array JSON Map Math NaN Number Object Promise Reflect RegExp Set String Symbol Uint8Array Uint32Array WeakMap parseFloat parseInt'.split(
    ' ',
  );

/** The same code with those globals that it names as constants of its own, on the first line: no line moves. */
function bound(code) {
  const used = NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  return used.length === 0 ? code : `const { ${used.join(', ')} } = globalThis; ${code}`;
}

export default {
  createTransformer(options) {
    const inner = swc.createTransformer(options);
    const after = (made) => ({ ...made, code: bound(made.code) });
    return {
      canInstrument: inner.canInstrument,
      process: (...given) => after(inner.process(...given)),
      processAsync: async (...given) => after(await inner.processAsync(...given)),
      getCacheKey: (...given) =>
        createHash('sha1')
          .update(inner.getCacheKey(...given))
          .update(bound.toString())
          .update(NAMES.join())
          .digest('hex'),
    };
  },
};
