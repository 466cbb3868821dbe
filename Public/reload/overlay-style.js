// How the badge and the panel look. The page's own rules do not reach in here.
const overlayStyle = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto max(12px, env(safe-area-inset-right)) max(12px, env(safe-area-inset-bottom)) auto !important;
  z-index: 2147483647 !important;
  box-sizing: border-box !important;
  zoom: var(--webdemo-scale) !important;
  width: min(400px, calc(100vw / var(--webdemo-scale) - 24px)) !important;
  display: flex !important;
  flex-direction: column !important;
  align-items: flex-end !important;
  gap: 8px !important;
  pointer-events: none !important;
  color-scheme: light dark !important;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans SC",
    "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif !important;
  overflow: visible !important;
}
@media print { :host { display: none !important; } }
.card {
  --paper: #ffffff; --ink: #16211c; --quiet: #52625a; --line: #c9d4ce; --accent: #0b6b4f; --on-accent: #ffffff; --bad: #b3261e;
  box-sizing: border-box; max-width: 100%; pointer-events: auto; overflow-wrap: anywhere;
  color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: 0 4px 20px rgb(0 0 0 / 25%);
}
@media (prefers-color-scheme: dark) {
  .card {
    --paper: #17201d; --ink: #e6eeea; --quiet: #9db0a7; --line: #3a4a43; --accent: #6fd9b1; --on-accent: #06231a; --bad: #ff9b92;
  }
}
.badge { display: flex; align-items: center; gap: 12px; padding: 8px 8px 8px 14px; }
.panel { width: 100%; max-height: min(45vh / var(--webdemo-scale), 420px); display: flex; flex-direction: column; border-top: 4px solid var(--bad); }
.head { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 6px 6px 2px 14px; }
h2 { all: unset; display: block; font-weight: 600; }
ul { list-style: none; margin: 0; padding: 0 14px 10px; overflow: auto; overscroll-behavior: contain; }
li { padding: 7px 0; }
li + li { border-top: 1px solid var(--line); }
.advice { display: block; color: var(--quiet); }
code { font: 12.5px/1.5 ui-monospace, Consolas, Menlo, "DejaVu Sans Mono", monospace; }
a { display: block; color: var(--accent); text-underline-offset: 2px; }
button {
  font: inherit; font-weight: 600; min-height: 32px; padding: 4px 12px; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 7px;
}
.close { color: var(--ink); background: transparent; border-color: transparent; min-width: 32px; padding: 4px 8px; font-weight: 400; }
:is(a, button, ul):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
