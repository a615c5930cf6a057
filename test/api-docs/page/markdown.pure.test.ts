import { expect, it } from 'vitest';
import { block, inline, splitSections } from '../../../src/api-docs/page/markdown';

it.each([
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['a <b>word</b>', 'a &lt;b&gt;word&lt;/b&gt;'],
  ['`<b>`', '<code>&lt;b&gt;</code>'],
  ['![seen](https://other.example/pixel.gif)', 'seen'],
  ['[here](javascript:alert(1))', 'here'],
  ['[here](//other.example)', 'here'],
  ['[here](#Session)', '<a href="#Session">here</a>'],
  ['[a](https://a.example/?"><b>)', '<a href="https://a.example/?&quot;&gt;&lt;b&gt;">a</a>'],
  ['**Times** are `ms`', '<strong>Times</strong> are <code>ms</code>'],
])('shows %s as %s', (written, shown) => {
  expect(inline(written).text).toBe(shown);
});

it('shows a block of HTML as text', () => {
  const { text } = block('before\n\n<script>alert(1)</script>\n\nafter');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).not.toContain('<script');
});

it('makes a table that scrolls inside itself', () => {
  const { text } = block('| a | b |\n| --- | --- |\n| `1` | <i> |');
  expect(text).toContain('<table><thead><tr><th scope="col">a<th scope="col">b');
  expect(text).toContain('<td><code>1</code><td>&lt;i&gt;');
});

it('splits a text where its headings are', () => {
  expect(splitSections('Lead.\n\n## Who may call\n\nAll.\n\n## Errors\n\nNone.')).toEqual({
    lead: 'Lead.\n\n',
    sections: [
      { id: 'who-may-call', title: 'Who may call', text: '\nAll.\n\n' },
      { id: 'errors', title: 'Errors', text: '\nNone.' },
    ],
  });
});
