import type { Publication } from '../../common/generated/comparison.ts';

/** Addresses of the host that a comment may link to: all of one repository. */
export interface Places {
  compare: string | null;
  run: string | null;
  report: string | null;
  trend: string | null;
}

const REPOSITORY = /^https?:\/\/[A-Za-z0-9.-]+(?::\d+)?(?:\/[A-Za-z0-9._-]+){2,}$/;
const WITHIN = /^\/[A-Za-z0-9._~%/?=&#+-]*$/;
const SHA = /^[0-9a-f]{7,64}$/;

/** A document may come from anybody: only what is an address of the repository's own becomes a link. */
export function placesOf(p: Publication | undefined): Places {
  const repository =
    p?.repository && REPOSITORY.test(p.repository) && !p.repository.includes('..') ? p.repository : null;
  const own = (address: string | undefined): string | null =>
    repository !== null &&
    address?.startsWith(repository) &&
    WITHIN.test(address.slice(repository.length)) &&
    !address.includes('..')
      ? address
      : null;
  const [base, head] = [p?.baseCommit ?? '', p?.headCommit ?? ''];
  return {
    compare: repository !== null && SHA.test(base) && SHA.test(head) ? `${repository}/compare/${base}...${head}` : null,
    run: own(p?.links?.run),
    report: own(p?.links?.report),
    trend: own(p?.links?.trend),
  };
}

/** The first characters of a commit's name, where it is one. */
export const shortSha = (sha: string): string => (SHA.test(sha) ? sha.slice(0, 7) : sha);
