import type { Editor } from './newsroom/editor.ts';
import { expect, test } from './newsroom.ts';

const FROM_WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color:red}</style></head><body>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<h1 style="font-size:40pt">Storm over the Aure</h1>
<p class="MsoNormal" style="margin:0cm;color:#C00000"><span style='font-family:"Comic Sans MS"'>The wind reached <b>120 km/h</b>,
<i>says</i> the <a href="https://example.org/wind" onclick="hacked=1" style="color:lime">weather office</a>.<o:p></o:p></span></p>
<ul style="list-style:square"><li class="MsoListParagraph">Roofs have gone.</li><li>Nobody is hurt.</li></ul>
</body></html>`;

const HOSTILE = `<p onmouseover="hacked=1">One <script>hacked=1</script><a href="javascript:hacked=1">click</a>
<img src="x" onerror="hacked=1"><iframe src="https://example.org"></iframe><svg onload="hacked=1"></svg>
<style>body{display:none}</style><a href="data:text/html,hi">data</a> two.</p>`;

test('what is pasted from Word keeps its meaning and loses its dress', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article();
  await reader.opens(article);
  await editor.opens(article);
  await pastes(editor, FROM_WORD);
  await editor.publishes();
  const body = reader.entry(1).locator('.body');
  await expect(body).toContainText('Storm over the Aure');
  await expect(body.locator('strong')).toHaveText('120 km/h');
  await expect(body.locator('em')).toHaveText('says');
  await expect(body.getByRole('link', { name: 'weather office' })).toHaveAttribute('href', 'https://example.org/wind');
  await expect(body.getByRole('listitem')).toHaveText(['Roofs have gone.', 'Nobody is hurt.']);
  await expect(body.locator('[style], [class], [onclick], span, h1')).toHaveCount(0);
});

test('what is pasted from a hostile page is text only', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article();
  await reader.opens(article);
  await editor.opens(article);
  await pastes(editor, HOSTILE);
  await editor.publishes();
  const body = reader.entry(1).locator('.body');
  await expect(body).toContainText('One');
  await expect(body).toContainText('two.');
  await expect(body.locator('a, img, iframe, svg, script, style')).toHaveCount(0);
  for (const { page } of [editor, reader]) expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('plain text keeps its paragraphs', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article();
  await reader.opens(article);
  await editor.opens(article);
  await pastes(editor, '', 'The first paragraph, with <b>.\n\nThe second one.');
  await editor.publishes();
  await expect(reader.entry(1).locator('.body p')).toHaveText(['The first paragraph, with <b>.', 'The second one.']);
});

/** The clipboard as another program leaves it: a browser's own would clean it on the way. */
async function pastes(editor: Editor, html: string, text = ''): Promise<void> {
  await editor.text.click();
  await editor.text.evaluate(
    (box, content) => {
      const clipboardData = new DataTransfer();
      if (content.html) clipboardData.setData('text/html', content.html);
      clipboardData.setData('text/plain', content.text);
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { html, text },
  );
}
