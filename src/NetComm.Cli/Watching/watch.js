'use strict';
// Follows the watch: what it says stands over the report, and each new report takes the place of the one before, where one was reading.
const state = document.getElementById('state');
const details = document.getElementById('details');
const report = document.getElementById('report');
let shown = 0;
let place = 0;

report.addEventListener('load', () => {
  const inside = report.contentWindow;
  if (inside.location.protocol !== 'http:') return;
  document.title = `${report.contentDocument.title} – netcomm watch`;
  inside.scrollTo(0, place);
  // Other sites do not open inside a page.
  report.contentDocument.addEventListener('click', event => {
    const link = event.target.closest('a[href]');
    if (link && link.origin !== location.origin) link.target = '_blank';
  });
});

function show(number) {
  shown = number;
  if (report.hidden) {
    report.hidden = false;
    report.src = 'report/report.html';
  } else {
    place = report.contentWindow.scrollY;
    report.contentWindow.location.reload();
  }
}

const events = new EventSource('events');
events.onmessage = event => {
  const now = JSON.parse(event.data);
  state.dataset.kind = now.Kind;
  state.textContent = now.Text;
  details.textContent = now.Details;
  if (now.Report > 0 && now.Report !== shown) show(now.Report);
};
events.onerror = () => {
  state.dataset.kind = 'ended';
  state.textContent = 'The watch has ended; this page goes on when it is started again.';
  details.textContent = '';
  shown = -1;
};
