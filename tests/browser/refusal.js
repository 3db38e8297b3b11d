// What is wrong with a page that refused a form; returns complaints.
() => {
  const summary = document.querySelector('.error-summary');
  if (!summary) return ['there is no error summary'];
  const said = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  const links = Array.from(summary.querySelectorAll('a[href^="#"]'));
  const words = links.map(said);
  const tail = (link) => said(link).split(': ').pop();  // without the name of the field
  const atFields = Array.from(document.querySelectorAll('.error')).map(said).join(' ');
  const leads = (link) => {
    link.click();
    const box = document.activeElement;
    const field = box.closest('.field-refused');
    return box.matches('input, select, textarea') && field !== null && said(field).includes(tail(link));
  };
  const wrong = {
    'the title does not begin with it': !/^(Kosa|Error): /.test(document.title),
    'the summary does not have the focus': document.activeElement !== summary,
    'the summary has no link': !links.length,
    'two links sound alike': new Set(words).size < words.length,
    'a field says something else': links.some((link) => !atFields.includes(tail(link))),
    'a link does not lead to its box': !links.every(leads),
  };
  return Object.keys(wrong).filter((name) => wrong[name]);
}
