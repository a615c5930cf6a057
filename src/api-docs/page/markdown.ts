/** Markdown of descriptions as HTML: HTML in it is shown as text, and it loads nothing from elsewhere. */
import { Marked } from 'marked';
import { escapeHtml, Html } from './html.ts';

const marked = new Marked({
  renderer: {
    html: ({ text }) => escapeHtml(text),
    // An image would be fetched, from wherever it says.
    image: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return /^(https:\/\/|#)/.test(href) ? `<a href="${escapeHtml(href)}">${text}</a>` : text;
    },
    table({ header, rows }) {
      const head = header.map(({ tokens }) => `<th scope="col">${this.parser.parseInline(tokens)}`);
      const body = rows.map(
        (cells) =>
          `<tr>${cells.map(({ tokens }) => `<td>${this.parser.parseInline(tokens)}`).join('')}`,
      );
      return `<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${head.join('')}<tbody>${body.join('')}</table></div>`;
    },
  },
});

/** Paragraphs, lists, tables and blocks of code; headings are `splitSections`' affair. */
export function block(text: string): Html {
  return new Html(marked.parse(text, { async: false }));
}

/** One line, without a paragraph around it. */
export function inline(text: string): Html {
  return new Html(marked.parseInline(text, { async: false }));
}

export type Section = { id: string; title: string; text: string };

/** What stands before the first heading, and the parts that headings of the level begin. */
export function splitSections(text: string, level = 2): { lead: string; sections: Section[] } {
  const [lead = '', ...parts] = text.split(new RegExp(`^#{${level}} +`, 'm'));
  const sections = parts.map((part) => {
    const [title = '', ...lines] = part.split('\n');
    return { id: slugOf(title), title, text: lines.join('\n') };
  });
  return { lead, sections };
}

/** `Limits of rate` as `limits-of-rate`. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
