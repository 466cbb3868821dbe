// Where the keyboard covers the page instead of resizing it (iOS), fit the page into what is left.
const viewport = window.visualViewport;

function fit() {
  if (viewport.scale > 1.01) return; // Zoomed in by the reader: leave the page alone.
  document.body.style.height = `${viewport.height}px`;
  window.scrollTo(0, 0);
}

viewport?.addEventListener("resize", fit);
