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
  const mainButton = (form) => all('button', form).find((button) => button.type === 'submit' && !button.hasAttribute('formaction'));
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

  /* What the server would refuse for its size is said at once, and keeps its form from going. */
  const weighed = (input) => {
    const most = Number(input.dataset.most);
    const rounded = (file) => (Math.ceil(file.size / 104857.6) / 10).toFixed(1);
    input.form.addEventListener('submit', (event) => {
      const goesElsewhere = event.submitter && event.submitter.hasAttribute('formaction');
      if (!input.hasAttribute('data-blocked') || goesElsewhere) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      input.focus();
    });
    return {
      isTooLarge: (file) => file.size > most,
      words: (file) => input.dataset.large.replace('{size}', rounded(file)).replace('{name}', () => file.name),
      block: (blocked) => {
        if (blocked) input.setAttribute('aria-invalid', 'true');
        else if (input.hasAttribute('data-blocked')) input.removeAttribute('aria-invalid');
        input.toggleAttribute('data-blocked', blocked);
      },
    };
  };

  const collect = (input) => {
    const list = document.getElementById(input.dataset.files);
    const scale = weighed(input);
    const tooLarge = new Set();
    let chosen = [];
    const show = () => {
      const box = new DataTransfer();
      chosen.filter((file) => !tooLarge.has(file)).forEach((file) => box.items.add(file));
      input.files = box.files;
      scale.block(chosen.some((file) => tooLarge.has(file)));
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
        row.append(tooLarge.has(file) ? make('span', scale.words(file), 'error') : make('span', file.name + ' (' + Math.ceil(file.size / 1024) + ' kB)'), button);
        list.append(row);
      });
    };
    const add = (files) => {
      chosen = (input.multiple ? chosen : []).concat(files);
      show();
      files.forEach((file) => shrunk(file).then((small) => {
        const place = chosen.indexOf(file);
        if (place < 0) return;
        chosen[place] = small;
        if (scale.isTooLarge(small)) tooLarge.add(small);
        else if (small === file) return;
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
    const scale = weighed(input);
    input.addEventListener('change', () => {
      const files = Array.from(input.files);
      list.textContent = '';
      files.forEach((file) => list.append(scale.isTooLarge(file) ? make('li', scale.words(file), 'error') : make('li', file.name)));
      scale.block(files.some(scale.isTooLarge));
    });
  };
  all('input[data-files]').forEach(canCollect() ? collect : name);

  /* Paper. */
  all('[data-print]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  });
  const written = (date) => {
    const two = (number) => String(number).padStart(2, '0');
    return two(date.getDate()) + '/' + two(date.getMonth() + 1) + '/' + date.getFullYear() + ', ' + two(date.getHours()) + ':' + two(date.getMinutes());
  };
  window.addEventListener('beforeprint', () => {
    all('[data-now]').forEach((place) => { place.textContent = written(new Date()); });
  });

  /* What is known of a problem while its subject is written, one question at a time; the server
     then need not show it before the request is sent. */
  all('[data-known]').forEach((place) => {
    const box = document.getElementById(place.dataset.of);
    const told = box.form.elements.told;
    let asked = '';
    let timer = 0;
    let isAsking = false;
    if (!window.fetch) return;
    told.value = 'js';
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 400);
    };
    const ask = () => {
      const text = box.value.trim();
      if (isAsking || text === asked || (text.length < 3 && asked.length < 3)) return;
      isAsking = true;
      asked = text;
      fetch(place.dataset.known + '?subject=' + encodeURIComponent(text), { credentials: 'same-origin', redirect: 'manual' }).then((answer) => {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      }).then((html) => {
        place.textContent = '';
        place.append(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
        told.value = Array.from(new Set(told.value.split(' ').concat('js', all('[data-told]', place).map((line) => line.dataset.told)))).join(' ').trim();
      }).catch(() => { told.value = ''; }).then(() => {
        isAsking = false;
        if (box.value.trim() !== asked) later();
      });
    };
    box.addEventListener('input', later);
    if (box.value) later();
  });

  /* What is said of the page itself; a reader hears it and is not moved. */
  const status = (place, tag) => {
    const line = make(tag, '', 'hint');
    line.setAttribute('role', 'status');
    place.append(line);
    return (text) => { line.textContent = text; };
  };

  /* What is typed and not sent. Copies stay in this browser only where its reader called it theirs. */
  const COPY = 'dawati:';
  const WEEK = 7 * 24 * 3600 * 1000;
  const UNKEPT = /^(csrf_token|next|language|request_key)$/;
  const main = one('#main-form');
  const store = (work) => {
    try {
      return work(window.localStorage);
    } catch (error) {
      return null; // no room, or forbidden
    }
  };
  const copies = () => store((kept) => Object.keys(kept).filter((name) => name.startsWith(COPY))
    .map((name) => Object.assign(JSON.parse(kept.getItem(name)), { key: name.slice(COPY.length) }))) || [];
  const drop = (key) => store((kept) => kept.removeItem(COPY + key));
  const dropAll = () => copies().forEach((copy) => drop(copy.key));
  const typed = (form) => {
    const secret = new Set(all('input[type=password], input[data-shown]', form).map((box) => box.name));
    return Array.from(new FormData(form)).filter((pair) => typeof pair[1] === 'string' && !UNKEPT.test(pair[0]) && !secret.has(pair[0]));
  };
  const plain = (pairs) => JSON.stringify(pairs.map((pair) => [pair[0], pair[1].replace(/\r\n/g, '\n').trim().normalize()])
    .filter((pair) => pair[1] && !/^(version|opened)$/.test(pair[0])).sort());
  const fill = (form, pairs) => {
    const left = new Map();
    pairs.forEach((pair) => left.set(pair[0], (left.get(pair[0]) || []).concat(pair[1])));
    Array.from(form.elements).forEach((box) => {
      const values = left.get(box.name) || [];
      if (!box.name || UNKEPT.test(box.name) || /^(file|password|submit|button|fieldset)$/.test(box.type)) return;
      if (/^(checkbox|radio)$/.test(box.type)) box.checked = values.includes(box.value);
      else if (box.type === 'select-multiple') Array.from(box.options).forEach((option) => { option.selected = values.includes(option.value); });
      else if (values.length) box.value = values.shift();
    });
  };

  const watch = (form, key) => {
    const PAUSE = 3000;
    const LONGEST_WAIT = 15000;
    const say = status(form, 'p');
    const page = form.elements.next.value;
    let known = JSON.stringify(typed(form));
    let since = 0;
    let timer = 0;
    let copying = 0;
    let sending = null;
    let isGone = false;
    const copy = (isKept) => {
      clearTimeout(copying);
      if ('own' in body.dataset) store((kept) => kept.setItem(COPY + key.value, JSON.stringify({ page: page, at: Date.now(), isKept: isKept, fields: typed(form) })));
    };
    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(send, pause);
    };
    const send = (isLast) => {
      const now = JSON.stringify(typed(form));
      clearTimeout(timer);
      since = 0;
      if (now === known || isGone) return;
      const pairs = typed(form).concat(['csrf_token', 'next', 'request_key'].map((name) => [name, form.elements[name].value]));
      const parcel = new URLSearchParams(pairs);
      sending = window.AbortController ? new AbortController() : null;
      const how = { method: 'POST', body: parcel, credentials: 'same-origin', redirect: 'manual', keepalive: isLast === true && now.length < 20000 };
      if (sending) how.signal = sending.signal;
      fetch(body.dataset.drafts, how).then((answer) => {
        if (!answer.ok && answer.type !== 'opaqueredirect') throw new Error(answer.status);
        return answer.text();
      }).then((said) => {
        known = now;
        if (JSON.stringify(typed(form)) === now) copy(true);
        say(said);
      }).catch((error) => {
        if (error.name === 'AbortError' || isGone) return;
        say(body.dataset.unsaved);
        later(LONGEST_WAIT);
      });
    };
    form.addEventListener('input', () => {
      since = since || Date.now();
      later(Math.max(0, Math.min(PAUSE, since + LONGEST_WAIT - Date.now())));
      clearTimeout(copying);
      copying = setTimeout(copy, 300, false);
    });
    form.addEventListener('submit', () => {
      if (JSON.stringify(typed(form)) !== known) copy(false);
      isGone = true;
      if (sending) sending.abort();
    });
    window.addEventListener('pageshow', () => { isGone = false; });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) send(true);
    });

    /* A copy is shown where the server has not the same. */
    const isOffered = (found) => !!one('[data-draft="' + found.key + '"]');
    const has = (found) => (found.key === key.value ? plain(found.fields) === plain(typed(form)) : found.isKept && isOffered(found));
    const found = copies().filter((one) => one.page === page && !has(one)).sort((a, b) => b.at - a.at)[0];
    const sheet = document.getElementById('copy-notice');
    if (!found || !sheet) return;
    const notice = sheet.content.firstElementChild.cloneNode(true);
    one('[data-at]', notice).textContent = written(new Date(found.at));
    one('[data-restore]', notice).addEventListener('click', () => {
      key.value = found.key;
      fill(form, found.fields);
      notice.remove();
      one('textarea, input[type=text]', form).focus();
      send();
    });
    one('[data-drop]', notice).addEventListener('click', () => {
      drop(found.key);
      notice.remove();
    });
    sheet.before(notice);
    all('[data-draft="' + found.key + '"]').forEach((other) => other.closest('.notice').remove());
  };

  if (body.dataset.sent) drop(body.dataset.sent);
  if (body.dataset.reader && !('own' in body.dataset)) dropAll();
  copies().filter((copy) => Date.now() - copy.at > WEEK).forEach((copy) => drop(copy.key));
  all('[data-forget]').forEach((form) => form.addEventListener('submit', dropAll));
  all('[data-draft] form').forEach((form) => form.addEventListener('submit', () => drop(form.parentNode.dataset.draft)));
  if (main && body.dataset.drafts && window.fetch && window.URLSearchParams && FormData.prototype.entries && one('textarea, input[type=text]', main)) {
    const key = main.elements.request_key;
    if (key && key.value) watch(main, key);
  }

  /* The list that a record was opened from, so that one can go on in it. */
  const listBefore = () => {
    const named = /^#in=(.+)/.exec(window.location.hash);
    try {
      const list = new URL(named ? decodeURIComponent(named[1]) : document.referrer, window.location.href);
      const isAbove = list.pathname.length > 1 && list.pathname.endsWith('/') && list.pathname !== window.location.pathname;
      return isAbove && list.origin === window.location.origin && window.location.pathname.startsWith(list.pathname) ? list : null;
    } catch (error) {
      return null;
    }
  };
  const list = listBefore();
  const isBelow = (url) => list && url && new URL(url, window.location.href).pathname.startsWith(list.pathname);
  const within = (url, place) => url.split('#')[0] + '#in=' + encodeURIComponent(place.pathname + place.search);
  if (list) {
    all('main a[href^="' + window.location.pathname + '/"]').forEach((link) => { link.href = within(link.href, list); });
    document.addEventListener('submit', (event) => {
      const form = event.target;
      const url = form.getAttribute('action');
      if (form.method === 'post' && isBelow(url)) form.setAttribute('action', within(url, list));
    });
  }
  const rowLinks = (page) => all('[data-row]', page).map((row) => one('a', row)).filter(Boolean).map((link) => link.getAttribute('href'));
  const beside = (step, place, isFurther) => fetch(place.href, { credentials: 'same-origin' }).then((answer) => answer.text()).then((html) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const links = rowLinks(page);
    const at = links.findIndex((url) => (window.location.pathname + '/').startsWith(new URL(url, place.href).pathname + '/'));
    const next = isFurther ? links[step > 0 ? 0 : links.length - 1] : links[at + step];
    const more = one(step > 0 ? 'a[rel=next]' : 'a[rel=prev]', page);
    if (next && (isFurther || at >= 0)) window.location.assign(within(new URL(next, place.href).href, place));
    else if (at >= 0 && more) beside(step, new URL(more.getAttribute('href'), place.href), true);
  });

  /* One box that ticks all the rows below it. */
  all('[data-tick-all]').forEach((box) => {
    box.parentElement.hidden = false;
    box.addEventListener('change', () => all(`input[name="${box.dataset.tickAll}"]`).forEach((row) => { row.checked = box.checked; }));
  });

  /* Keys, silent while somebody types and for whoever turned them off; /help/keys tells them all. */
  const MARKED = 'acelr?';
  const PLACES = { h: '/', t: '/tickets/', e: '/equipment/', r: '/reports/' };
  let going = 0;
  const press = (found) => {
    if (!found) return false;
    if (found.matches('input:not([type=checkbox]), select, textarea')) found.focus();
    else found.click();
    return true;
  };
  const marked = (key) => all('[data-key]').find((found) => found.dataset.key === key);
  const currentRow = () => all('[data-row]').find((row) => row.contains(document.activeElement));
  const walk = (step) => {
    const rows = all('[data-row]');
    const at = rows.indexOf(currentRow());
    const row = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))];
    const link = row && one('a', row);
    if (link) link.focus();
    return !!link;
  };
  const turn = (step) => {
    if (!list) return press(one(step > 0 ? 'a[rel=next]' : 'a[rel=prev]'));
    beside(step, list);
    return true;
  };
  const copied = (text) => {
    const box = make('textarea', text);
    const before = document.activeElement;
    body.append(box);
    box.select();
    document.execCommand('copy'); // what works on a plain line too
    box.remove();
    before.focus();
    tell(' ' + body.dataset.copied + text);
    return true;
  };
  const number = document.getElementById('reference');
  const tell = number && status(number.parentNode, 'span');
  const ACTS = {
    '/': () => press(one('input[type=search], [role=search] input[type=text]')),
    g: () => { going = Date.now(); return true; },
    j: () => walk(1),
    k: () => walk(-1),
    x: () => { const row = currentRow(); return !!row && press(one('input[type=checkbox]', row)); },
    ']': () => turn(1),
    '[': () => turn(-1),
    i: () => { const box = marked('i'); if (box) box.checked = true; return !!box && press(marked('r')); },
    '.': () => !!number && copied(number.textContent.trim()),
  };
  const answer = (key) => {
    if (Date.now() - going < 1500) {
      going = 0;
      return PLACES[key] ? press(one('.nav a[href="' + PLACES[key] + '"]')) : false;
    }
    if (Object.prototype.hasOwnProperty.call(ACTS, key)) return ACTS[key]();
    return MARKED.includes(key) && press(marked(key));
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
