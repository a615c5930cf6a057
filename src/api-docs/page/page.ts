/** The document of the API as one page that needs nothing else: text without a script, and with it a form for each operation. */
import { anchorOf, listFailures, showFailure } from './errors.ts';
import { Html, html } from './html.ts';
import { block, type Section, splitSections } from './markdown.ts';
import { listShapes, showObject } from './objects.ts';
import { showOperation } from './operations.ts';
import { listRoutes, type OpenApi, type Route } from './reading.ts';

/** What is put into the page as it is. `fold` runs where the list of contents ends, `script` at the end. */
export type Parts = { style: string; fold: string; script: string };

type Group = { title: string; id: string; links: { id: string; name: Html }[]; content: Html };

/** `policy`: the Content-Security-Policy. */
export function makePage(document: OpenApi, parts: Parts, policy: string): string {
  const { title, version, description } = document.info;
  const { lead, sections } = splitSections(description);
  const groups = listGroups(document, sections);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="The reference of the API of Visitor Sessions.">
<title>${title} · API reference</title>
<link rel="icon" href="data:,">
<style>${new Html(parts.style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Contents">
<a class="brand" href="#content">${title}</a>
<details class="contents" open><summary>Contents</summary>
<div class="list">
<div class="search" hidden><label for="search">Find an operation or a field</label><input id="search" type="search" autocomplete="off" spellcheck="false"><p class="found" role="status"></p></div>
${groups.map(showLinks)}
</div>
</details>
<script>${new Html(parts.fold)}</script>
</nav>
<main id="content" tabindex="-1">
<header>
<h1>${title}</h1>
<p class="version">API ${version} · <a href="/openapi.json">OpenAPI 3.1 document</a></p>
${block(lead)}
</header>
${groups.map(({ content }) => content)}
</main>
<script>${new Html(parts.script)}</script>
</body>
</html>
`;
  return page.text;
}

function showLinks({ title, id, links }: Group): Html {
  return html`<p><a href="#${id}">${title}</a></p>
<ul>${links.map((link) => html`<li><a href="#${link.id}">${link.name}</a></li>`)}</ul>
`;
}

function listGroups(document: OpenApi, sections: Section[]): Group[] {
  const routes = listRoutes(document);
  return [
    describeGuide(sections),
    ...document.tags.map((tag) => describeTag(document, tag, routes)),
    describeErrors(document, routes),
    describeObjects(document),
  ];
}

function describeGuide(sections: Section[]): Group {
  const links = sections.map(({ id, title }) => ({ id, name: html`${title}` }));
  const content = sections.map(
    ({ id, title, text }) =>
      html`<section id="${id}"><h3><a href="#${id}">${title}</a></h3>${block(text)}</section>`,
  );
  return group('Guide', 'guide', links, undefined, content);
}

function describeTag(
  document: OpenApi,
  { name, description }: OpenApi['tags'][number],
  routes: Route[],
): Group {
  const mine = routes.filter(({ operation }) => operation.tags.includes(name));
  const id = `tag-${name.toLowerCase()}`;
  const { lead, sections } = splitSections(description, 3);
  const parts = sections.map(
    (one) =>
      html`<section id="${id}-${one.id}"><h3><a href="#${id}-${one.id}">${one.title}</a></h3>${block(one.text)}</section>`,
  );
  const links = [
    ...sections.map((one) => ({ id: `${id}-${one.id}`, name: html`${one.title}` })),
    ...mine.map(({ method, operation }) => ({
      id: operation.operationId,
      name: html`<b class="method ${method.toLowerCase()}">${method}</b> ${operation.summary}`,
    })),
  ];
  const content = [...parts, ...mine.map((route) => showOperation(document, route))];
  return group(name, id, links, lead, content);
}

function describeErrors(document: OpenApi, routes: Route[]): Group {
  const failures = listFailures(document, routes);
  const links = failures.map(({ code, status }) => ({
    id: anchorOf(code),
    name: html`<b class="status">${status}</b> <code>${code}</code>`,
  }));
  const content = failures.map((failing) => showFailure(document, failing));
  return group('Errors', 'errors', links, undefined, content);
}

function describeObjects(document: OpenApi): Group {
  const shapes = listShapes(document);
  const links = shapes.map(({ name }) => ({ id: name, name: html`${name}` }));
  const about = 'What answers hold. A field is there unless its meaning says otherwise.';
  return group('Objects', 'objects', links, about, shapes.map(showObject));
}

function group(
  title: string,
  id: string,
  links: Group['links'],
  lead: string | undefined,
  parts: Html[],
): Group {
  const content = html`<section class="group" id="${id}">
<h2><a href="#${id}">${title}</a></h2>
${lead === undefined ? undefined : block(lead)}${parts}</section>
`;
  return { title, id, links, content };
}
