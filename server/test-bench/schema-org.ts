import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** schema.org's own words, as the declarations of schema-dts, which are made from its vocabulary, have them. */

interface Kind {
  readonly parents: readonly string[];
  /** What each property may be, as its declaration says. */
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

const declared = readFileSync(fileURLToPath(import.meta.resolve('schema-dts')).replace(/\.js$/, '.d.ts'), 'utf8');
const kinds = new Map<string, Kind>();
for (const [, name = '', parents = '', body = ''] of declared.matchAll(
  /^(?:export )?interface (\w+)(?: extends ([^{]+?))? \{\n(.*?)^\}/gms,
)) {
  const properties = body.matchAll(/^ {4}"(\w+)"\?: SchemaValue<(.+), "\w+">;/gm);
  kinds.set(name, {
    parents: parents.split(', '),
    properties: new Map([...properties].map(([, property = '', range = '']) => [property, range.split(' | ')])),
  });
}
/** The kinds of things that a name stands for, and those below it. */
const unions = new Map(
  [...declared.matchAll(/^export type (\w+) = ([^;{]+);/gm)].map(([, name = '', members = '']) => [
    name,
    members.split(' | '),
  ]),
);

/** What schema.org does not know of, or knows otherwise, each with its place. Empty where all is well. */
export function faultsIn(data: unknown): string[] {
  const { '@context': context, '@graph': graph } = data as Record<string, unknown>;
  if (context !== 'https://schema.org' || !Array.isArray(graph)) return ['it is no graph of schema.org'];
  const named = new Set(
    JSON.stringify(graph)
      .match(/"@type":"[^"]+","@id":"[^"]+"/g)
      ?.map(idIn),
  );
  return graph.flatMap((thing, index) => faultsOf(thing, `@graph.${index}`, named));
}

function idIn(text: string): string {
  return /"@id":"([^"]+)"/.exec(text)?.[1] ?? '';
}

function faultsOf(thing: Record<string, unknown>, place: string, named: ReadonlySet<string>): string[] {
  const { '@type': type, '@id': id, ...said } = thing;
  if (type === undefined) return named.has(String(id)) ? [] : [`${place}: nothing is called ${id}`];
  if (!kinds.has(`${type}Leaf`)) return [`${place}: there is no ${type}`];
  return Object.entries(said).flatMap(([property, value]) => {
    const range = rangeOf(`${type}Leaf`, property);
    const at = `${place}.${property}`;
    if (range === null) return [`${at}: ${type} has no such property`];
    return [value].flat().flatMap((one, index) => valueFaults(one, range, `${at}.${index}`, named));
  });
}

function valueFaults(value: unknown, range: readonly string[], place: string, named: ReadonlySet<string>): string[] {
  if (typeof value !== 'object' || value === null)
    return range.some(name => isLiteral(value, name)) ? [] : [`${place}: ${value} is none of ${range}`];
  const thing = value as Record<string, unknown>;
  const type = thing['@type'];
  const isWanted = range.some(name => (type === undefined ? name === 'IdReference' : isBelow(String(type), name)));
  return [...(isWanted ? [] : [`${place}: ${type} is none of ${range}`]), ...faultsOf(thing, place, named)];
}

function isLiteral(value: unknown, name: string): boolean {
  switch (name) {
    case 'Text':
      return typeof value === 'string';
    case 'URL':
      return typeof value === 'string' && URL.canParse(value);
    case 'DateTime':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(value);
    case 'Date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Number':
    case 'Integer':
      return typeof value === 'number';
    default:
      return false;
  }
}

function rangeOf(name: string, property: string): readonly string[] | null {
  const kind = kinds.get(name);
  if (kind === undefined) return null;
  const own = kind.properties.get(property);
  if (own !== undefined) return own;
  for (const parent of kind.parents) {
    const range = rangeOf(parent, property);
    if (range !== null) return range;
  }
  return null;
}

function isBelow(type: string, name: string): boolean {
  return (unions.get(name) ?? []).some(
    member => member === `${type}Leaf` || (member !== name && isBelow(type, member)),
  );
}
