/** Names of variables that hold, or may hold, a secret. */
const SECRET =
  /^(INPUT_|ACTIONS_)|TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|COOKIE|PRIVATE|(^|_)(API_?KEY|ACCESS_?KEY|KEY|PAT|AUTH|PWD)($|_)/i;

/** Settings for git by environment: the values may be credentials, and git refuses a count without its keys. */
const GITS = /^GIT_CONFIG_(COUNT|PARAMETERS|(KEY|VALUE)_\d+)$/;

/** `PWD` is every shell's working directory, and no password. */
const isSecret = (name: string): boolean =>
  name !== 'PWD' && name !== 'OLDPWD' && (SECRET.test(name) || GITS.test(name));

/** An environment for a child process of ours: everything but what could be a secret. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name)));
}

/** The same for git, which gets its own settings. */
export function forGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name) || GITS.test(name)));
}

/** An environment for a command that a user asks us to run: theirs, but for the tokens that GitHub gave the job. */
export function withoutJobTokens(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(GITHUB_TOKEN|ACTIONS_.*|INPUT_.*TOKEN)$/i.test(name)),
  );
}

/** Removes from an environment, once it was read, what could be a secret, but for the names in `keep` and git's own. */
export function forgetSecrets(keep: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  for (const name of Object.keys(env)) if (isSecret(name) && !GITS.test(name) && !keep.includes(name)) delete env[name];
}

/** Names of the variables that may hold the key of a server (`engine.key-env`). */
export const engineKeys = (env: NodeJS.ProcessEnv): string[] =>
  Object.keys(env).filter((name) => /^JOULEGATE_[A-Z0-9_]+_KEY$/.test(name));

/** Variables that we read; an empty one (`${{ vars.UNSET }}` in a workflow) is none, and no path. */
const OURS = /^(JOULEGATE_|XDG_|HF_|RUNNER_|GITHUB_|INPUT_)/;

/** Removes empty variables of those that we read; both entries begin with it. */
export function dropEmptyVariables(env: NodeJS.ProcessEnv = process.env): void {
  for (const [name, value] of Object.entries(env)) if (OURS.test(name) && value?.trim() === '') delete env[name];
}
