import { prose, type Text } from '../text.ts';

/** A date as RFC 3339 has it, to the minute; anything else as the text that it is. */
export function moment(at: string): Text {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/.exec(at) ?? [];
  return day === undefined ? [prose(at)] : [`${day} ${time} UTC`];
}
