// Folded sections are whole on paper, also where the browser does not know ::details-content.
{
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const section of opened) section.open = true;
  });
  addEventListener('afterprint', () => { for (const section of opened) section.open = false; });
}
