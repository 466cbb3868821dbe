// Out of the page: to the clipboard, and as a file.

/** Copies without `navigator.clipboard`, which a plain http:// address on the LAN does not have. */
export function copyText(text) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.className = "wire-copy";
  area.value = text;
  area.readOnly = true;
  area.setAttribute("aria-hidden", "true");
  document.body.append(area);
  area.select();
  let isCopied = false;
  try {
    isCopied = document.execCommand("copy");
  } catch {
    isCopied = false;
  }
  area.remove();
  focused?.focus?.({ preventScroll: true });
  return isCopied;
}

/** Saves `blob` as a file called `name`. */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
