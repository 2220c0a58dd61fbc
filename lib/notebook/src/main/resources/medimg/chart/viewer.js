// Turns each viewer of the page that is still a static picture into one that answers. It lives in a shadow tree,
// so that the page's styles and ids do not meet its own. Values are the file's, in steps that the page states.
(function () {
  'use strict';
  const CSS = '/*css*/';
  const NONE = 0; // the code of a pixel without a value
  const KEYS = { ArrowUp: -1, ArrowDown: 1, PageUp: -5, PageDown: 5, Home: -Infinity, End: Infinity };

  async function codes(text, count) {
    const characters = atob(text), packed = new Uint8Array(characters.length);
    for (let i = 0; i < packed.length; i++) packed[i] = characters.charCodeAt(i);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    if (bytes.length !== 2 * count) throw new Error('the image data are incomplete');
    return bytes;
  }

  // Each code is kept as its difference from the mean of its left and upper neighbour: low bytes, then high bytes.
  // Differences are modulo 2^16, as a Uint16Array adds them.
  function decoded(bytes, slices, rows, columns) {
    const size = rows * columns, count = slices * size, out = new Uint16Array(count);
    for (let i = 0; i < count; i++) {
      const at = i % size, column = at % columns, first = at < columns;
      const left = column ? out[i - 1] : 0, up = first ? 0 : out[i - columns];
      const guess = column && !first ? (left + up) >> 1 : column ? left : up;
      const folded = bytes[i] | bytes[count + i] << 8;
      out[i] = guess + ((folded >> 1) ^ -(folded & 1));
    }
    return out;
  }

  function element(name, attributes, ...children) {
    const e = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) e.setAttribute(key, value);
    e.append(...children);
    return e;
  }

  function start(host, about, image) {
    const { rows, columns, step, low, unit } = about, size = rows * columns;
    const decimals = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));
    const short = unit.length < 4 ? ' ' + unit : '';
    const text = v => (v + 0).toFixed(decimals).replace(/^-(?=[0.]*$)/, '').replace('-', '\u2212');
    const mm = v => v.toFixed(1).replace(/^-(?=[0.]*$)/, '').replace('-', '\u2212');
    // Sliders reach over all values and all windows that have a name.
    const named = about.presets, least = step, most = Math.max(...named.map(p => p.width), about.high - low, 2 * step);
    const lowest = Math.min(low, ...named.map(p => p.level)), highest = Math.max(about.high, ...named.map(p => p.level));
    const state = { slice: about.start, preset: 0, width: 1, level: 0, tool: 'window', line: null };

    const shadow = host.attachShadow({ mode: 'open' });
    const canvas = element('canvas', { width: columns, height: rows, 'aria-hidden': 'true' });
    const pen = canvas.getContext('2d');
    const picture = pen.createImageData(columns, rows);
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', `0 0 ${columns} ${rows}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    const lines = ['rim', ''].map(name => {
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      if (name) line.setAttribute('class', name);
      svg.append(line);
      return line;
    });
    const length = element('span', { class: 'length' });
    const cross = element('span', { class: 'cross', hidden: '' });
    const stage = element('div', { class: 'stage', tabindex: '0', role: 'application',
      'aria-roledescription': 'image viewer', style: `aspect-ratio:${about.width} / ${about.height}` },
      canvas, svg, cross, length);
    ['left', 'right', 'top', 'bottom'].forEach((edge, i) => about.letters[i] &&
      stage.append(element('span', { class: 'letter ' + edge, 'aria-hidden': 'true' }, about.letters[i])));

    const value = element('output', { class: 'value' });
    const row = (name, control, output) =>
      element('div', { class: 'row' }, element('span', { 'aria-hidden': 'true' }, name), control, ...(output ? [output] : []));
    const slider = (name, max) =>
      element('input', { type: 'range', min: 0, max, step: 1, 'aria-label': name });
    const sliceSlider = slider('Slice', about.slices.length - 1), sliceText = element('output');
    const widthSlider = slider('Window width, ' + unit, 1000), widthText = element('output');
    const levelSlider = slider('Window level, ' + unit, 1000), levelText = element('output');
    const presets = element('select', { 'aria-label': 'Window by name' });
    about.presets.forEach((p, i) => presets.append(element('option', { value: i }, p.name)));
    presets.append(element('option', { value: -1 }, 'own window'));
    const button = (name, title) => element('button', { type: 'button', title }, name);
    const tools = { window: button('Window', 'Drag on the image: across for width, up and down for level (key W)'),
      measure: button('Measure', 'Drag on the image from one end to the other (key M)') };
    const reset = button('Reset', 'First window, no line (key R)');
    const help = element('details', { class: 'note quiet' }, element('summary', {}, about.title),
      element('p', {}, about.note),
      element('p', {}, 'Click or tap the image first: then the wheel and the arrow keys up and down turn the slices, ' +
        'left and right change the level, with Shift the width; W window, M measure, R reset. ' +
        'While measuring, the arrow keys move a cross, with Shift ten pixels; Enter sets the ends of a line. ' +
        'Escape or a click elsewhere gives wheel and keys back to the page.'));
    const all = element('div', { class: 'all' }, stage, value);
    if (about.slices.length > 1) all.append(row('Slice', sliceSlider, sliceText));
    all.append(row('Window', presets), row('Width', widthSlider, widthText), row('Level', levelSlider, levelText),
      row('Drag', element('div', { class: 'tools', role: 'group', 'aria-label': 'What dragging on the image does' },
        tools.window, tools.measure, reset)), help);
    shadow.append(element('style', {}, CSS), all);
    host.dataset.lmSuppressShortcuts = 'true'; // JupyterLab leaves the keys to the viewer

    function code(r, c) { return image[state.slice * size + r * columns + c]; }

    function paint() {
      const preset = about.presets[state.preset];
      const from = preset ? preset.low : state.level - state.width / 2;
      const to = preset ? preset.high : state.level + state.width / 2;
      const pixels = new Uint32Array(picture.data.buffer), begin = state.slice * size;
      const table = new Uint32Array(Math.round((about.high - low) / step) + 2);
      for (let q = 0; q < table.length; q++) {
        const v = low + (q - 1) * step;
        let grey = preset && preset.sigmoid ? 1 / (1 + Math.exp(-4 * (v - state.level) / state.width))
          : v <= from ? 0 : v > to ? 1 : (v - from) / (to - from);
        if (about.inverted) grey = 1 - grey;
        const g = q === NONE ? 0 : Math.round(255 * grey);
        table[q] = 0xFF000000 | g << 16 | g << 8 | g;
      }
      for (let i = 0; i < size; i++) pixels[i] = table[image[begin + i]];
      pen.putImageData(picture, 0, 0);
    }

    function show() {
      const at = about.slices[state.slice];
      sliceSlider.value = state.slice;
      sliceText.textContent = `${state.slice + 1} of ${about.slices.length}`;
      sliceSlider.setAttribute('aria-valuetext', `${at.name}, ${sliceText.textContent}`);
      presets.value = state.preset;
      widthSlider.value = 1000 * Math.log(state.width / least) / Math.log(most / least);
      levelSlider.value = 1000 * (state.level - lowest) / (highest - lowest || 1);
      widthText.textContent = text(state.width) + short;
      levelText.textContent = text(state.level) + short;
      widthSlider.setAttribute('aria-valuetext', widthText.textContent);
      levelSlider.setAttribute('aria-valuetext', levelText.textContent);
      for (const name in tools) tools[name].setAttribute('aria-pressed', name === state.tool);
      stage.setAttribute('aria-label', `${at.name}, window ${text(state.width)}, level ${text(state.level)} ${unit}`);
      paint();
      drawLine();
      read();
    }

    function drawLine() {
      const l = state.line && state.line.slice === state.slice ? state.line : null;
      svg.style.display = length.style.display = l ? '' : 'none';
      if (!l) return;
      for (const line of lines) {
        line.setAttribute('x1', l.x1); line.setAttribute('y1', l.y1);
        line.setAttribute('x2', l.x2); line.setAttribute('y2', l.y2);
      }
      const long = Math.hypot((l.x2 - l.x1) * about.spacing[1], (l.y2 - l.y1) * about.spacing[0]);
      length.textContent = `${long.toFixed(1)} ${about.length}`;
      // Beyond the line's end, but within the image.
      const below = (l.y2 > l.y1 || l.y2 < .1 * rows) && l.y2 < .9 * rows;
      length.className = 'length' + (l.x2 > columns * .6 ? ' back' : '') + (below ? ' below' : '');
      length.style.left = 100 * l.x2 / columns + '%';
      length.style.top = 100 * l.y2 / rows + '%';
    }

    let anchor = null; // where a line drawn by keys begins
    let pointer = null; // where the pointer is, in pixels of the image
    function read() {
      const at = about.slices[state.slice];
      const r = pointer && Math.floor(pointer.y), c = pointer && Math.floor(pointer.x);
      if (!pointer || r < 0 || c < 0 || r >= rows || c >= columns) {
        value.replaceChildren(element('span', { class: 'quiet' }, at.name + (at.place ? ', ' + at.place : '')));
        return;
      }
      const q = code(r, c);
      const parts = [`row ${r}, column ${c}`];
      if (at.first) {
        const p = at.first.map((v, i) => v + r * about.down[i] + c * about.across[i]);
        parts.push(`x ${mm(p[0])}, y ${mm(p[1])}, z ${mm(p[2])} mm`);
      }
      value.replaceChildren(element('b', {}, q === NONE ? 'no value' : `${text(low + (q - 1) * step)} ${unit}`),
        element('span', { class: 'quiet' }, ' \u00b7 ' + parts.join(' \u00b7 ')));
    }

    function turn(by) {
      anchor = null; // a line lies in one slice
      state.slice = Math.max(0, Math.min(about.slices.length - 1, state.slice + by));
      show();
    }
    function own(width, level) {
      state.preset = -1;
      state.width = Math.max(least, Math.min(most, width));
      state.level = Math.max(lowest, Math.min(highest, level));
      show();
    }
    function choose(i) {
      state.preset = i;
      if (i >= 0) ({ width: state.width, level: state.level } = about.presets[i]);
      show();
    }
    function tool(name) { state.tool = name; anchor = null; cross.hidden = true; show(); }
    function clear() { state.line = anchor = null; cross.hidden = true; choose(0); }

    // Reading and measuring by keys: a cross moves from the middle of one pixel to that of the next.
    function move(right, down) {
      if (cross.hidden) pointer = { x: Math.floor(columns / 2) + .5, y: Math.floor(rows / 2) + .5 };
      cross.hidden = false;
      pointer = { x: Math.max(.5, Math.min(columns - .5, pointer.x + right)),
        y: Math.max(.5, Math.min(rows - .5, pointer.y + down)) };
      cross.style.left = 100 * pointer.x / columns + '%';
      cross.style.top = 100 * pointer.y / rows + '%';
      if (anchor) lineTo(anchor, pointer);
      read();
    }
    function lineTo(from, to) {
      state.line = { slice: state.slice, x1: from.x, y1: from.y, x2: to.x, y2: to.y };
      drawLine();
    }
    function set() {
      if (cross.hidden) move(0, 0);
      anchor = anchor ? null : pointer;
      if (anchor) lineTo(anchor, anchor);
    }

    sliceSlider.oninput = () => { state.slice = +sliceSlider.value; show(); };
    widthSlider.oninput = () => own(least * Math.pow(most / least, widthSlider.value / 1000), state.level);
    levelSlider.oninput = () => own(state.width, lowest + (highest - lowest) * levelSlider.value / 1000);
    presets.onchange = () => choose(+presets.value);
    tools.window.onclick = () => tool('window');
    tools.measure.onclick = () => tool('measure');
    reset.onclick = clear;

    const focused = () => shadow.activeElement === stage;
    let notches = 0;
    stage.addEventListener('wheel', e => {
      if (!focused() || about.slices.length < 2 || e.ctrlKey) return; // the page scrolls
      e.preventDefault();
      notches += e.deltaMode ? Math.sign(e.deltaY) * 40 : Math.max(-40, Math.min(40, e.deltaY));
      const by = Math.trunc(notches / 40);
      if (by) { notches -= 40 * by; turn(by); }
    }, { passive: false });

    function place(e) {
      const box = canvas.getBoundingClientRect();
      return { x: (e.clientX - box.left) / box.width * columns, y: (e.clientY - box.top) / box.height * rows };
    }
    let drag = null;
    stage.addEventListener('pointerdown', e => {
      if (e.button !== 0) return;
      pointer = place(e);
      read();
      if (e.pointerType === 'touch' && !focused()) return; // the first touch may scroll the page; a tap gives focus
      stage.focus({ preventScroll: true });
      drag = { x: e.clientX, y: e.clientY, width: state.width, level: state.level, at: pointer };
      stage.setPointerCapture(e.pointerId);
      e.preventDefault();
    });
    stage.addEventListener('click', () => stage.focus({ preventScroll: true }));
    stage.addEventListener('pointermove', e => {
      pointer = place(e);
      anchor = null;
      cross.hidden = true;
      if (drag && state.tool === 'measure') {
        const inside = (v, end) => Math.max(0, Math.min(end, v));
        lineTo(drag.at, { x: inside(pointer.x, columns), y: inside(pointer.y, rows) });
      } else if (drag && (drag.moved || Math.hypot(e.clientX - drag.x, e.clientY - drag.y) > 3)) {
        drag.moved = true;
        own(drag.width * Math.exp((e.clientX - drag.x) / 200), drag.level + (drag.y - e.clientY) * drag.width / 300);
      }
      read();
    });
    for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, () => { drag = null; });
    stage.addEventListener('pointerleave', e => {
      if (!drag && e.pointerType === 'mouse') { pointer = null; read(); }
    });

    stage.addEventListener('keydown', e => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const side = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
      const key = e.key.toLowerCase();
      const far = e.shiftKey ? 10 : 1, down = e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : 0;
      if (state.tool === 'measure' && (side || down)) move(side * far, down * far);
      else if (state.tool === 'measure' && e.key === 'Enter') set();
      else if (e.key in KEYS && about.slices.length > 1) turn(KEYS[e.key]);
      else if (side && e.shiftKey) own(state.width * Math.pow(1.1, side), state.level);
      else if (side) own(state.width, state.level + side * Math.max(step, state.width / 20));
      else if (key === 'w') tool('window');
      else if (key === 'm') tool('measure');
      else if (key === 'r') clear();
      else if (e.key === 'Escape') stage.blur();
      else return;
      e.preventDefault();
    });
    // What is typed here is not meant for the page, such as the shortcuts of a notebook.
    shadow.addEventListener('keydown', e => { if (e.key !== 'Tab') e.stopPropagation(); });

    // Controls are dark where the page's text is light, whatever made the page so.
    function theme() {
      const rgb = (getComputedStyle(host).color.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
      const dark = rgb[0] + rgb[1] + rgb[2] > 384;
      host.style.colorScheme = dark ? 'dark' : 'light';
      host.style.setProperty('--accent', dark ? '#5b9fe6' : '#2e6fb5');
    }
    theme();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTimeout(theme));
    for (const node of [document.documentElement, document.body]) {
      new MutationObserver(() => setTimeout(theme)).observe(node, { attributes: true });
    }
    choose(0);
  }

  for (const host of document.querySelectorAll('.medimg-viewer:not([data-state])')) {
    const data = host.querySelector('script[type="text/plain"]');
    if (!data || typeof DecompressionStream === 'undefined') continue; // the static picture stays
    host.dataset.state = 'loading';
    const [head, body] = data.textContent.trim().split('\n');
    const about = JSON.parse(head), count = about.slices.length * about.rows * about.columns;
    codes(body, count).then(bytes => {
      start(host, about, decoded(bytes, about.slices.length, about.rows, about.columns));
      host.dataset.state = 'ready';
    }).catch(e => {
      host.dataset.state = 'failed';
      console.error('medimg viewer: ' + e.message);
    });
  }
})();
