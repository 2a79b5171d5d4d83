/** An environment for a child process of ours: everything but what could be a secret. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(INPUT_|ACTIONS_)|TOKEN|SECRET|PASSWORD/i.test(name)));
}
