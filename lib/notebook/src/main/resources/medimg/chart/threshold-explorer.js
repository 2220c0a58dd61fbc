// Turns each static picture of a threshold explorer into a live one. Needs nothing else.
(function () {
  'use strict';
  var Z = 1.959963984540054, BLUE = '#2E7CC4', ORANGE = '#C8601A';
  var SVG = 'http://www.w3.org/2000/svg';

  function wilson(k, n) {
    var z2 = Z * Z, centre = (k + z2 / 2) / (n + z2);
    var half = Z * Math.sqrt(k * (n - k) / n + z2 / 4) / (n + z2);
    return [k === 0 ? 0 : Math.max(0, centre - half), k === n ? 1 : Math.min(1, centre + half)];
  }
  function share(v, digits) {
    return v === 1 || v === 0 ? String(v) : v.toFixed(digits).replace(/^0/, '');
  }
  function make(parent, name, attributes, text) {
    var e = document.createElement(name);
    for (var key in attributes) e.setAttribute(key, attributes[key]);
    if (text !== undefined) e.textContent = text;
    parent.appendChild(e);
    return e;
  }
  function draw(parent, name, attributes, text) {
    var e = document.createElementNS(SVG, name);
    for (var key in attributes) e.setAttribute(key, attributes[key]);
    if (text !== undefined) e.textContent = text;
    parent.appendChild(e);
    return e;
  }

  function roc(parent, d) {
    var left = 52, top = 10, side = 270;
    var X = function (v) { return left + side * v; }, Y = function (v) { return top + side * (1 - v); };
    var svg = draw(parent, 'svg', {viewBox: '0 0 340 330', width: 340, height: 330, role: 'img',
      'aria-label': 'ROC curve with the point of the threshold', style: 'max-width:100%;height:auto;font:13px sans-serif'});
    for (var i = 0; i <= 5; i++) {
      var v = i / 5;
      draw(svg, 'line', {x1: X(0), x2: X(1), y1: Y(v), y2: Y(v), stroke: 'currentColor', opacity: .18});
      draw(svg, 'line', {x1: X(v), x2: X(v), y1: Y(0), y2: Y(1), stroke: 'currentColor', opacity: .18});
      draw(svg, 'text', {x: X(0) - 6, y: Y(v) + 4, 'text-anchor': 'end', fill: 'currentColor'}, v.toFixed(1));
      draw(svg, 'text', {x: X(v), y: Y(0) + 17, 'text-anchor': 'middle', fill: 'currentColor'}, v.toFixed(1));
    }
    draw(svg, 'text', {x: X(.5), y: Y(0) + 38, 'text-anchor': 'middle', fill: 'currentColor'}, 'false positive rate, 1 - specificity');
    draw(svg, 'text', {x: 0, y: 0, 'text-anchor': 'middle', fill: 'currentColor', transform: 'translate(14 ' + Y(.5) + ') rotate(-90)'}, 'sensitivity');
    draw(svg, 'line', {x1: X(0), y1: Y(0), x2: X(1), y2: Y(1), stroke: 'currentColor', opacity: .6, 'stroke-dasharray': '5 4'});
    var path = d.tp.map(function (tp, i) { return X(d.fp[i] / d.n).toFixed(1) + ',' + Y(tp / d.p).toFixed(1); });
    draw(svg, 'polyline', {points: path.join(' '), fill: 'none', stroke: BLUE, 'stroke-width': 2});
    var across = draw(svg, 'line', {stroke: ORANGE, 'stroke-width': 1.6});
    var along = draw(svg, 'line', {stroke: ORANGE, 'stroke-width': 1.6});
    var dot = draw(svg, 'circle', {r: 6, fill: ORANGE});
    return function (c) {
      var x = X(c.fp / d.n), y = Y(c.tp / d.p), a = wilson(c.fp, d.n), b = wilson(c.tp, d.p);
      dot.setAttribute('cx', x); dot.setAttribute('cy', y);
      across.setAttribute('x1', X(a[0])); across.setAttribute('x2', X(a[1]));
      across.setAttribute('y1', y); across.setAttribute('y2', y);
      along.setAttribute('y1', Y(b[0])); along.setAttribute('y2', Y(b[1]));
      along.setAttribute('x1', x); along.setAttribute('x2', x);
    };
  }

  function table(parent, caption, head, rows) {
    var cell = 'padding:3px 8px;text-align:right;border:0;background:none;color:inherit;font-variant-numeric:tabular-nums';
    var t = make(parent, 'table', {style: 'border-collapse:collapse;margin:0 0 12px;font-size:14px;color:inherit;width:100%'});
    make(t, 'caption', {style: 'text-align:left;padding:3px 8px;font-weight:600;color:inherit'}, caption);
    var top = make(make(t, 'thead', {}), 'tr', {style: 'background:none'});
    head.forEach(function (h) { make(top, 'th', {scope: 'col', style: cell + ';font-weight:600;opacity:.75'}, h); });
    var body = make(t, 'tbody', {});
    return rows.map(function (name) {
      var row = make(body, 'tr', {style: 'background:none;border-top:1px solid rgba(128,128,128,.3)'});
      make(row, 'th', {scope: 'row', style: cell + ';text-align:left;font-weight:400'}, name);
      return head.slice(1).map(function () { return make(row, 'td', {style: cell}); });
    });
  }

  document.querySelectorAll('.medimg-threshold:not([data-live])').forEach(function (box, number) {
    var d = JSON.parse(box.getAttribute('data-points')), last = d.t.length - 1;
    box.setAttribute('data-live', '');
    box.textContent = '';
    var live = make(box, 'div', {style: 'max-width:700px;color:inherit;font-family:sans-serif'});
    var label = make(live, 'label', {style: 'display:block;font-size:15px;margin:4px 0'}, 'Threshold: ');
    var value = make(label, 'output', {style: 'font-weight:600'});
    var slider = make(label, 'input', {type: 'range', min: 0, max: last, step: 1, value: last - d.start,
      style: 'display:block;width:100%;margin:6px 0', 'aria-label': 'threshold'});
    var halves = make(live, 'div', {style: 'display:flex;flex-wrap:wrap;gap:10px;align-items:flex-start'});
    var mark = roc(make(halves, 'div', {style: 'flex:1 1 300px;max-width:340px'}), d);
    var right = make(halves, 'div', {style: 'flex:1 1 300px'});
    var counts = table(right, 'Cases', ['', 'called ' + d.negative, 'called ' + d.positive],
      ['truly ' + d.negative, 'truly ' + d.positive]);
    var rates = table(right, 'Rates', ['', 'share', 'cases', '95 % (Wilson)'],
      ['sensitivity', 'specificity', 'PPV', 'NPV', 'accuracy']);

    function show() {
      var i = last - Number(slider.value), tp = d.tp[i], fp = d.fp[i], fn = d.p - tp, tn = d.n - fp;
      value.textContent = d.t[i] === null ? 'above all scores' : String(d.t[i]);
      slider.setAttribute('aria-valuetext', value.textContent);
      [[tn, fp], [fn, tp]].forEach(function (row, r) {
        row.forEach(function (n, c) { counts[r][c].textContent = ['tn ', 'fp ', 'fn ', 'tp '][2 * r + c] + n; });
      });
      [[tp, d.p], [tn, d.n], [tp, tp + fp], [tn, tn + fn], [tp + tn, d.p + d.n]].forEach(function (kn, r) {
        var k = kn[0], n = kn[1], w = n > 0 ? wilson(k, n) : null;
        rates[r][0].textContent = w ? share(k / n, 3) : 'undefined';
        rates[r][1].textContent = k + '/' + n;
        rates[r][2].textContent = w ? share(w[0], 2) + ' to ' + share(w[1], 2) : '';
      });
      mark({tp: tp, fp: fp});
    }
    slider.addEventListener('input', show);
    show();
  });
})();
