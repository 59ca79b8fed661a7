import type { JSONContent } from '@tiptap/core';
import type { ReactNode } from 'react';
import { BodyView } from '../../ui/body-view.tsx';
import { readBody } from './body-doc.ts';

/** What the editor holds, as readers would see it. */
export function DocView({ doc }: { readonly doc: JSONContent }): ReactNode {
  const read = readBody(doc);
  if (read.success) return read.data.content.length === 0 ? null : <BodyView body={read.data} under={4} />;
  return <p>{plainTexts(doc).join('\n')}</p>;
}

/** A text that breaks a limit still has to be seen. */
export function plainTexts(node: JSONContent): string[] {
  const inside = (node.content ?? []).flatMap(plainTexts);
  return node.text === undefined ? inside : [node.text, ...inside];
}
