import type { Comparison } from '../../../src/common/generated/comparison.ts';
import { sentenceText } from '../../../src/report/sentence.ts';
import { joined } from '../../../src/report/text.ts';

/** The one sentence under the verdict as plain text. */
export const sentence = (c: Comparison): string => joined(sentenceText(c), ({ foreign }) => foreign);
