import { JouleGateError } from '../../common/errors.ts';
import { PassingFailure } from '../../common/remote-branch.ts';
import type { Ended } from './commands.ts';

/** Another writer was faster: found by us, or by the remote while it took its lock. */
const MOVED =
  /\[rejected\]|fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|incorrect old value|reference already exists|failed to lock/i;
/** Nobody may write here, by any number of tries. */
const REFUSED =
  /authentication failed|permission (to .* )?denied|could not read (username|password)|protected branch|hook declined|repository not found|does not appear to be a git repository|access denied|GH0\d\d/i;

export const hasMoved = ({ stdout, stderr }: Ended): boolean => {
  const said = `${stdout}\n${stderr}`;
  return MOVED.test(said) && !REFUSED.test(said);
};

const lastWords = ({ stdout, stderr }: Ended): string =>
  `${stderr}\n${stdout}`
    .split('\n')
    .filter((l) => /^(fatal|error|remote|!)/.test(l.trim()))
    .slice(0, 3)
    .join('; ') || stderr.trim().slice(-200);

/** What a git command's failure comes to: a refusal, or one that may pass. */
export function failureOf(what: string, ended: Ended): JouleGateError | PassingFailure {
  const said = lastWords(ended);
  // Credentials may stand in an address.
  const shown = `${what}: ${said.replace(/(\w+:\/\/)[^/@\s]+@/g, '$1')}`;
  return REFUSED.test(said)
    ? new JouleGateError('store-unreachable', shown, 'give this git user the right to read and push that branch')
    : new PassingFailure(shown);
}
