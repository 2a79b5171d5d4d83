import { expect } from '@jest/globals';

/** What a configuration is refused with, as `config-invalid`; empty where it is taken. */
export function refusal(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    expect(error).toMatchObject({ code: 'config-invalid' });
    return (error as Error).message;
  }
  return '';
}
