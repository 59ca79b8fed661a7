/** An exported article needs no script; what is built from here are its styles and fonts. */
import './export.css';
