import type { ReactNode } from 'react';
import { type Choice, type Choices, type Lens, ORDERS, SHOWS } from '#shared/lens.ts';
import { useReader } from '../reader.ts';

interface LensFieldsProps {
  readonly lens: Lens;
  readonly choices: Pick<Choices, 'authors' | 'tags'>;
  onChoose(lens: Lens): void;
}

/** All that makes up a lens. The names are those of the address, so that the fields make a form of their own without a script. */
export function LensFields({ lens, choices, onChoose }: LensFieldsProps): ReactNode {
  const { texts } = useReader();
  return (
    <>
      <fieldset>
        <legend>{texts.say('order')}</legend>
        {ORDERS.map(order => (
          <label key={order}>
            <input
              type="radio"
              name="order"
              value={order}
              checked={order === lens.order}
              onChange={() => onChoose({ ...lens, order })}
            />{' '}
            {texts.say(`order_${order}`)}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{texts.say('show')}</legend>
        {SHOWS.map(show => (
          <label key={show}>
            <input
              type="radio"
              name="show"
              value={show}
              checked={show === lens.show}
              onChange={() => onChoose({ ...lens, show })}
            />{' '}
            {texts.say(`show_${show}`)}
          </label>
        ))}
      </fieldset>
      <NameField
        field="author"
        chosen={lens.author}
        choices={choices.authors}
        onChoose={author => onChoose({ ...lens, author })}
      />
      <NameField field="tag" chosen={lens.tag} choices={choices.tags} onChoose={tag => onChoose({ ...lens, tag })} />
    </>
  );
}

interface NameFieldProps {
  readonly field: 'author' | 'tag';
  readonly chosen: string | null;
  readonly choices: readonly Choice[];
  onChoose(name: string | null): void;
}

/** Nothing where there is nothing to choose. What is chosen is always among the choices, also where nothing has it any more. */
function NameField({ field, chosen, choices, onChoose }: NameFieldProps): ReactNode {
  const { texts } = useReader();
  const isMissing = chosen !== null && !choices.some(({ name }) => name === chosen);
  const all = isMissing ? [{ name: chosen, count: 0 }, ...choices] : choices;
  if (all.length === 0) return null;
  return (
    <label>
      {texts.say(field)}{' '}
      <select name={field} value={chosen ?? ''} onChange={event => onChoose(event.target.value || null)}>
        <option value="">{texts.say(`${field}_any`)}</option>
        {all.map(({ name, count }) => (
          <option key={name} value={name}>
            {count > 0 ? `${name} (${count})` : name}
          </option>
        ))}
      </select>
    </label>
  );
}
