// Lets a reader explore the charts: exact values, the packet of a value in the player, series switched off, a part of the time.
// A chart stands in the page twice, wide and narrow; its data hold the values, and for both where the axes lie.
(() => {
  const Reach = 70;                   // px from the pointer to the value that it means
  const Drag = 5;                     // px; what moves less is a click
  const Shortest = 1e-6;              // of the whole run: the shortest part to look at
  const TickRoom = 78;                // px from tick to tick
  const Letter = 7;                   // px of a letter at ticks and marks
  const MarkRow = 16;                 // px from row to row of the marks' labels
  const Svg = 'http://www.w3.org/2000/svg';

  const units = JSON.parse(document.getElementById('chart-units').textContent);
  const player = document.getElementById('player-root');
  const playedUntil = player ? player.dataset.end / 1e9 : -1;
  const said = element('p', { className: 'chart-said', role: 'status' });
  const charts = [...document.querySelectorAll('.chart-data')].map(data => chartOf(data.parentElement, JSON.parse(data.textContent)));
  const overTime = charts.filter(chart => chart.time);
  const whole = [Math.min(...overTime.flatMap(startsOf)), Math.max(...overTime.flatMap(endsOf))];
  let span = null;                    // what charts over time show: [from, to], or all where it is null

  // ---- The data ----

  // Whole numbers times a power of ten, each counted from the one before; without a power, the numbers themselves.
  function column([power, ...steps]) {
    let sum = 0;
    return steps.map(step => step === null ? NaN : power === null ? step : Number(`${sum += step}e${power}`));
  }

  function chartOf(figure, json) {
    const series = json.series.map(each => {
      const read = { ...each };
      for (const name of ['x', 'y', 'ends', 'feet', 'heights', 'counts', 'packets']) if (each[name]) read[name] = column(each[name]);
      return read;
    });
    const bands = (json.bands ?? []).map(({ name, part, labelled, items }) => ({
      name, part, labelled, kind: 'bands',
      x: items.map(([from]) => from), ends: items.map(([, to]) => to), texts: items.map(([, , text]) => text),
    }));
    const marks = json.marks?.length > 0
      ? [{ name: 'Marks', part: 'marks', kind: 'marks', x: json.marks.map(([at]) => at), texts: json.marks.map(([, text]) => text) }] : [];
    const all = [...series, ...bands, ...marks];
    for (const one of all) {
      const drawn = one.x.map((x, i) => i).filter(i => Number.isFinite(one.x[i]) && !Number.isNaN(one.y?.[i]));
      one.order = drawn.sort((a, b) => one.x[a] - one.x[b]);
    }
    return { figure, time: json.time, x: json.x, y: json.y, series, bands, marks, all, frames: json.frames, hidden: new Set(), views: [] };
  }

  function startsOf(chart) { return chart.frames.map(frame => frame.x[0]); }

  function endsOf(chart) { return chart.frames.map(frame => frame.x[1]); }

  const endOf = (series, i) => series.ends ? series.ends[i] : series.x[i];

  const shownOf = chart => chart.all.filter(series => !chart.hidden.has(series.part));

  // ---- Words ----

  // The value with all its digits, in the unit that tables take too.
  function valueText(value, unit) {
    const size = Math.abs(value);
    const fitting = units[unit].filter(([, , from]) => size >= from);
    const [symbol, factor] = size === 0 ? units[unit].find(([, , from]) => from >= 1) ?? units[unit][0] : fitting.at(-1) ?? units[unit][0];
    return `${numberText(value / factor)}\u00a0${symbol}`.trimEnd();
  }

  const numberText = value => value.toLocaleString('en', { maximumSignificantDigits: 12, useGrouping: false }).replace('-', '−');

  const rangeText = (from, to, unit) => from === to ? valueText(from, unit) : `${valueText(from, unit)} to ${valueText(to, unit)}`;

  // What a value says, a line each: what it is of, then names with figures.
  function linesOf(chart, series, i) {
    const range = rangeText(series.x[i], endOf(series, i), chart.x.unit);
    const x = `${chart.x.name}: ${range}`;
    switch (series.kind) {
      case 'lane': return [series.name, x];
      case 'bands': case 'marks': return [series.texts[i], range];
      case 'spans': return [`${series.name}: ${series.texts[i]}`, `${chart.x.name}: ${partText(chart, series, i)}`];
      case 'cells': {
        const y = `${chart.y.name}: ${rangeText(series.feet[i], series.y[i], chart.y.unit)}`;
        return [series.name, x, y, `Packets: ${numberText(series.counts[i])}`];
      }
      case 'whiskers': return [series.name, x, `${chart.y.name}: ${rangeText(series.feet[i], series.y[i], chart.y.unit)}`];
      default: return [series.name, x, `${chart.y.name}: ${valueText(series.y[i], chart.y.unit)}`];
    }
  }

  // A span of time is told by its ends, a part of a bar by its length.
  const partText = (chart, series, i) => chart.time
    ? rangeText(series.x[i], series.ends[i], chart.x.unit)
    : valueText(series.ends[i] === series.x[i] ? series.x[i] : series.ends[i] - series.x[i], chart.x.unit);

  // Where the player shows it; null where there is none, or its recording ends before.
  function leadOf(chart, series, i) {
    const packet = series.packets?.[i];
    const isPacket = Number.isFinite(packet);
    if (!player || (!isPacket && !chart.time) || (chart.time && !isPlayed(series.x[i]))) return null;
    return { packet: isPacket ? packet : null, time: Math.round(series.x[i] * 1e9), isPacket };
  }

  const isPlayed = x => x <= playedUntil;

  function lead(to) { document.dispatchEvent(new CustomEvent('netcomm-show', { detail: to })); }

  // ---- Places, in pixels of the plot ----

  const measures = { log: value => value > 0 ? Math.log10(value) : -Infinity, nines: value => -Math.log10(Math.max(1e-300, 1 - value)) };

  const shareOf = (value, [low, high], scale) => ((measures[scale]?.(value) ?? value) - low) / (high - low);

  const inPlot = share => Math.min(Math.max(share, 0), 1);

  const rangeOf = view => span && view.chart.time ? span : view.frame.x;

  const across = (view, x) => shareOf(x, rangeOf(view), view.chart.x.scale) * view.frame.width;

  const acrossIn = (view, x) => inPlot(shareOf(x, rangeOf(view), view.chart.x.scale)) * view.frame.width;

  const down = (view, y) => (1 - inPlot(shareOf(y, view.frame.y, view.chart.y.scale))) * view.frame.height;

  // Whether it is to be seen in the part of the time that is shown.
  function isWithin(view, series, i) {
    if (!span || !view.chart.time) return true;
    const until = series.kind === 'step' ? series.x[i + 1] ?? series.x[i] : endOf(series, i);
    return until >= span[0] && series.x[i] <= span[1];
  }

  // The box that a value fills; of a point it has no size.
  function boxOf(view, series, i) {
    const { frame } = view;
    const [left, right] = [acrossIn(view, series.x[i]), acrossIn(view, endOf(series, i))];
    switch (series.kind) {
      case 'lane': return { left, right, top: frame.lanes[series.part], bottom: frame.lanes[series.part] };
      case 'bands': case 'marks': return { left, right, top: 0, bottom: 0 };
      case 'spans': {
        const half = series.heights[i] / 2;
        return { left, right, top: frame.lanes[series.part] - half, bottom: frame.lanes[series.part] + half };
      }
      case 'cells': case 'whiskers': return { left, right, top: down(view, series.y[i]), bottom: down(view, series.feet[i]) };
      case 'bars': return barOf(view, series, i);
      case 'step': {
        const until = acrossIn(view, series.x[i + 1] ?? series.x[i]);
        return { left, right: until, top: down(view, series.y[i]), bottom: down(view, series.y[i]), at: left };
      }
      default: return { left, right, top: down(view, series.y[i]), bottom: down(view, series.y[i]) };
    }
  }

  // Several series of bars share each place side by side.
  function barOf(view, series, i) {
    const from = across(view, series.x[i]);
    const share = (across(view, series.ends[i]) - from) / series.places;
    const gap = share > 6 ? 1 : 0;
    const cut = x => Math.min(Math.max(x, 0), view.frame.width);
    const [left, right] = [cut(from + share * series.place + gap), cut(Math.max(from + share * (series.place + 1) - gap, from + 1))];
    const foot = series.feet ? series.feet[i] : 0;
    const [head, base] = [down(view, foot + series.y[i]), down(view, foot)];
    // However small, it is a pixel high.
    const [top, bottom] = [series.y[i] > 0 ? base - 1 : base, series.y[i] < 0 ? base + 1 : base];
    return { left, right, top: Math.min(head, top), bottom: Math.max(head, bottom) };
  }

  // Where the eye finds it: a bar at its end.
  function placeOf(view, series, i) {
    const { left, right, top, bottom, at } = boxOf(view, series, i);
    const isBar = series.kind === 'bars';
    return { x: at ?? (left + right) / 2, y: isBar ? series.y[i] < 0 ? bottom : top : (top + bottom) / 2 };
  }

  // The value that a place of the plot means; null where none is near.
  function nearest(view, x, y) {
    let [best, least] = [null, Reach];
    const outside = (value, low, high) => Math.max(low - value, 0, value - high);
    for (const series of shownOf(view.chart)) {
      if (series.kind === 'bands' || series.kind === 'marks') continue;
      for (const i of series.order) {
        if (!isWithin(view, series, i)) continue;
        const { left, right, top, bottom } = boxOf(view, series, i);
        // A bar is meant by its whole column.
        const aside = outside(y, top, bottom) * (series.kind === 'bars' ? 0.25 : 1);
        const distance = Math.hypot(outside(x, left, right), aside);
        if (distance < least) [best, least] = [{ series, i }, distance];
      }
    }
    return best ?? bandsAt(view, x)[0] ?? null;
  }

  // What is shaded or marked at a place.
  function bandsAt(view, x) {
    const found = [];
    for (const series of shownOf(view.chart).filter(({ kind }) => kind === 'bands' || kind === 'marks'))
      for (const i of series.order) {
        const { left, right } = boxOf(view, series, i);
        if (isWithin(view, series, i) && x >= left - 3 && x <= right + 3) found.push({ series, i });
      }
    return found;
  }

  // ---- The page ----

  function element(name, properties, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties))
      if (key.includes('-') || key === 'role') made.setAttribute(key, value); else made[key] = value;
    made.append(...children);
    return made;
  }

  function shape(name, attributes, parent) {
    const made = document.createElementNS(Svg, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent?.append(made);
    return made;
  }

  function build(chart) {
    const pictures = [...chart.figure.querySelectorAll('svg.netcomm-chart')];
    chart.title = pictures[0].querySelector('title').textContent;
    chart.views = pictures.map((svg, i) => viewOf(chart, svg, chart.frames[i], i));
    chart.figure.querySelector('figcaption').before(toolsOf(chart));
  }

  function viewOf(chart, svg, frame, index) {
    const box = element('div', { className: 'explored' });
    svg.replaceWith(box);
    const { width, height } = svg.viewBox.baseVal;
    const hover = shape('g', { class: 'chart-hover' }, svg);
    const tip = element('div', { className: 'chart-tip', hidden: true });
    const plot = element('div', {
      className: 'chart-plot', tabIndex: 0, role: 'application', 'aria-roledescription': 'chart',
      'aria-label': `Values: ${chart.title}`, 'aria-describedby': `chart-keys-${charts.indexOf(chart)}`,
    });
    const view = { chart, svg, frame, box, hover, tip, plot, width, height, current: null, saved: new Map(), index };
    put(view, plot, frame.left, frame.top, frame.width, frame.foot);
    view.toggles = (frame.legend ?? []).map(([part, name, ...room]) => {
      const toggle = element('button', { type: 'button', className: 'chart-legend', 'aria-pressed': 'true', 'aria-label': name });
      toggle.title = `Hide or show: ${name}`;
      toggle.dataset.toggles = part;
      toggle.addEventListener('click', () => switchPart(chart, part));
      put(view, toggle, ...room);
      return toggle;
    });
    box.append(svg, ...view.toggles, plot, tip);
    listen(view);
    return view;
  }

  // In pixels of the picture, of whatever size that is shown.
  function put({ width, height }, item, left, top, itemWidth, itemHeight) {
    const share = (part, of) => `${part / of * 100}%`;
    Object.assign(item.style, {
      left: share(left, width), top: share(top, height), width: share(itemWidth, width), height: share(itemHeight, height),
    });
  }

  function toolsOf(chart) {
    const keys = element('p', { className: 'keys', id: `chart-keys-${charts.indexOf(chart)}`, hidden: true }, ...keysText(chart));
    const help = element('button', { type: 'button', 'aria-expanded': 'false' }, 'Keys');
    help.addEventListener('click', () => {
      keys.hidden = !keys.hidden;
      help.setAttribute('aria-expanded', String(!keys.hidden));
    });
    const button = (text, onclick) => element('button', { type: 'button', onclick }, text);
    chart.zoomIn = button('Zoom in', () => zoomBy(chart.views[0], 0.5));
    chart.zoomOut = button('Zoom out', () => zoomBy(chart.views[0], 2));
    chart.whole = element('button', { type: 'button', className: 'whole', hidden: true, onclick: () => {
      look(null);
      chart.zoomIn.focus();
    } }, 'Whole run');
    chart.shows = element('span', {});
    const zoom = chart.time ? [chart.zoomIn, chart.zoomOut, chart.whole, chart.shows] : [];
    return element('div', { className: 'chart-tools', role: 'group', 'aria-label': `Controls: ${chart.title}` }, ...zoom, help, keys);
  }

  function keysText({ time }) {
    const keys = (...names) => names.flatMap(name => [element('kbd', {}, name), ' ']);
    const leads = player && time;
    return [
      ...(time ? ['Drag over the chart to zoom in all charts over time. '] : []),
      ...(leads ? ['Click a value to see it in the player. '] : []),
      'On the chart ', ...keys('←', '→'), 'go from value to value, ', ...keys('↑', '↓'), 'from series to series, ',
      ...keys('Home', 'End'), 'to the first and the last', ...(leads ? [', ', ...keys('Enter'), 'to the player'] : []),
      ...(time ? ['; ', ...keys('+', '−'), 'zoom, ', ...keys('Shift ←', 'Shift →'), 'move along, '] : []),
      ...(time ? [...keys('0'), 'shows the whole run'] : []),
      '; ', ...keys('Esc'), 'closes.',
    ];
  }

  // ---- Pointing ----

  function show(view, found, how, at) {
    hide(view);
    if (!found) return;
    view.current = found;
    const { chart, frame, hover, tip, box } = view;
    const place = placeOf(view, found.series, found.i);
    const [x, y] = [frame.left + place.x, frame.top + place.y];
    shape('path', { class: 'chart-cross', d: `M${round(x)} ${frame.top}V${frame.top + frame.foot}` }, hover);
    shape('circle', { class: 'chart-ring', cx: round(x), cy: round(y), r: 6 }, hover);
    const lines = linesOf(chart, found.series, found.i);
    const others = bandsAt(view, at ?? place.x).filter(({ series, i }) => series !== found.series || i !== found.i).slice(0, 3);
    const around = others.map(({ series, i }) => `${series.texts[i]}, ${rangeText(series.x[i], endOf(series, i), chart.x.unit)}`);
    const to = leadOf(chart, found.series, found.i);
    const isCut = player && chart.time && !isPlayed(found.series.x[found.i]);
    const say = (className, text) => element('p', { className }, text);
    tip.replaceChildren(
      say('name', lines[0]), ...lines.slice(1).map(line => say('value', line)), ...around.map(line => say('more', line)),
      ...(to ? [say('more lead', `${how}: see ${to.isPacket ? 'this packet' : 'this time'} in the player`)] : []),
      ...(isCut ? [say('more', `The player ends at ${valueText(Number(playedUntil.toPrecision(4)), chart.x.unit)}.`)] : []));
    tip.classList.toggle('touched', how === 'Tap here');
    tip.hidden = false;
    const scale = box.clientWidth / view.width;
    const isLeft = x > view.width * 0.5;
    const left = isLeft ? x * scale - tip.offsetWidth - 14 : x * scale + 14;
    tip.style.left = `${Math.max(0, Math.min(left, box.clientWidth - tip.offsetWidth))}px`;
    tip.style.top = `${Math.max(0, y * scale - tip.offsetHeight - 10)}px`;
    if (how === 'Enter') said.textContent = [...lines, ...around].join(', ');
  }

  function hide(view) {
    view.current = null;
    view.hover.replaceChildren();
    view.tip.hidden = true;
  }

  function listen(view) {
    const { plot, tip, frame } = view;
    let pressed = null;               // where: { x, isDrag }
    const at = ({ clientX, clientY }) => {
      const room = plot.getBoundingClientRect();
      return { x: (clientX - room.left) / room.width * frame.width, y: (clientY - room.top) / room.height * frame.foot };
    };
    const point = (event, how) => {
      const { x, y } = at(event);
      show(view, nearest(view, x, y), how, x);
    };
    plot.addEventListener('pointerdown', event => {
      if (event.button !== 0) return;
      pressed = { x: at(event).x, isDrag: false };
      if (event.pointerType === 'mouse') plot.setPointerCapture(event.pointerId);
    });
    plot.addEventListener('pointermove', event => {
      const isMouse = event.pointerType === 'mouse';
      if (pressed && isMouse && view.chart.time && Math.abs(at(event).x - pressed.x) > Drag) pressed.isDrag = true;
      if (pressed?.isDrag) showPicked(view, pressed.x, at(event).x);
      else point(event, isMouse ? 'Click' : 'Tap here');
    });
    plot.addEventListener('pointerup', event => {
      const begun = pressed;
      pressed = null;
      if (begun?.isDrag) {
        hide(view);
        look([begun.x, at(event).x].map(x => timeAt(view, x)).sort((a, b) => a - b));
      } else if (event.pointerType !== 'mouse') point(event, 'Tap here');
      else if (begun) leadFrom(view);
    });
    plot.addEventListener('pointercancel', () => { pressed = null; });
    plot.addEventListener('pointerleave', event => { if (event.pointerType === 'mouse' && !pressed?.isDrag) hide(view); });
    plot.addEventListener('blur', () => hide(view));
    plot.addEventListener('keydown', event => { if (onKey(view, event)) event.preventDefault(); });
    // Without this the chart would lose the focus, and the tip would close before it is tapped.
    tip.addEventListener('pointerdown', event => event.preventDefault());
    tip.addEventListener('pointerup', () => leadFrom(view));
  }

  const timeAt = (view, x) => {
    const [from, to] = rangeOf(view);
    return from + (to - from) * inPlot(x / view.frame.width);
  };

  function showPicked(view, from, to) {
    hide(view);
    const [left, right] = [from, to].map(x => inPlot(x / view.frame.width) * view.frame.width).sort((a, b) => a - b);
    const { frame, hover } = view;
    shape('rect', { class: 'chart-picked', x: frame.left + left, y: frame.top, width: right - left, height: frame.foot }, hover);
  }

  function leadFrom(view) {
    const to = view.current && leadOf(view.chart, view.current.series, view.current.i);
    if (!to) return;
    hide(view);
    lead(to);
  }

  // ---- Keys ----

  function onKey(view, { key, shiftKey, altKey, ctrlKey, metaKey }) {
    if (altKey || ctrlKey || metaKey) return false;
    const isZoom = view.chart.time && ['+', '=', '-', '−', '0'].includes(key);
    if (isZoom) key === '0' ? look(null) : zoomBy(view, key === '+' || key === '=' ? 0.5 : 2);
    else if (shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) moveAlong(key === 'ArrowLeft' ? -0.25 : 0.25);
    else if (key === 'ArrowLeft' || key === 'ArrowRight') step(view, key === 'ArrowLeft' ? -1 : 1);
    else if (key === 'ArrowUp' || key === 'ArrowDown') change(view, key === 'ArrowUp' ? -1 : 1);
    else if (key === 'Home' || key === 'End') step(view, key === 'Home' ? -Infinity : Infinity);
    else if (key === 'Enter' || key === ' ') leadFrom(view);
    else if (key === 'Escape') view.current ? hide(view) : look(null);
    else return false;
    return true;
  }

  const stepsOf = (view, series) => series.order.filter(i => isWithin(view, series, i));

  function step(view, by) {
    const series = view.current?.series ?? shownOf(view.chart).find(one => stepsOf(view, one).length > 0);
    if (!series) return;
    const steps = stepsOf(view, series);
    const place = view.current ? steps.indexOf(view.current.i) : by > 0 ? -1 : 1;
    show(view, { series, i: steps[Math.min(Math.max(place + by, 0), steps.length - 1)] }, 'Enter');
  }

  // To another series, where it is at the same place.
  function change(view, by) {
    if (!view.current) return step(view, 1);
    const all = shownOf(view.chart).filter(series => stepsOf(view, series).length > 0);
    const series = all[(all.indexOf(view.current.series) + by + all.length) % all.length];
    const x = view.current.series.x[view.current.i];
    const i = stepsOf(view, series).reduce((best, each) => Math.abs(series.x[each] - x) < Math.abs(series.x[best] - x) ? each : best);
    show(view, { series, i }, 'Enter');
  }

  // ---- Series ----

  function switchPart(chart, part) {
    const isHidden = !chart.hidden.delete(part);
    if (isHidden) chart.hidden.add(part);
    for (const view of chart.views) {
      for (const drawn of view.svg.querySelectorAll(`[data-part="${part}"]`)) drawn.style.display = isHidden ? 'none' : '';
      for (const toggle of view.toggles) if (toggle.dataset.toggles === part) toggle.setAttribute('aria-pressed', String(!isHidden));
      if (view.current?.series.part === part) hide(view);
    }
  }

  // ---- A part of the time ----

  function zoomBy(view, factor) {
    const [from, to] = span ?? whole;
    const middle = view.current ? view.current.series.x[view.current.i] : (from + to) / 2;
    const current = view.current;
    look([middle - (middle - from) * factor, middle + (to - middle) * factor]);
    if (current && isWithin(view, current.series, current.i)) show(view, current, 'Enter');
  }

  function moveAlong(share) {
    if (!span) return;
    const by = (span[1] - span[0]) * share;
    const held = Math.min(Math.max(by, whole[0] - span[0]), whole[1] - span[1]);
    look([span[0] + held, span[1] + held]);
  }

  // All charts over time show the same part.
  function look(part) {
    const least = (whole[1] - whole[0]) * Shortest;
    let [from, to] = part ?? whole;
    if (to - from < least) [from, to] = [(from + to - least) / 2, (from + to + least) / 2];
    [from, to] = [Math.max(from, whole[0]), Math.min(to, whole[1])];
    span = from <= whole[0] && to >= whole[1] ? null : [from, to];
    for (const chart of overTime) {
      chart.whole.hidden = !span;
      chart.shows.textContent = span ? roughText(chart) + thinnedText(chart) : '';
      for (const view of chart.views) {
        hide(view);
        restore(view);
        if (span) redraw(view);
      }
    }
    said.textContent = span ? `Charts over time show ${roughText(overTime[0])}.` : 'Charts over time show the whole run.';
  }

  // Enough digits to tell both ends apart.
  function roughText({ x: { unit } }) {
    const grain = 10 ** Math.floor(Math.log10((span[1] - span[0]) / 100));
    return rangeText(...span.map(at => Math.round(at / grain) * grain), unit);
  }

  // Of many values the page has those that the whole picture tells apart.
  function thinnedText({ series }) {
    const thinned = series.filter(({ of }) => of).map(({ name, of, order }) => `${name}: ${order.length} of ${of} values`);
    return thinned.length > 0 ? ` (${thinned.join(', ')})` : '';
  }

  function replacePath(view, path, commands) {
    if (!path) return;
    if (!view.saved.has(path)) view.saved.set(path, path.getAttribute('d'));
    path.setAttribute('d', commands);
  }

  function replaceTexts(view, group, labels) {
    if (!group) return;
    if (!view.saved.has(group)) view.saved.set(group, [...group.childNodes]);
    group.replaceChildren();
    for (const { x, y, text } of labels) shape('text', { x: round(x), y: round(y) }, group).textContent = text;
  }

  function restore(view) {
    for (const [item, before] of view.saved)
      typeof before === 'string' ? item.setAttribute('d', before) : item.replaceChildren(...before);
    view.saved.clear();
  }

  const round = pixels => Math.round(pixels * 10) / 10;

  const pathsIn = (view, part) => [...view.svg.querySelectorAll(`[data-part="${part}"] > path`)];

  const textsIn = (view, part) => view.svg.querySelector(`[data-part="${part}"] > g`);

  function redraw(view) {
    drawTicks(view);
    drawMarks(view);
    for (const series of [...view.chart.series, ...view.chart.bands]) drawSeries(view, series);
  }

  function drawTicks(view) {
    const { frame, height } = view;
    const [, , factor, offset] = frame.x;
    const [low, high] = span.map(at => (at - offset) / factor);
    const { ticks, decimals } = ticksOf(low, high, frame.width);
    const places = ticks.map(tick => ({ x: frame.left + (tick - low) / (high - low) * frame.width, text: tickText(tick, decimals) }));
    const foot = frame.top + frame.foot;
    replacePath(view, pathsIn(view, 'x-grid')[0], places.map(({ x }) => `M${round(x)} ${frame.top}V${foot}`).join(''));
    replacePath(view, pathsIn(view, 'x-ticks')[0], places.map(({ x }) => `M${round(x)} ${foot}v5`).join(''));
    const group = textsIn(view, 'x-ticks') ?? view.svg.querySelector('g[data-part="x-ticks"]');
    const y = Number(group?.querySelector('text')?.getAttribute('y') ?? height);
    replaceTexts(view, group, places.map(place => ({ ...place, y })));
  }

  // Multiples of 1, 2 or 5 times a power of ten, as many as have room.
  function ticksOf(low, high, width) {
    for (let most = Math.min(Math.max(Math.floor(width / TickRoom), 1), 12); ; most--) {
      const least = (high - low) / most;
      const power = Math.floor(Math.log10(least) + 1e-9);
      const digit = [1, 2, 5, 10].find(each => each * 10 ** power >= least * (1 - 1e-9));
      const [step, decimals] = [digit * 10 ** power, Math.max(0, digit === 10 ? -power - 1 : -power)];
      const ticks = [];
      for (let count = Math.ceil(low / step - 1e-9); count * step <= high + step * 1e-9; count++) ticks.push(count * step);
      const widest = Math.max(0, ...ticks.map(tick => tickText(tick, decimals).length)) * Letter + 12;
      if (most === 1 || widest < step / (high - low) * width) return { ticks, decimals };
    }
  }

  // Thousands are set apart.
  function tickText(tick, decimals) {
    const [whole, rest] = tick.toFixed(Math.min(decimals, 20)).replace('-', '−').split('.');
    const apart = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
    return rest ? `${apart}.${rest}` : apart;
  }

  // Lines at what changed, each with its label, in rows where they have room.
  function drawMarks(view) {
    const { frame, chart, width } = view;
    if (!frame.rows) return;
    const labelled = [...chart.marks, ...chart.bands.filter(bands => bands.labelled)];
    const all = labelled.flatMap(series => series.x.map((x, i) => ({ from: x, to: endOf(series, i), text: series.texts[i], series, i })))
      .sort((a, b) => a.from + a.to - b.from - b.to);
    const places = new Set(all.flatMap(({ from, to }) => [from, to]).filter(at => at >= span[0] && at <= span[1])
      .map(at => Math.round(across(view, at) * 2) / 2));
    const foot = frame.top + frame.foot;
    replacePath(view, pathsIn(view, 'marks')[0], [...places].map(x => `M${round(frame.left + x)} ${frame.top - 4}V${foot}`).join(''));
    const ends = Array(frame.rows).fill(-Infinity);
    const labels = [];
    all.forEach(({ from, to, text, series, i }, number) => {
      if (!isWithin(view, series, i)) return;
      const shown = frame.keys ? String(number + 1) : text;
      const half = shown.length * Letter / 2;
      const middle = frame.left + (acrossIn(view, from) + acrossIn(view, to)) / 2;
      const x = Math.min(Math.max(middle, 12 + half), width - 12 - half);
      const row = ends.findIndex(end => end + 8 <= x - half);
      if (row < 0) return;
      ends[row] = x + half;
      labels.push({ x, y: frame.top - 8 - row * MarkRow, text: shown });
    });
    replaceTexts(view, textsIn(view, 'marks'), labels);
  }

  function drawSeries(view, series) {
    const paths = pathsIn(view, series.part);
    const within = series.order.filter(i => isWithin(view, series, i));
    const boxes = (some, least = 0) => some.map(i => rectangle(view, boxOf(view, series, i), least)).join('');
    const markers = () => within.map(i => placeOf(view, series, i))
      .map(({ x, y }) => `M${round(view.frame.left + x)} ${round(view.frame.top + y)}${series.marker}`).join('');
    switch (series.kind) {
      case 'line': case 'step':
        replacePath(view, paths[0], series.kind === 'line' ? lineOf(view, series) : stepsPath(view, series));
        return replacePath(view, paths[1], markers());
      case 'points': case 'lane': return replacePath(view, paths[0], markers());
      case 'bars': return replacePath(view, paths[0], boxes(within.filter(i => series.y[i] !== 0)));
      case 'cells': {
        let first = 0;
        return series.shades.forEach((count, shade) => {
          replacePath(view, paths[shade], boxes(within.filter(i => i >= first && i < first + count)));
          first += count;
        });
      }
      case 'bands': {
        const room = (top, bottom) => within.map(i => rectangle(view, { ...boxOf(view, series, i), top, bottom }, 2)).join('');
        replacePath(view, paths[0], room(0, view.frame.foot));
        return replacePath(view, paths[1], room(-5, -1));
      }
      default:
        series.x.forEach((x, i) => replacePath(view, paths[i], within.includes(i) ? boxes([i], 2) : ''));
        for (const text of view.svg.querySelectorAll(`[data-part="${series.part}"] > g`)) replaceTexts(view, text, []);
    }
  }

  function rectangle({ frame }, { left, right, top, bottom }, least) {
    const wide = Math.max(0, least - (right - left)) / 2;
    const [x, end] = [frame.left + left - wide, frame.left + right + wide].map(round);
    return `M${x} ${round(frame.top + top)}H${end}V${round(frame.top + bottom)}H${x}z`;
  }

  // Cut at the ends of the part that is shown.
  function lineOf(view, { x, y }) {
    const { left, top } = view.frame;
    const at = ([px, py]) => `${round(left + px)} ${round(top + py)}`;
    const points = x.map((each, i) => [across(view, each), down(view, y[i])]);
    let commands = '';
    for (let i = 0; i + 1 < points.length; i++) {
      const [from, to] = [points[i], points[i + 1]];
      if (Number.isNaN(y[i]) || Number.isNaN(y[i + 1]) || to[0] < 0 || from[0] > view.frame.width) continue;
      const cut = px => to[0] === from[0] ? from : [px, from[1] + (to[1] - from[1]) * (px - from[0]) / (to[0] - from[0])];
      commands += `M${at(from[0] < 0 ? cut(0) : from)}L${at(to[0] > view.frame.width ? cut(view.frame.width) : to)}`;
    }
    return commands;
  }

  function stepsPath(view, { x, y }) {
    const { left, top } = view.frame;
    let commands = '';
    let isDown = false;
    for (let i = 0; i < x.length; i++) {
      const until = x[i + 1] ?? x[i];
      if (Number.isNaN(y[i]) || until < span[0] || x[i] > span[1]) {
        isDown = false;
        continue;
      }
      const height = round(top + down(view, y[i]));
      commands += isDown ? `V${height}` : `M${round(left + acrossIn(view, x[i]))} ${height}`;
      commands += until === x[i] && !isDown ? 'h.1' : `H${round(left + acrossIn(view, until))}`;
      isDown = until <= span[1];
    }
    return commands;
  }

  for (const chart of charts) build(chart);
  document.body.append(said);
})();
