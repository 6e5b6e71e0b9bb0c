// Plays a run: where every packet is at an instant, what just happened, what is in packets and which sockets are open.
// The recording is a list of moments in order of time; the player stands behind one of them, its clock there or on the way to the next.
(() => {
  const Waits = 0, Begins = 1, Arrives = 2, Lost = 3, Other = 4;
  const Fault = 0, Received = 1, GivenUp = 2;
  const MostListed = 12;              // packets in the list
  const MostNamed = 20;               // packets in the picture; of more, only those that something happens to
  const TryReaches = 0.35;            // how far along its line a try is drawn that collides
  const CrossesStay = 6;              // moments
  const PanesEvery = 150;             // ms: how often lists change while playing
  const Pauses = [2, 0.5, 0.1];       // s from one event to the next
  const Wanted = 60;                  // s that the run takes at the speed it begins with
  const Longest = 3600;               // s; slower is no choice

  const root = document.getElementById('player-root');
  const stage = document.getElementById('player-stage');
  const isStill = matchMedia('(prefers-reduced-motion: reduce)');
  const isDark = matchMedia('(prefers-color-scheme: dark)');
  const isNarrow = matchMedia('screen and (max-width: 34rem)');
  const run = read(JSON.parse(document.getElementById('player-data').textContent));
  const speeds = speedsOf(run);

  // Where the player stands.
  let moment = -1;                    // the last that has happened; -1 at the beginning
  let clock = 0;                      // nanoseconds
  let speed = firstOf(speeds);
  let isPlaying = false;
  let chosen = null;                  // { hop } or { node }
  const active = new Set();           // hops under way or waiting
  let waited = 0;                     // the share of the pause behind a moment that is over
  let drawn = [];                     // where packets are on the canvas, for those who click
  let view = run.views[0];
  let scale = 1;                      // CSS pixels per unit of the view
  const items = new Map();            // by hop, its line in the list

  // ---- Speeds ----

  // From event to event in equal pauses, or time at a rate; each with how long the run then takes.
  function speedsOf({ moments, end }) {
    const seconds = end / 1e9;
    const rates = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1000].concat(seconds > 0 ? [roundRate(seconds / Wanted)] : []);
    const paced = rates.filter((rate, i) => rates.indexOf(rate) === i && seconds / rate >= 1 && seconds / rate <= Longest).sort((a, b) => a - b);
    return [
      ...Pauses.map(pause => ({ pause, name: `one event every ${pause} s`, length: pause * moments.length })),
      ...paced.map(rate => ({ rate, name: rateText(rate), length: seconds / rate })),
    ];
  }

  // About a minute: event by event where that suits, since it shows each; else at a rate.
  function firstOf(speeds) {
    const distance = ({ length }) => Math.abs(Math.log(length / Wanted));
    const nearest = some => some.reduce((best, each) => distance(each) < distance(best) ? each : best);
    const [byEvents, byTime] = [speeds.filter(({ pause }) => pause), speeds.filter(({ rate }) => rate)];
    const step = nearest(byEvents);
    return step.length <= 2 * Wanted || byTime.length === 0 ? step : nearest(byTime);
  }

  // 1, 2 or 5 times a power of ten.
  function roundRate(rate) {
    const power = Math.floor(Math.log10(rate));
    const digit = [1, 2, 5, 10].find(each => each >= rate / 10 ** power - 1e-9);
    return power < 0 ? digit / 10 ** -power : digit * 10 ** power;
  }

  function rateText(rate) {
    if (rate === 1) return 'real time';
    const times = Math.round(Math.max(rate, 1 / rate)).toString().replace(/\B(?=(\d{3})+$)/g, '\u202f');
    return rate > 1 ? `${times} × real time` : `1/${times} of real time`;
  }

  const lengthText = seconds => seconds < 100 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;

  // ---- The recording ----

  function read(json) {
    const { moments, hops, packets } = json;
    const owners = new Map(json.owners.map(([name, light, dark]) => [name, { light, dark }]));
    const run = {
      end: json.end, views: json.views, events: json.events, ethernet: json.ethernet,
      nodes: json.nodes.map(([name, kind, symbol, addresses]) => ({ name, kind, symbol, addresses })),
      directions: json.directions.map(([medium, from, to, line, isBack]) => ({ medium, from, to, line, isBack })),
      sockets: json.sockets.map(([node, protocol, local, peer, owner, opened, closed, states]) => ({ node, protocol, local, peer, owner, opened, closed, states })),
      packets: packets.label.map((label, i) => ({ label, colour: owners.get(packets.owner[i]), owner: packets.owner[i], bytes: packets.bytes[i], size: packets.size[i] })),
      hops: hops.direction.map((direction, i) => ({
        direction, packet: hops.packet[i], transmission: hops.transmission[i], ttl: hops.ttl[i], ethernet: hops.ethernet[i], loss: hops.loss[i],
        since: null, start: null, end: null,
      })),
      moments: [],
    };
    for (const index of hops.copies) run.hops[index].isCopy = true;
    for (const index of hops.tries) run.hops[index].isTry = true;
    let number = 0;
    run.packets.forEach((packet, i) => { packet.number = number += packets.number[i]; });
    let time = 0;
    moments.time.forEach((step, i) => {
      time += step;
      const [kind, index] = [moments.what[i] % 5, Math.floor(moments.what[i] / 5)];
      run.moments.push({ time, kind, index });
      if (kind === Other) return;
      const hop = run.hops[index];
      if (kind === Waits) hop.since = time;
      else if (kind === Begins) hop.start = time;
      else hop.end = time;
    });
    return run;
  }

  const labelOf = hop => run.packets[hop.packet].label + (hop.isCopy ? ' (copy)' : '');
  const wayOf = hop => run.directions[hop.direction];
  const bytesOf = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));

  function sentenceOf({ kind, index }) {
    if (kind === Other) return eventSentence(run.events[index]);
    const hop = run.hops[index];
    const { medium, from, to } = wayOf(hop);
    const line = medium === from || medium === to || medium === `${from}--${to}` || medium === `${to}--${from}` ? '' : ` over ${medium}`;
    switch (kind) {
      case Waits: return `${from} queues ${labelOf(hop)} for ${to}${line}.`;
      case Begins: return hop.isCopy ? `A copy of ${run.packets[hop.packet].label} is made on the way from ${from} to ${to}${line}.` : `${from} sends ${labelOf(hop)} to ${to}${line}.`;
      case Arrives: return `${labelOf(hop)} arrives at ${to} from ${from}${line}.`;
      default: return hop.isTry ? `At ${from}, ${labelOf(hop)} collides${line} (${hop.loss}): a jam, a back-off, a new try.` : `${labelOf(hop)} from ${from} to ${to} is lost${line}${hop.loss === 'lost' ? '' : `: ${hop.loss}`}.`;
    }
  }

  function eventSentence([kind, node, packet, text]) {
    const name = node < 0 ? '' : run.nodes[node].name;
    switch (kind) {
      case Fault: return `Timeline: ${text}.`;
      case Received: return `A socket of ${name} takes ${run.packets[packet].label}.`;
      case GivenUp: return `${name} gives ${run.packets[packet].label} up: ${text}.`;
      default: return `On ${name}, ${text}`;
    }
  }

  // Nanoseconds in the unit that fits.
  function timeText(time) {
    const [size, unit, digits] = time >= 1e9 ? [1e9, 's', 6] : time >= 1e6 ? [1e6, 'ms', 4] : time >= 1e3 ? [1e3, 'µs', 3] : [1, 'ns', 0];
    return time === 0 ? '0 s' : `${Number((time / size).toFixed(digits))} ${unit}`;
  }

  // ---- The page ----

  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties))
      if (key.includes('-') || key === 'role' || key === 'scope' || key === 'for') made.setAttribute(key, value);
      else made[key] = value;
    made.append(...children);
    return made;
  }

  function build() {
    const canvas = element('canvas', { 'aria-hidden': 'true' });
    const hosts = run.nodes.map((node, i) => element('button', { type: 'button', 'aria-label': `${node.name}: sockets`, 'aria-pressed': 'false', title: `${node.name} ${node.addresses}`, onclick: () => choose({ node: i }) }));
    // Hosts that share a symbol share its button: the first's.
    hosts.forEach((host, i) => { if (run.nodes.findIndex(node => node.symbol === run.nodes[i].symbol) !== i) host.hidden = true; });
    stage.append(canvas, ...hosts);

    const time = element('strong');
    const sentence = element('span', { id: 'player-sentence', 'aria-live': 'polite' });
    const scrubber = element('input', { type: 'range', min: 0, max: 1000, step: 'any', value: 0, 'aria-label': 'Time' });
    const faults = run.moments.filter(({ kind, index }) => kind === Other && run.events[index][0] === Fault);
    const track = element('div', { className: 'track' }, ...faults.map(({ time, index }) => mark(time, run.events[index][3])), scrubber);
    const first = button('Start', 'Back to the start', () => { pause(); seek(0); });
    const back = button('← Step', 'Step back', () => step(-1));
    const play = button('▶ Play', 'Play', () => isPlaying ? pause() : start());
    const on = button('Step →', 'Step forward', () => step(1));
    play.className = 'play';
    const choice = element('select', { 'aria-label': 'Speed' },
      ...speeds.map((each, i) => element('option', { value: i, selected: each === speed }, `${each.name} (${lengthText(each.length)})`)));
    const underWay = element('ul', { className: 'under-way', 'aria-labelledby': 'player-under-way' });
    const pane = element('div', { id: 'player-pane' });
    root.setAttribute('role', 'group');
    root.setAttribute('aria-labelledby', 'player-h');
    root.tabIndex = 0;
    root.dataset.end = run.end;
    root.append(
      element('p', { className: 'now' }, time, sentence), track,
      element('div', { className: 'controls', role: 'group', 'aria-label': 'Controls' }, first, back, play, on, choice),
      ...(faults.length > 0 ? [element('ul', { className: 'marks', 'aria-label': 'Faults and other changes' }, ...faults.slice(0, MostListed).map(({ time, index }) => element('li', {},
        element('button', { type: 'button', onclick: () => { pause(); seek(time); } }, `${timeText(time)}: ${run.events[index][3]}`))))] : []),
      element('p', { className: 'keys' }, ...keysText()),
      element('div', { className: 'panes' },
        element('div', {}, element('h3', { id: 'player-under-way' }, 'Packets in flight'), underWay),
        element('div', {}, pane)));
    return { canvas, pen: canvas.getContext('2d'), hosts, time, sentence, scrubber, first, back, play, on, choice, underWay, pane };
  }

  const button = (text, name, onclick) => element('button', { type: 'button', 'aria-label': name, title: name, onclick }, text);

  function keysText() {
    const key = name => element('kbd', {}, name);
    return ['Keys: ', key('Space'), ' plays and pauses, ', key('←'), ' and ', key('→'), ' step from event to event, ', key('Home'), ' and ', key('End'), ' go to either end.'];
  }

  function mark(time, text) {
    const made = element('i', { title: `${timeText(time)}: ${text}`, 'aria-hidden': 'true' });
    made.style.left = `calc(.5rem + (100% - 1rem) * ${run.end === 0 ? 0 : time / run.end})`;
    return made;
  }

  // A chart asks for the packet of a point, where the recording has it, else for its time.
  function showAsked({ detail: { packet, time } }) {
    pause();
    const hop = run.hops.findIndex(hop => run.packets[hop.packet].number === packet && !hop.isCopy);
    const begun = run.moments.findIndex(({ kind, index }) => kind !== Other && index === hop);
    if (begun >= 0) {
      moveTo(begun);
      clock = run.moments[begun].time;
      show();
      choose({ hop });
    } else seek(time);
    root.closest('section').scrollIntoView();
    root.focus({ preventScroll: true });
  }

  function listen() {
    document.addEventListener('netcomm-show', showAsked);
    page.scrubber.addEventListener('input', () => { pause(); seek(page.scrubber.value / 1000 * run.end); });
    page.choice.addEventListener('change', () => { speed = speeds[page.choice.value]; });
    stage.addEventListener('click', chooseAt, true);
    root.addEventListener('keydown', onKey);
    new ResizeObserver(() => { fit(); draw(); }).observe(stage);
    for (const query of [isDark, isNarrow]) query.addEventListener('change', () => { fit(); draw(); });
  }

  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target === page.choice) return;
    const isScrubber = event.target === page.scrubber;
    const takesSpace = event.target.closest('button, summary');
    if (event.key === ' ' && !takesSpace) isPlaying ? pause() : start();
    else if (event.key === 'ArrowRight' && !isScrubber) step(1);
    else if (event.key === 'ArrowLeft' && !isScrubber) step(-1);
    else if (event.key === 'Home') { pause(); seek(0); }
    else if (event.key === 'End') { pause(); seek(run.end); }
    else return;
    event.preventDefault();
  }

  // ---- Moving in time ----

  // Goes on or back to a moment, so that 'active' holds what is under way behind it.
  function moveTo(target) {
    for (; moment < target; moment++) apply(run.moments[moment + 1], true);
    for (; moment > target; moment--) apply(run.moments[moment], false);
  }

  function apply({ kind, index }, isForward) {
    if (kind === Other) return;
    const hop = run.hops[index];
    if (kind === Waits) isForward ? active.add(index) : active.delete(index);
    else if (kind === Begins) isForward ? active.add(index) : hop.since === null ? active.delete(index) : active.add(index);
    else if (isForward) active.delete(index);
    else if (hop.since !== null || hop.start !== null) active.add(index);
  }

  // The last moment until a time, by halving.
  function momentAt(time) {
    let [low, high] = [0, run.moments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (run.moments[middle].time <= time) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function seek(time) {
    clock = Math.min(Math.max(time, 0), run.end);
    moveTo(clock === 0 ? -1 : momentAt(clock));
    show();
  }

  function step(by) {
    pause();
    moveTo(Math.min(Math.max(moment + by, -1), run.moments.length - 1));
    clock = moment < 0 ? 0 : run.moments[moment].time;
    show();
  }

  function start() {
    if (moment >= run.moments.length - 1) seek(0);
    isPlaying = true;
    waited = 0;
    page.sentence.setAttribute('aria-live', 'off');
    showPlay();
    let before = performance.now();
    let shown = 0;
    const frame = now => {
      if (!isPlaying) return;
      // A tab that was in the background goes on where it was.
      advance(Math.min(now - before, 250) / 1000);
      before = now;
      draw();
      if (now - shown > PanesEvery) { shown = now; showText(); showPanes(); }
      if (moment >= run.moments.length - 1 && clock >= run.end) return pause();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  function pause() {
    if (!isPlaying) return;
    isPlaying = false;
    showPlay();
    show();
    page.sentence.setAttribute('aria-live', 'polite');
  }

  function advance(seconds) {
    if (speed.rate) {
      clock = Math.min(clock + seconds * 1e9 * speed.rate, run.end);
      moveTo(momentAt(clock));
      return;
    }
    // From moment to moment in equal pauses, however far apart they are.
    const last = run.moments.length - 1;
    waited += seconds / speed.pause;
    for (; waited >= 1 && moment < last; waited--) moveTo(moment + 1);
    if (moment === last) { clock = run.end; return; }
    const from = moment < 0 ? 0 : run.moments[moment].time;
    clock = from + (run.moments[moment + 1].time - from) * (isStill.matches ? 0 : waited);
  }

  // ---- Showing ----

  function show() { draw(); showText(); showPanes(); }

  function showPlay() {
    page.play.textContent = isPlaying ? '❚❚ Pause' : '▶ Play';
    page.play.setAttribute('aria-label', isPlaying ? 'Pause' : 'Play');
    page.play.title = isPlaying ? 'Pause' : 'Play';
  }

  function showText() {
    page.time.textContent = `${timeText(Math.round(clock))} of ${timeText(run.end)} · event ${moment + 1} of ${run.moments.length}`;
    page.sentence.textContent = moment < 0 ? 'The run begins.' : sentenceOf(run.moments[moment]);
    page.scrubber.value = run.end === 0 ? 0 : clock / run.end * 1000;
    page.scrubber.setAttribute('aria-valuetext', `${timeText(Math.round(clock))} of ${timeText(run.end)}`);
    page.first.disabled = page.back.disabled = moment < 0 && clock === 0;
    page.on.disabled = moment >= run.moments.length - 1;
  }

  // Packets under way, and the one to which something just happened; buttons stay the same as long as their packet does.
  function showPanes() {
    const now = moment < 0 ? null : run.moments[moment];
    const hops = new Set(now && now.kind !== Other ? [now.index, ...active] : active);
    const listed = [...hops].slice(0, MostListed);
    for (const [hop, item] of items)
      if (!listed.includes(hop)) {
        if (item.contains(document.activeElement)) root.focus({ preventScroll: true });
        item.remove();
        items.delete(hop);
      }
    listed.forEach((hop, i) => {
      if (!items.has(hop)) items.set(hop, element('li', {}, element('button', { type: 'button', onclick: () => choose({ hop }) })));
      const item = items.get(hop);
      const text = `${labelOf(run.hops[hop])}, ${wayOf(run.hops[hop]).from} → ${wayOf(run.hops[hop]).to}${stateOf(hop)}`;
      if (item.firstChild.textContent !== text) item.firstChild.textContent = text;
      item.firstChild.setAttribute('aria-pressed', String(chosen?.hop === hop));
      if (page.underWay.children[i] !== item) page.underWay.insertBefore(item, page.underWay.children[i] ?? null);
    });
    page.rest ??= element('li');
    page.rest.textContent = hops.size === 0 ? 'None.' : hops.size > listed.length ? `And ${hops.size - listed.length} more.` : '';
    page.rest.textContent ? page.underWay.append(page.rest) : page.rest.remove();
    page.hosts.forEach((host, i) => host.setAttribute('aria-pressed', String(chosen?.node === i)));
    if (chosen?.node !== undefined) showSockets(chosen.node);
    else if (!chosen && !page.pane.hasChildNodes()) page.pane.append(element('h3', {}, 'Details'), element('p', {}, 'Choose a packet in the list or in the picture, or a host.'));
  }

  function stateOf(index) {
    const hop = run.hops[index];
    if (!active.has(index)) return hop.loss ? ` (${hop.loss})` : ' (arrived)';
    return hop.start === null || hop.start > clock ? ' (waits)' : '';
  }

  function choose(what) {
    chosen = what;
    page.pane.replaceChildren();
    page.pane.key = null;
    if (what.hop !== undefined) showPacket(run.hops[what.hop]);
    showPanes();
    draw();
  }

  // A packet at the end of its line lies over the button of its host.
  function chooseAt(event) {
    if (event.detail === 0) return;   // by keyboard
    const at = page.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - at.left, event.clientY - at.top];
    let [best, least] = [null, event.target === page.canvas ? 24 : 9];
    for (const { hop, place } of drawn) {
      const distance = Math.hypot(place.x - x, place.y - y);
      if (distance < least) [best, least] = [hop, distance];
    }
    if (best === null) return;
    event.stopPropagation();
    choose({ hop: best });
  }

  // ---- Panes ----

  const row = (name, value) => element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, String(value)));

  function showPacket(hop) {
    const packet = run.packets[hop.packet];
    const { from, to } = wayOf(hop);
    page.pane.append(element('h3', {}, `Packet: ${packet.label}`), element('p', {}, `On the way from ${from} to ${to}, ${packet.size} B${packet.owner ? `, of ${packet.owner}` : ''}.`));
    const layers = packet.bytes ? Dissector.dissect(hop.ethernet < 0 ? [] : bytesOf(run.ethernet[hop.ethernet]), bytesOf(packet.bytes), hop.ttl) : [];
    for (const { name, fields } of layers)
      page.pane.append(element('details', { open: true }, element('summary', {}, name), element('table', {}, element('tbody', {}, ...fields.map(([field, value]) => row(field, value))))));
    if (layers.length === 0) page.pane.append(element('p', {}, 'The operating system made this packet: its headers are not in the trace.'));
  }

  function showSockets(index) {
    const symbol = run.nodes[index].symbol;
    const nodes = run.nodes.map((node, i) => i).filter(i => run.nodes[i].symbol === symbol);
    const open = run.sockets.filter(socket => nodes.includes(socket.node) && socket.opened <= clock && (socket.closed < 0 || socket.closed > clock || (socket.closed === clock && !hasClosed(socket))));
    const rows = open.map(socket => [socket.protocol, socket.local, socket.peer, socket.states.filter(([since]) => since <= clock).at(-1)?.[1] ?? '', socket.owner]);
    const key = JSON.stringify([index, rows]);
    if (page.pane.key === key) return;
    page.pane.key = key;
    const { name, kind, addresses } = run.nodes[index];
    page.pane.replaceChildren(element('h3', {}, nodes.length > 1 ? `${name} and ${nodes.length - 1} more that are alike` : name), element('p', {}, `${kind === 'router' ? 'Router' : 'Host'}, ${addresses}.`));
    if (rows.length === 0) return page.pane.append(element('p', {}, 'No sockets are open at this time.'));
    page.pane.append(element('div', { className: 'scroll', role: 'region', 'aria-label': `Sockets of ${name}`, tabIndex: 0 }, element('table', {},
      element('caption', {}, 'Sockets at this time'),
      element('thead', {}, element('tr', {}, ...['Proto', 'Local address', 'Foreign address', 'State', 'Owner'].map(text => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...rows.map(cells => element('tr', {}, ...cells.map((cell, i) => element(i === 0 ? 'th' : 'td', i === 0 ? { scope: 'row' } : {}, cell))))))));
  }

  const hasClosed = () => moment >= 0 && run.moments[moment].time >= clock;

  // ---- The picture ----

  function fit() {
    view = run.views[isNarrow.matches ? 1 : 0];
    const picture = [...stage.querySelectorAll('svg')].find(svg => svg.clientWidth > 0);
    if (!picture) return;
    scale = picture.clientWidth / view.width;
    const [width, height, ratio] = [picture.clientWidth, view.height * scale, devicePixelRatio];
    page.canvas.width = Math.round(width * ratio);
    page.canvas.height = Math.round(height * ratio);
    page.canvas.style.width = `${width}px`;
    page.canvas.style.height = `${height}px`;
    page.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    page.hosts.forEach((host, i) => {
      const [left, top, w, h] = view.boxes[run.nodes[i].symbol];
      Object.assign(host.style, { left: `${left * scale - 3}px`, top: `${top * scale - 3}px`, width: `${w * scale + 6}px`, height: `${h * scale + 6}px` });
    });
    const style = getComputedStyle(document.documentElement);
    page.colours = Object.fromEntries(['paper', 'ink', 'soft', 'bad', 'link'].map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
    page.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  }

  // As on a road, the two ways along a line keep to the right; what waits, waits further aside.
  function endsOf(hop, aside = 5) {
    const { line, isBack } = wayOf(hop);
    const [ax, ay, bx, by] = view.lines[line].map(value => value * scale);
    const length = Math.max(1, Math.hypot(bx - ax, by - ay));
    const [x, y] = [(ay - by) / length * aside, (bx - ax) / length * aside];
    return isBack ? [{ x: bx - x, y: by - y }, { x: ax - x, y: ay - y }] : [{ x: ax + x, y: ay + y }, { x: bx + x, y: by + y }];
  }

  const between = ([a, b], share) => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });

  // The share of the line that a bit has covered at the clock, that left at a time.
  function shareOf(hop, left) {
    const propagation = hop.end === null ? Infinity : hop.end - hop.start - hop.transmission;
    if (clock <= left) return 0;
    return propagation > 0 ? Math.min((clock - left) / propagation, 1) : 1;
  }

  function draw() {
    const { pen, colours } = page;
    pen.clearRect(0, 0, page.canvas.width, page.canvas.height);
    pen.font = page.font;
    drawn = [];
    const queues = new Map();
    for (const index of active) {
      const hop = run.hops[index];
      if (hop.start === null || hop.start > clock || (hop.start === clock && !hasBegun(index))) {
        queues.set(hop.direction, [...(queues.get(hop.direction) ?? []), index]);
        continue;
      }
      drawPacket(index, hop);
    }
    for (const waiting of queues.values()) drawQueue(waiting);
    for (let i = moment; i > moment - CrossesStay && i >= 0; i--)
      if (run.moments[i].kind === Lost) drawCross(run.moments[i].index);
    const now = moment < 0 ? null : run.moments[moment];
    if (now?.kind === Arrives && clock === now.time) drawPacket(now.index, run.hops[now.index]);
    if (now?.kind === Other && run.events[now.index][1] >= 0) drawEvent(run.events[now.index]);
    drawLabels();
  }

  // At its own instant, a packet that waited has begun only behind the moment that says so.
  const hasBegun = index => run.hops[index].since === null || moment < 0 || run.moments[moment].time < clock || run.moments[moment].index === index || run.hops[index].start < clock;

  const colourOf = packet => packet.colour ? (isDark.matches && !matchMedia('print').matches ? packet.colour.dark : packet.colour.light) : page.colours.soft;

  // The bits on the line from the last to the first; the packet itself goes from end to end between its first and last moment.
  function drawPacket(index, hop) {
    const { pen, colours } = page;
    const packet = run.packets[hop.packet];
    const ends = endsOf(hop);
    const duration = hop.end === null ? 0 : hop.end - hop.start;
    const share = hop.end === null ? 0.5 : duration > 0 ? Math.min(Math.max((clock - hop.start) / duration, 0), 1) * (hop.isTry ? TryReaches : 1) : 1;
    const [front, back] = [between(ends, shareOf(hop, hop.start)), between(ends, shareOf(hop, hop.start + hop.transmission))];
    pen.strokeStyle = pen.fillStyle = colourOf(packet);
    if (hop.end !== null && hop.end - hop.start > hop.transmission) {
      pen.globalAlpha = 0.4;
      pen.lineWidth = 8;
      pen.beginPath();
      pen.moveTo(back.x, back.y);
      pen.lineTo(front.x, front.y);
      pen.stroke();
      pen.globalAlpha = 1;
    }
    const place = between(ends, share);
    pen.beginPath();
    pen.arc(place.x, place.y, active.size > MostNamed ? 5 : 7, 0, 2 * Math.PI);
    pen.fill();
    pen.lineWidth = chosen?.hop === index ? 4 : 2;
    pen.strokeStyle = chosen?.hop === index ? colours.link : colours.paper;
    pen.stroke();
    drawn.push({ hop: index, place, text: packet.label });
  }

  // Squares side by side at the end of the line where packets wait.
  function drawQueue(waiting) {
    const { pen } = page;
    const ends = endsOf(run.hops[waiting[0]], 20);
    const length = Math.max(1, Math.hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y));
    waiting.slice(0, 5).forEach((index, i) => {
      const place = between(ends, (7 + i * 9) / length);
      pen.fillStyle = colourOf(run.packets[run.hops[index].packet]);
      pen.fillRect(place.x - 4, place.y - 4, 8, 8);
      drawn.push({ hop: index, place, text: '' });
    });
    drawn.push({ hop: waiting[0], place: between(ends, (7 + Math.min(waiting.length, 5) * 4) / length), text: `${waiting.length} waiting` });
  }

  function drawCross(index) {
    const { pen, colours } = page;
    const hop = run.hops[index];
    const place = between(endsOf(hop), hop.isTry ? TryReaches : hop.start === null || hop.end < hop.start ? 0.06 : 0.94);
    pen.strokeStyle = colours.bad;
    pen.lineWidth = 4;
    pen.beginPath();
    for (const side of [-1, 1]) {
      pen.moveTo(place.x - 7, place.y - 7 * side);
      pen.lineTo(place.x + 7, place.y + 7 * side);
    }
    pen.stroke();
    drawn.push({ hop: index, place, text: `${labelOf(hop)}: ${hop.loss}` });
  }

  // A frame round the host of an event; in the colour of loss where it gave a packet up.
  function drawEvent([kind, node]) {
    const { pen, colours } = page;
    const [left, top, width, height] = view.boxes[run.nodes[node].symbol].map(value => value * scale);
    pen.strokeStyle = kind === GivenUp ? colours.bad : colours.link;
    pen.lineWidth = 4;
    pen.strokeRect(left - 4, top - 4, width + 8, height + 8);
  }

  // Where there is room: over its packet, else under or beside it; never on a host's name. Of a packet that goes to many at once, one.
  function drawLabels() {
    const { pen, colours, canvas } = page;
    const room = { right: canvas.width / devicePixelRatio, bottom: canvas.height / devicePixelRatio };
    const taken = [...view.boxes, ...view.labels].map(box => box.map(value => value * scale)).map(([left, top, width, height]) => ({ left, top, right: left + width, bottom: top + height }));
    for (const { place } of drawn) taken.push({ left: place.x - 7, top: place.y - 7, right: place.x + 7, bottom: place.y + 7 });
    const said = new Set();
    const now = moment < 0 ? null : run.moments[moment];
    const isNow = hop => chosen?.hop === hop || (now !== null && now.kind !== Other && now.index === hop);
    const first = drawn.filter(({ hop }) => isNow(hop));
    const others = drawn.length > MostNamed ? [] : drawn.filter(({ hop }) => !isNow(hop)).reverse();
    for (const { hop, place, text } of [...first, ...others]) {
      if (!text || said.has(text)) continue;
      const short = text.length > 34 ? `${text.slice(0, 33)}…` : text;
      const width = pen.measureText(short).width + 8;
      const box = [[-width / 2, -27], [-width / 2, 11], [11, -8], [-width - 11, -8], [-width / 2, -43], [-width / 2, 27], [11, -27], [-width - 11, -27], [11, 11], [-width - 11, 11]]
        .map(([x, y]) => ({ left: place.x + x, top: place.y + y, right: place.x + x + width, bottom: place.y + y + 16 }))
        .find(box => box.left > 0 && box.top > 0 && box.right < room.right && box.bottom < room.bottom
          && taken.every(other => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom));
      if (!box) continue;
      said.add(text);
      taken.push(box);
      pen.globalAlpha = 0.9;
      pen.fillStyle = colours.paper;
      pen.fillRect(box.left, box.top, width, 16);
      pen.globalAlpha = 1;
      pen.fillStyle = chosen?.hop === hop ? colours.link : colours.ink;
      pen.fillText(short, box.left + 4, box.top + 12);
    }
  }

  const page = build();
  document.getElementById('player-note').remove();
  root.hidden = false;
  listen();
  fit();
  show();
})();
