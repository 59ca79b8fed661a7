import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHtml, htmlDocument } from './document.ts';

const plain = { lang: 'en', dir: 'ltr' as const, title: 'Moon', head: '', root: '' };

it('[S] data never ends the element it stands in, and comes out as it went in', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.constantFrom('</script>', '<!--<script>', ']]>')), value => {
      const html = htmlDocument({ ...plain, data: { id: 'view', value } });
      const inside = html.slice(html.indexOf('id="view">') + 'id="view">'.length, html.lastIndexOf('</script>'));
      expect(inside).not.toContain('<');
      expect(JSON.parse(inside)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('[S] titles and languages are text', () => {
  const html = htmlDocument({ ...plain, lang: '"><script>', title: '</title><script>' });
  expect(html).toContain('<html lang="&#34;&#62;&#60;script&#62;" dir="ltr">');
  expect(html).toContain('<title>&#60;/title&#62;&#60;script&#62;</title>');
  expect(escapeHtml(`<a href='x'>&`)).toBe('&#60;a href=&#39;x&#39;&#62;&#38;');
});

it('has no data element where there is no data', () => {
  expect(htmlDocument(plain)).not.toContain('<script');
});
