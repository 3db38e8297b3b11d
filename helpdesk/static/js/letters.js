/* In a grid of findings the key of a letter chooses it, and Enter goes on to the next box asked for. */
(function () {
  'use strict';
  const form = document.querySelector('[data-letters]');
  if (!form) return;
  const boxes = () => Array.from(form.querySelectorAll('tbody input'));
  const chose = (box, value) => box.closest('tr').querySelector(`input[value="${value}"]`).checked;
  const isAsked = (box) => box.type === 'radio' || /^reading/.test(box.name)
    || (/^faults/.test(box.name) && chose(box, 'fail')) || (/^note/.test(box.name) && chose(box, 'na'));
  const goOn = (here) => {
    const all = boxes();
    const rest = all.slice(all.indexOf(here) + 1);
    const wanted = rest.find((box) => box.name !== here.name && isAsked(box));
    (wanted || form.querySelector('.buttons button')).focus();
  };
  const lettered = (here, letter) => boxes().filter((box) => box.name === here.name)
    .find((box) => form.querySelector(`label[for="${box.id}"]`).textContent.trim().toLowerCase() === letter);
  form.addEventListener('keydown', (event) => {
    const here = event.target;
    if (!here.closest('tbody') || event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = here.type === 'radio' ? lettered(here, event.key.toLowerCase()) : null;
    if (!chosen && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (chosen) chosen.checked = true;
    goOn(here);
  });
}());
