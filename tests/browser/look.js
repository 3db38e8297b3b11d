// What axe does not ask of a page; returns complaints. Works also where the page's own scripts are off.
() => {
  const all = (what) => Array.from(document.querySelectorAll(what));
  const said = (node) => node.outerHTML.slice(0, 120);
  const words = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.visually-hidden');
  const complaints = [];
  const refuse = (what, why) => all(what).forEach((node) => complaints.push(`${why}: ${said(node)}`));

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) complaints.push('it scrolls sideways');
  if (!/^(sw|en)$/.test(root.lang)) complaints.push(`its language is "${root.lang}"`);

  // One heading, with which the title begins; and help at the foot, as on all pages.
  const heading = all('h1').map(words);
  const title = document.title.replace(/^(Kosa|Error): /, '').replace(/\s+/g, ' ');
  if (heading.length !== 1 || !title.startsWith(heading[0])) complaints.push(`"${document.title}" over "${heading}"`);
  if (!all('footer').some(words)) complaints.push('no help at its foot');

  refuse('[style]:not([style=""])', 'a style attribute');
  refuse('script:not([src])', 'an inline script');
  refuse('meta[http-equiv=refresh]', 'it reloads itself');
  refuse('a[href^="javascript:"]', 'a link that is a script');
  all('*').filter((node) => Array.from(node.attributes).some((one) => one.name.startsWith('on')))
    .forEach((node) => complaints.push(`a handler in the markup: ${said(node)}`));

  // The browser's own words are in the language of the browser.
  ['date', 'time', 'datetime-local', 'month', 'week', 'number', 'color']
    .forEach((kind) => refuse(`input[type=${kind}]`, "a box in the browser's own language"));
  all('input[type=file]').filter((box) => !box.closest('.file')).forEach(() => complaints.push("a file box in the browser's own words"));
  all('form').filter((form) => !form.noValidate && form.querySelector('[required], [pattern], [type=email], [type=url]'))
    .forEach((form) => complaints.push(`a form that the browser checks in its own language: ${said(form)}`));

  // A finger must hit it.
  const tall = 'button, .button, select, input:not([type=radio]):not([type=checkbox]):not([type=hidden]), textarea, summary, nav a, .option label';
  all(tall).filter(seen).map((node) => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height < 43.5)
    .forEach(([node, box]) => complaints.push(`only ${box.height} px high: ${said(node)}`));

  // A column is never so narrow that it tears a word of its heading.
  const torn = (text, word) => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size > 1;
  };
  all('thead th').filter((node) => seen(node) && node.closest('thead').getBoundingClientRect().width > 1)
    .flatMap((node) => Array.from(node.childNodes).filter((one) => one.nodeType === Node.TEXT_NODE))
    .flatMap((text) => Array.from(text.data.matchAll(/\p{L}+/gu)).filter((word) => torn(text, word)))
    .forEach((word) => complaints.push(`a heading is torn within "${word[0]}"`));

  // Two links that sound alike must lead to one place, but for rows whose words are people's own.
  const places = {};
  all('a[href]').filter((link) => link.checkVisibility() && !link.closest('tbody th, .error-summary')).forEach((link) => {
    const name = link.getAttribute('aria-label') || words(link);
    if (name in places && places[name] !== link.href) complaints.push(`two links are called "${name}"`);
    places[name] = link.href;
  });
  return complaints;
}
