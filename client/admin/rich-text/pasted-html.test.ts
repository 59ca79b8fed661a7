import { describe, expect, it } from 'vitest';
import { undressed } from './pasted-html.ts';

describe('undressed', () => {
  it('takes styles and handlers off every tag', () => {
    expect(undressed('<p class="a" style="color:red" onclick=\'x()\'>Hello <b STYLE=color:lime>you</b></p>')).toBe(
      '<p class="a">Hello <b>you</b></p>',
    );
    expect(undressed('<svg onload="x()"><a href="https://a.example/?style=b" onmouseover=x>y</a>')).toBe(
      '<svg><a href="https://a.example/?style=b">y</a>',
    );
  });

  it('keeps what a style means', () => {
    expect(undressed('<span style="font-weight:700;font-style:italic">loud</span>')).toBe(
      '<span data-weight="bold" data-slant="italic">loud</span>',
    );
    expect(undressed('<b style="font-weight:normal;" id="docs">plain</b>')).toBe(
      '<b data-weight="normal" id="docs">plain</b>',
    );
  });

  it('leaves out style sheets and scripts', () => {
    expect(undressed('<style>p {color: red}</style><p>a<script>x()</script></p>')).toBe('<p>a</p>');
  });

  it('does not touch the text, even where it speaks of styles', () => {
    const html = '<p>Write &lt;p style="x"&gt;, or a style="x" with onclick="y", if 1 < 2 and 3 > 2</p>';
    expect(undressed(html)).toBe(html);
  });
});
