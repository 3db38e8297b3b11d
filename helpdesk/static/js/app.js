/* Comforts. Every page works without this file. */
(function () {
  'use strict';
  const root = document.documentElement;
  const body = document.body;
  const one = (what, within) => (within || document).querySelector(what);
  const all = (what, within) => Array.from((within || document).querySelectorAll(what));
  const make = (tag, text, kind) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  root.classList.add('js');

  /* A refused form: read the summary first; its links lead to the box and show its label too. */
  const summary = one('.error-summary');
  if (summary) {
    if (!('autofocus' in HTMLElement.prototype)) summary.focus();
    summary.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      const box = link && document.getElementById(link.hash.slice(1));
      if (!box) return;
      event.preventDefault();
      (box.closest('.field') || box).scrollIntoView();
      (box.matches('input, select, textarea') ? box : one('input, select, textarea', box) || box).focus({ preventScroll: true });
    });
  }

  /* A second press within 15 s does nothing; coming back to the page forgets the first. */
  const sent = new Set();
  window.addEventListener('pageshow', () => sent.clear());
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    setTimeout(() => sent.delete(form), 15000);
    all('input[data-shown]', form).forEach((box) => { box.type = 'password'; });
  });

  /* Enter presses the form's own first button, not the language switch that stands above it. */
  const mainButton = (form) => all('button', form).find((button) => button.type === 'submit');
  all('[data-enter]').forEach((stand) => stand.addEventListener('click', (event) => {
    const button = mainButton(stand.form);
    if (button) {
      event.preventDefault();
      button.click();
    }
  }));

  /* Show a password. */
  all('[data-reveal]').forEach((button) => {
    const box = document.getElementById(button.dataset.reveal);
    const word = button.firstElementChild;
    const words = [word.textContent, button.dataset.hide];
    button.hidden = false;
    button.addEventListener('click', () => {
      const show = box.type === 'password';
      box.type = show ? 'text' : 'password';
      box.toggleAttribute('data-shown', show);
      word.textContent = words[show ? 1 : 0];
    });
  });

  /* Files: chosen one after the other, pasted, shrunk to what a screen shows, and removable. */
  const LONGEST = 1600;
  const shrunk = (file) => new Promise((done) => {
    const keep = /^image\/(png|jpeg)$/.test(file.type);
    if (!/^image\//.test(file.type) || (keep && file.size < 300000)) return done(file);
    const image = new Image();
    const finish = (result) => {
      URL.revokeObjectURL(image.src);
      done(result);
    };
    image.onerror = () => finish(file);
    image.onload = () => {
      const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
      const canvas = make('canvas');
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      const paper = canvas.getContext('2d');
      paper.fillStyle = '#fff';
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const better = blob && (!keep || blob.size < file.size);
        finish(better ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file);
      }, 'image/jpeg', 0.72);
    };
    image.src = URL.createObjectURL(file);
  });

  const canCollect = () => {
    try {
      return !!new DataTransfer().items && !!new File([], 'a');
    } catch (error) {
      return false;
    }
  };

  const collect = (input) => {
    const list = document.getElementById(input.dataset.files);
    let chosen = [];
    const show = () => {
      const box = new DataTransfer();
      chosen.forEach((file) => box.items.add(file));
      input.files = box.files;
      list.textContent = '';
      chosen.forEach((file, place) => {
        const row = make('li');
        const button = make('button', list.dataset.remove, 'link-button');
        button.type = 'button';
        button.append(make('span', ' ' + file.name, 'visually-hidden'));
        button.addEventListener('click', () => {
          chosen.splice(place, 1);
          show();
          input.focus();
        });
        row.append(make('span', file.name + ' (' + Math.ceil(file.size / 1024) + ' kB)'), button);
        list.append(row);
      });
    };
    const add = (files) => {
      chosen = chosen.concat(files);
      show();
      files.forEach((file) => shrunk(file).then((small) => {
        const place = chosen.indexOf(file);
        if (place < 0 || small === file) return;
        chosen[place] = small;
        show();
      }));
    };
    input.addEventListener('change', () => add(Array.from(input.files)));
    input.form.addEventListener('paste', (event) => {
      const files = Array.from((event.clipboardData && event.clipboardData.files) || []);
      if (!files.length) return;
      event.preventDefault();
      add(files);
    });
  };

  const name = (input) => {
    const list = document.getElementById(input.dataset.files);
    input.addEventListener('change', () => {
      list.textContent = '';
      Array.from(input.files).forEach((file) => list.append(make('li', file.name)));
    });
  };
  all('input[data-files]').forEach(canCollect() ? collect : name);

  /* Paper. */
  all('[data-print]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  });
  window.addEventListener('beforeprint', () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, '0');
    const said = two(now.getDate()) + '/' + two(now.getMonth() + 1) + '/' + now.getFullYear() + ', ' + two(now.getHours()) + ':' + two(now.getMinutes());
    all('[data-now]').forEach((place) => { place.textContent = said; });
  });

  /* Keys, silent while somebody types and for whoever turned them off. */
  const places = { h: '/', t: '/tickets/', e: '/equipment/', m: '/maintenance/', r: '/reports/' };
  let going = 0;
  const walk = (step) => {
    const rows = all('[data-row]');
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))];
    const link = row && one('a', row);
    if (link) link.focus();
  };
  const press = (found) => {
    if (!found) return false;
    if (found.matches('input:not([type=checkbox]), select, textarea')) found.focus();
    else found.click();
    return true;
  };
  const answer = (key) => {
    if (Date.now() - going < 1000) {
      going = 0;
      return places[key] ? press(one('.nav a[href="' + places[key] + '"]')) : false;
    }
    if (key === 'g') going = Date.now();
    if (key === 'j' || key === 'k') return walk(key === 'j' ? 1 : -1);
    return press(key === '/' ? one('input[type=search], [data-key="/"]') : all('[data-key]').find((found) => found.dataset.key === key));
  };
  document.addEventListener('keydown', (event) => {
    const target = event.target;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && target.form) {
      const button = mainButton(target.form);
      if (button) button.click();
      return;
    }
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio)$/.test(target.type);
    if (typing || target.isContentEditable || event.ctrlKey || event.metaKey || event.altKey || body.dataset.keys === 'off') return;
    if (answer(event.key)) event.preventDefault();
  });
}());
