/**
 * The day on which every prompt is written: a chat template may print today's date, and the same workload must be the
 * same tokens every day. It is the date that Llama's own template falls back to.
 */
export const PINNED_DATE = '2024-07-26';
export const PINNED_TIME_ZONE = 'UTC';

/** What each directive of strftime gives at noon of that day, the longer ones first. */
const DIRECTIVES: Record<string, string> = {
  '%-d': '26',
  '%-m': '7',
  '%-H': '12',
  '%-I': '12',
  '%-M': '0',
  '%-S': '0',
  '%-j': '208',
  '%-y': '24',
  '%#d': '26',
  '%#m': '7',
  '%c': 'Fri Jul 26 12:00:00 2024',
  '%D': '07/26/24',
  '%F': '2024-07-26',
  '%R': '12:00',
  '%T': '12:00:00',
  '%x': '07/26/24',
  '%X': '12:00:00',
  '%r': '12:00:00 PM',
  '%a': 'Fri',
  '%A': 'Friday',
  '%b': 'Jul',
  '%B': 'July',
  '%h': 'Jul',
  '%d': '26',
  '%e': '26',
  '%m': '07',
  '%y': '24',
  '%Y': '2024',
  '%C': '20',
  '%G': '2024',
  '%g': '24',
  '%H': '12',
  '%I': '12',
  '%k': '12',
  '%l': '12',
  '%M': '00',
  '%S': '00',
  '%f': '000000',
  '%p': 'PM',
  '%P': 'pm',
  '%j': '208',
  '%u': '5',
  '%w': '5',
  '%U': '29',
  '%V': '30',
  '%W': '30',
  '%Z': 'UTC',
  '%z': '+0000',
  '%s': '1721995200',
  '%%': '%',
};

/**
 * A chat template whose `strftime_now` knows one day only. A macro, since a function cannot be handed to the renderer.
 */
export function withPinnedDate(template: string): string {
  if (!template.includes('strftime_now')) return template;
  const filters = Object.entries(DIRECTIVES)
    .map(([directive, value]) => ` | replace("${directive}", "${value}")`)
    .join('');
  // The empty expression keeps the macro's end from swallowing the template's first line end.
  return `{%- macro strftime_now(format="%Y-%m-%d") -%}{{- format${filters} -}}{%- endmacro -%}{{ "" }}${template}`;
}

/** Settings for node-llama-cpp's own chat formats, used where a model has no template: each would take today's date. */
export function pinnedWrapperSettings(): Record<string, { todayDate: () => Date }> {
  const [year, month, day] = PINNED_DATE.split('-').map(Number) as [number, number, number];
  // They print it in the local time zone: noon there is this day everywhere.
  const todayDate = (): Date => new Date(year, month - 1, day, 12);
  return Object.fromEntries(
    ['llama3.1', 'llama3.2-lightweight', 'harmony', 'muse'].map((name) => [name, { todayDate }]),
  );
}

/** What a chat prompt may have taken from the calendar; nothing where its template asks for no date. */
export function pinnedInputs(template: string | null): { date: string; timeZone: string } | null {
  return template === null || template.includes('strftime_now')
    ? { date: PINNED_DATE, timeZone: PINNED_TIME_ZONE }
    : null;
}
