import { lazy, type ReactNode, Suspense } from 'react';
import { MAX_RELATED, STATUSES } from '#shared/article.ts';
import { AuthorsField, SourceFields } from '../fields/credit-fields.tsx';
import { AreaField, SelectField, TextField } from '../fields/field.tsx';
import { LanguageField } from '../fields/language-field.tsx';
import { type FieldProblem, problemAt } from '../fields/problems.ts';
import { Rows } from '../fields/rows.tsx';
import { TimeField } from '../fields/time-field.tsx';
import { TimeZoneField } from '../fields/time-zone-field.tsx';
import { type ArticleForm, EMPTY_LINK, isFilledLink, type LinkForm } from './article-form.ts';
import { STATUS_NAMES } from './status-badge.tsx';

const RichText = lazy(() => import('../rich-text/rich-text.tsx').then(module => ({ default: module.RichText })));

/** The fields that `problemAt` finds a place for. */
export const ARTICLE_FIELDS = [
  ...['dateLine', 'headline', 'standfirst', 'body', 'source', 'language', 'timeZone', 'authors', 'featured'],
  ...['related', 'startsAt', 'status', 'slug'],
];

interface ArticleFieldsProps {
  readonly form: ArticleForm;
  readonly onChange: (patch: Partial<ArticleForm>) => void;
  readonly problems: readonly FieldProblem[];
  readonly isNew: boolean;
  readonly readOnly: boolean;
  /** Another number means another document in the editor. */
  readonly round: number;
}

export function ArticleFields(props: ArticleFieldsProps): ReactNode {
  return (
    <>
      <MainFields {...props} />
      <PlaceFields {...props} />
      <CreditsAndLinks {...props} />
    </>
  );
}

function MainFields({ form, onChange, problems, readOnly, round }: ArticleFieldsProps): ReactNode {
  const language = form.language.trim() || 'en';
  return (
    <>
      <TextField
        label="Headline"
        className="input-headline"
        value={form.headline}
        readOnly={readOnly}
        problem={problemAt(problems, 'headline')}
        onChange={headline => onChange({ headline })}
      />
      <AreaField
        label="Standfirst"
        hint="One sentence under the headline."
        rows={2}
        value={form.standfirst}
        readOnly={readOnly}
        problem={problemAt(problems, 'standfirst')}
        onChange={standfirst => onChange({ standfirst })}
      />
      <TextField
        label="Date line"
        hint="As the newsroom writes it. Left empty: the day the article is made."
        placeholder="Sunday, July 20, 1969"
        value={form.dateLine}
        readOnly={readOnly}
        problem={problemAt(problems, 'dateLine')}
        onChange={dateLine => onChange({ dateLine })}
      />
      <Suspense fallback={<p className="quiet">Loading the editor …</p>}>
        <RichText
          key={round}
          label="Body"
          doc={form.body}
          language={language}
          readOnly={readOnly}
          problem={problemAt(problems, 'body')}
          onChange={body => onChange({ body })}
        />
      </Suspense>
    </>
  );
}

function PlaceFields({ form, onChange, problems, isNew, readOnly }: ArticleFieldsProps): ReactNode {
  const statuses = STATUSES.map(value => ({ value, label: STATUS_NAMES[value] }));
  return (
    <>
      <div className="fields-in-row">
        <SelectField
          label="Status"
          value={form.status}
          options={statuses}
          disabled={readOnly}
          problem={problemAt(problems, 'status')}
          onChange={status => onChange({ status })}
        />
        <LanguageField
          value={form.language}
          empty={isNew ? 'The newsroom’s own' : null}
          readOnly={readOnly}
          problem={problemAt(problems, 'language')}
          onChange={value => onChange({ language: value })}
        />
        <TimeZoneField
          value={form.timeZone}
          empty={isNew ? 'The newsroom’s own' : null}
          readOnly={readOnly}
          problem={problemAt(problems, 'timeZone')}
          onChange={timeZone => onChange({ timeZone })}
        />
      </div>
      {isNew && (
        <TextField
          label="Address"
          hint={`/live/${form.slug.trim() || '…'} It never changes. Left empty: made from the headline.`}
          value={form.slug}
          readOnly={readOnly}
          autoCapitalize="none"
          spellCheck={false}
          problem={problemAt(problems, 'slug')}
          onChange={slug => onChange({ slug })}
        />
      )}
      <TimeField
        label="Starts at"
        date={form.startDate}
        time={form.startTime}
        timeZone={form.timeZone.trim() || 'the time zone above'}
        hint="For coverage that is announced."
        readOnly={readOnly}
        problem={problemAt(problems, 'startsAt')}
        onChange={({ date, time }) => onChange({ startDate: date, startTime: time })}
      />
    </>
  );
}

function CreditsAndLinks({ form, onChange, problems, readOnly }: ArticleFieldsProps): ReactNode {
  const sentPlace = (place: number) => form.related.slice(0, place).filter(isFilledLink).length;
  return (
    <>
      <SourceFields
        source={form.source}
        readOnly={readOnly}
        problems={problems}
        onChange={source => onChange({ source })}
      />
      <AuthorsField
        authors={form.authors}
        readOnly={readOnly}
        problems={problems}
        onChange={authors => onChange({ authors })}
      />
      <fieldset className="stack">
        <legend>Featured article</legend>
        <LinkFields
          link={form.featured}
          name="featured article"
          at="featured"
          {...{ problems, readOnly }}
          onChange={featured => onChange({ featured })}
        />
      </fieldset>
      <Rows
        legend="Related articles"
        what="related article"
        rows={form.related}
        blank={EMPTY_LINK}
        max={MAX_RELATED}
        readOnly={readOnly}
        problem={problems.find(problem => problem.field === 'related')?.reason ?? null}
        onChange={related => onChange({ related })}
      >
        {(link, change, place) => (
          <LinkFields
            link={link}
            name={`related article ${place + 1}`}
            at={`related.${sentPlace(place)}`}
            {...{ problems, readOnly }}
            onChange={change}
          />
        )}
      </Rows>
    </>
  );
}

interface LinkFieldsProps {
  readonly link: LinkForm;
  readonly name: string;
  /** Where its problems stand. */
  readonly at: string;
  readonly problems: readonly FieldProblem[];
  readonly readOnly: boolean;
  readonly onChange: (link: LinkForm) => void;
}

function LinkFields({ link, name, at, problems, readOnly, onChange }: LinkFieldsProps): ReactNode {
  const field = (key: keyof LinkForm) => ({
    value: link[key],
    readOnly,
    problem: problemAt(problems, `${at}.${key}`),
    onChange: (value: string) => onChange({ ...link, [key]: value }),
  });
  return (
    <div className="link-fields">
      <TextField label={`Headline of the ${name}`} {...field('headline')} />
      <TextField label={`Link of the ${name}`} placeholder="https:// or /live/…" {...field('url')} />
      <AreaField label={`Beginning of the ${name}`} rows={2} {...field('text')} />
    </div>
  );
}
