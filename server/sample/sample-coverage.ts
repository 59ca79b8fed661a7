import type { Body } from '#shared/body.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleInput, EntryInput } from '#shared/commands.ts';

/** An invented event, so that the first page is alive before anybody has written a word. */
export const SAMPLE_ARTICLE: ArticleInput = {
  headline: 'The lighthouse at Skarvoe moves house: 2,400 tonnes, 60 metres, one day',
  standfirst:
    'The sea has come within nine metres of the tower. Engineers are rolling it inland on steel rails, lamp and all, and we are there.',
  body: paragraphs([
    'The tower was finished in 1884, a comfortable two hundred metres from the edge of the cliff. Storms have taken the rest, a garden and two sheds among it, and the coast guard gave the foundation three more winters.',
    'Instead of building anew the island voted to move it. The brick was wrapped in cable, cut free of its base and set on hydraulic beams; today a winch pulls it along seven greased rails at about the pace of an hour hand. "You will not see it move", the site manager says. "You will look away, and it will have moved."',
  ]),
  source: { name: 'Pressbox sample', kind: 'own', url: null },
  language: 'en',
  timeZone: 'Europe/Oslo',
  authors: [{ name: 'Mara Lind', role: 'on Skarvoe' }],
  featured: {
    headline: 'The last keeper: forty years of climbing 189 steps',
    text: 'Before the lamp was automated somebody had to wind its clockwork every four hours, in every weather. Aksel Berg did so until ...',
    url: null,
  },
  related: [
    { headline: 'Why cliffs retreat in steps and not in inches', text: '', url: null },
    { headline: 'How to steer a ship by a light that is not where the chart says', text: '', url: null },
  ],
};

export const SAMPLE_SLUG = 'the-lighthouse-moves-house';

export const SAMPLE_SUMMARY = [
  'The tower stands on rails and is to travel 60 metres; 41 are done.',
  'Work stops when the wind passes 12 metres a second.',
  'The lamp is to be lit again tonight, from its new place.',
];

/** The entry kept on top, by its place in the list below. */
export const SAMPLE_PINNED = 3;

export const SAMPLE_ENTRIES: readonly EntryInput[] = [
  {
    headline: 'Good morning from the edge',
    body: paragraphs([
      "Grey light, a light wind from the south-west, and some four hundred people behind the rope: half the island, by the mayor's count.",
      'The winch has been tested twice since six. It makes less noise than the ice-cream van.',
    ]),
    authors: [{ name: 'Mara Lind', role: null }],
  },
  {
    headline: 'It moves',
    keyEvent: true,
    body: {
      type: 'doc',
      content: [
        text(
          'At 8:12 the last wedge was knocked out and the pull began. For a minute nothing; then a child shouted that the shadow had left the chalk line, and it had.',
        ),
        {
          type: 'blockquote',
          content: [text('She has stood still for a hundred and forty years. She is entitled to start slowly.')],
        },
      ],
    },
    source: { name: 'Ingrid Moen, site manager', kind: 'official', url: null },
    tags: ['tower'],
  },
  {
    headline: null,
    language: 'nb',
    body: paragraphs([
      '«Jeg har malt det fyret tre ganger», sier Aksel Berg (84), som var den siste fyrvokteren. «Det er rart å se det gå sin vei.»',
    ]),
    source: { name: 'Skarvøy Avis', kind: 'wire', url: null },
  },
  {
    headline: 'How to read today',
    body: {
      type: 'doc',
      content: [
        text('What the engineers watch, in their own order:'),
        {
          type: 'bulletList',
          content: [
            item('the tilt of the tower, never more than a third of a degree,'),
            item('the wind at the lantern, 36 metres up,'),
            item('the load on each of the seven rails.'),
          ],
        },
        text('All three are on a board beside the winch, in figures large enough to be read from the pub.'),
      ],
    },
    authors: [{ name: 'Mara Lind', role: null }],
  },
  {
    headline: 'Thirty metres: half way, and a halt for lunch',
    keyEvent: true,
    body: {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'The rails behind the tower are being lifted and carried round to the front. ' },
            { type: 'text', text: 'Nothing has cracked', marks: [{ type: 'bold' }] },
            {
              type: 'text',
              text: ', says the woman who has spent the morning looking at mortar through a magnifying glass.',
            },
          ],
        },
      ],
    },
    tags: ['tower', 'engineering'],
  },
  {
    headline: null,
    body: paragraphs([
      'Gusts of 11 metres a second at the lantern. The winch is manned but not pulling; the crew has tea.',
    ]),
    tags: ['weather'],
  },
  {
    headline: 'Pulling again, 41 metres done',
    body: paragraphs([
      'The wind has dropped below nine. The tower now stands further from the sea than it has since 1931.',
      'You are reading the sample that comes with Pressbox. Sign in to the admin, write an entry of your own here and watch it arrive on this page; when you have seen enough, one click removes the whole article.',
    ]),
    authors: [{ name: 'Mara Lind', role: null }],
  },
];

type Paragraph = Extract<Body['content'][number], { type: 'paragraph' }>;

function text(words: string): Paragraph {
  return { type: 'paragraph', content: [{ type: 'text', text: words }] };
}

function item(words: string) {
  return { type: 'listItem' as const, content: [text(words)] };
}
