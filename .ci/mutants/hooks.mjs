// A module that is imported with `?t=N` takes the test modules that it imports with it, one with `?s=N` all of ours: so
// they are made anew, with a mutant at work from their first line on.
let root;
export const initialize = (data) => {
  root = data.root;
};

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const generation = /\?([st])=\d+$/.exec(context.parentURL ?? '');
  const under = generation?.[1] === 's' ? root : `${root}__tests__/`;
  return generation && found.url.startsWith(under) && !found.url.includes('?')
    ? { ...found, url: found.url + generation[0] }
    : found;
}
