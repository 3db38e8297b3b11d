// What is wrong with a page that refused a form; returns complaints.
async () => {
  // The browser gives the focus when it draws, which may be after the page has loaded.
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  const summary = document.querySelector('.error-summary');
  if (!summary) return ['there is no error summary'];
  const said = (node) => (node ? node.textContent : '').replace(/\s+/g, ' ').trim();
  const links = Array.from(summary.querySelectorAll('a[href^="#"]'));
  const words = links.map(said);
  const fieldOf = (link) => document.getElementById(link.hash.slice(1)).closest('.field-refused');
  const nameOf = (field) => said(field.querySelector('legend, label')).replace(/ ?\([^)]*\)/g, '');
  const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) || [];
  const atField = (link) => {
    const [words, field] = [said(link), fieldOf(link)];
    const error = said(field.querySelector('.error'));
    return error.includes(words) || error.includes(words.replace(nameOf(field), '').replace(/^:? /, ''));
  };
  const isNamed = (link) => wordsOf(nameOf(fieldOf(link))).every((word) => wordsOf(said(link)).includes(word));
  const leads = (link) => {
    link.click();
    const box = document.activeElement;
    return box.matches('input, select, textarea') && box.closest('.field-refused') === fieldOf(link);
  };
  const wrong = {
    'the title does not begin with it': !/^(Kosa|Error): /.test(document.title),
    'the summary does not have the focus': document.activeElement !== summary,
    'the summary has no link': !links.length,
    'two links sound alike': new Set(words).size < words.length,
    'a link does not name its box': !links.every(isNamed),
    'a field says something else': !links.every(atField),
    'a link does not lead to its box': !links.every(leads),
  };
  return Object.keys(wrong).filter((name) => wrong[name]);
}
