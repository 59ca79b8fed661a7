import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';

/** An XML document around its root. */
export function xmlDocument(root: Element): string {
  const declaration = { type: 'instruction', name: 'xml', value: 'version="1.0" encoding="utf-8"' } as const;
  return toXml({ type: 'root', children: [declaration, root] })
    .replace(NOT_IN_XML, '')
    .replaceAll(']]>', ']]&gt;');
}

/**
 * What XML 1.0 cannot carry, written in any way; an editor's text may hold it, pasted from somewhere. Nor may `]]>` stand in a text,
 * which the library leaves as it is.
 */
const NOT_IN_XML = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
