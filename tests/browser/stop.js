// Where the focus is, and what is wrong with that; null when it has left the page.
() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const complaints = [];
  // A box that lies unseen over its own words, such as that of a file, is seen by them.
  const shown = getComputedStyle(at).opacity === '0' ? at.nextElementSibling : at;
  const look = getComputedStyle(shown);
  if (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2) complaints.push('no outline');
  const box = shown.getBoundingClientRect();
  const points = [[.5, .5], [.05, .5], [.95, .5], [.5, .1], [.5, .9]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const hit = points.map(([x, y]) => document.elementFromPoint(x, y)).filter(Boolean);
  if (!hit.some((one) => at.contains(one) || shown.contains(one) || one.contains(at))) complaints.push('it cannot be seen');
  const order = window.stopBefore ? window.stopBefore.compareDocumentPosition(at) : 4;
  if (!(order & 4)) complaints.push('it comes before the stop before it');
  window.stopBefore = at;
  return { words: (at.textContent || at.name).trim().slice(0, 40), skip: at.matches('a.skip'), complaints, html: at.outerHTML.slice(0, 100) };
}
