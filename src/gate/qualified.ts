import { join } from 'node:path';
import type { CompareOptions } from '../analysis/compare.ts';
import { readJson } from '../common/files.ts';
import type { Qualification } from '../common/generated/qualification.ts';
import { schemaErrors } from '../common/schema.ts';
import type { Config } from '../config/types.ts';

/** Beside the configuration: where `qualify` leaves what it found, and a gate looks for it. */
export const QUALIFICATION_FILE = 'joulegate-qualification.json';

/**
 * Adds what the last qualification of this configuration found to the options of a comparison. It is told, and decides
 * nothing: where its file is missing or none, nothing is added.
 */
export async function withQualification(options: CompareOptions, config: Config): Promise<CompareOptions> {
  const value = await readJson(join(config.directory, QUALIFICATION_FILE)).catch(() => null);
  return schemaErrors('qualification', value).length > 0
    ? options
    : { ...options, qualification: value as Qualification };
}
