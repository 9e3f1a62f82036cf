// Before the first paint, so that nobody who works in the dark is dazzled. The rest is src/state/appearance.ts.
(function () {
  var choice = null;
  try {
    choice = JSON.parse(localStorage.getItem('tenderlead.theme'));
  } catch {
    // no storage: follow the system
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
})();
