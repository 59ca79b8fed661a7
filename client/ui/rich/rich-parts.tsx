/** What `Rich` draws with, in one file for the browser to load. */
export { Confirmation } from './confirmation.tsx';
export { RichBlock } from './rich-block.tsx';
export { Translations } from './translations.tsx';
