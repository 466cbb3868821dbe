// Makes a page follow the files of a webdemo that runs beside its own server, by LiveReload's protocol 7:
// <script src="http://localhost:35729/livereload.js"></script>. `?host=` and `?port=` name another server.
(() => {
  "use strict";
  if (window.LiveReload || !window.WebSocket) return;

  const protocol = "http://livereload.com/protocols/official-7";
  const [firstDelay, maxDelay] = [250, 5000];
  const pictureProperties = ["background-image", "border-image-source", "list-style-image"];
  const script = document.currentScript ?? document.querySelector('script[src*="livereload.js"]');
  const address = socketAddress();
  /** The sheets that are about to be exchanged, and what loads in their place. */
  const successors = new Map();
  let socket, timer;
  let delay = firstDelay;

  window.LiveReload = { shutDown };
  // A page with an open socket would not be kept for "back".
  addEventListener("pagehide", shutDown);
  addEventListener("pageshow", (event) => event.persisted && connect());
  connect();

  /** Who gave the script speaks the protocol at the same port, unless the query or the page says otherwise. */
  function socketAddress() {
    const source = new URL(script?.src || "/livereload.js", location);
    const options = { ...Object.fromEntries(source.searchParams), ...window.LiveReloadOptions };
    const port = options.port ?? (options.host ? 35729 : source.port);
    const scheme = options.https || source.protocol === "https:" ? "wss" : "ws";
    return `${scheme}://${options.host ?? source.hostname}${port ? `:${port}` : ""}/${options.path ?? "livereload"}`;
  }

  function shutDown() {
    clearTimeout(timer);
    if (socket) socket.onclose = socket.onmessage = null;
    socket?.close();
  }

  function connect() {
    shutDown();
    try {
      socket = new WebSocket(address);
    } catch (error) {
      console.error(`live reload: ${address} cannot be asked for: ${error.message}`);
      return;
    }
    socket.onopen = () => say({ command: "hello", protocols: [protocol] });
    socket.onmessage = (event) => received(JSON.parse(event.data));
    socket.onclose = () => {
      timer = setTimeout(connect, delay * (0.75 + Math.random() / 2));
      delay = Math.min(delay * 1.6, maxDelay);
    };
  }

  function say(command) {
    socket.send(JSON.stringify(command));
  }

  function received(message) {
    if (message.command === "hello") {
      if (!message.protocols?.includes(protocol)) return shutDown();
      delay = firstDelay;
      say({ command: "info", plugins: {}, url: location.href });
    } else if (message.command === "reload") {
      apply(String(message.path), message.liveCSS !== false, message.liveImg !== false);
    }
  }

  function apply(path, liveCSS, liveImg) {
    const name = path.split(/[/\\]/).pop();
    if (liveCSS && /\.css$/i.test(name)) {
      exchangeSheets(name);
    } else if (liveImg && /\.(avif|gif|ico|jpe?g|png|svg|webp)$/i.test(name)) {
      exchangePictures(name);
    } else {
      location.reload();
    }
  }

  /** Where a page's server has a file is its own affair, so the last name counts. */
  function isNamed(url, base, name) {
    try {
      return decodeURIComponent(new URL(url, base).pathname.split("/").pop()) === name;
    } catch {
      return false;
    }
  }

  /** The same address, but one that no cache knows. */
  function fresh(url, base) {
    const address = new URL(url, base);
    address.searchParams.set("livereload", Date.now().toString(36));
    return address.href;
  }

  // Style sheets

  /** Those of the name; all where there is none, because a server may make one of several files. */
  function exchangeSheets(name) {
    const loading = new Set(successors.values());
    const all = [...document.querySelectorAll('link[rel~="stylesheet" i][href]')];
    const links = all.filter((link) => !loading.has(link));
    const named = links.filter((link) => isNamed(link.href, location, name));
    named.forEach(exchangeLink);
    const imports = [...document.styleSheets].flatMap((sheet) => importsIn(sheet, name));
    imports.forEach(exchangeImport);
    if (!named.length && !imports.length) links.forEach(exchangeLink);
  }

  /** The old sheet stays until the new one is there: the page is never without. */
  function exchangeLink(link) {
    successors.get(link)?.remove();
    const next = link.cloneNode();
    next.href = fresh(link.href);
    next.onload = () => {
      if (successors.get(link) !== next) return;
      successors.delete(link);
      link.remove();
    };
    next.onerror = () => location.reload();
    successors.set(link, next);
    link.after(next);
  }

  function importsIn(sheet, name) {
    return rulesOf(sheet).flatMap((rule) => {
      if (!rule.styleSheet) return [];
      return isNamed(rule.href, baseOf(sheet), name) ? [rule] : importsIn(rule.styleSheet, name);
    });
  }

  function exchangeImport(rule) {
    const sheet = rule.parentStyleSheet;
    const url = fresh(rule.href, baseOf(sheet));
    const preload = document.createElement("link");
    Object.assign(preload, { rel: "preload", as: "style", href: url });
    preload.onerror = () => location.reload();
    preload.onload = () => {
      preload.remove();
      const index = rulesOf(sheet).indexOf(rule);
      if (index < 0) return;
      sheet.insertRule(rule.cssText.replace(/url\("[^"]*"\)/, `url("${url}")`), index);
      sheet.deleteRule(index + 1);
    };
    document.head.append(preload);
  }

  function baseOf(sheet) {
    return sheet.href ?? document.baseURI;
  }

  /** None of a sheet of another origin, which keeps them to itself. */
  function rulesOf(sheet) {
    try {
      return [...sheet.cssRules];
    } catch {
      return [];
    }
  }

  // Pictures

  function exchangePictures(name) {
    for (const image of document.querySelectorAll("img[src], input[type=image][src]")) {
      if (isNamed(image.src, location, name)) image.src = fresh(image.src);
    }
    for (const image of document.querySelectorAll("img[srcset], source[srcset]")) {
      const exchanged = image.srcset
        .split(/(\s+|,\s)/)
        .map((part) => (isNamed(part, document.baseURI, name) ? fresh(part, document.baseURI) : part))
        .join("");
      if (exchanged !== image.srcset) image.srcset = exchanged;
    }
    for (const link of document.querySelectorAll('link[rel~="icon" i][href]')) {
      if (isNamed(link.href, location, name)) link.href = fresh(link.href);
    }
    for (const { style } of document.querySelectorAll("[style]")) exchangeInStyle(style, document.baseURI, name);
    for (const sheet of document.styleSheets) exchangeInRules(rulesOf(sheet), baseOf(sheet), name);
  }

  function exchangeInRules(rules, base, name) {
    for (const rule of rules) {
      if (rule.style) exchangeInStyle(rule.style, base, name);
      if (rule.styleSheet) exchangeInRules(rulesOf(rule.styleSheet), baseOf(rule.styleSheet), name);
      if (rule.cssRules) exchangeInRules(rule.cssRules, base, name);
    }
  }

  function exchangeInStyle(style, base, name) {
    for (const property of pictureProperties) {
      const value = style.getPropertyValue(property);
      const exchanged = value.replace(/url\("([^"\\]*)"\)/g, (whole, url) =>
        isNamed(url, base, name) ? `url("${fresh(url, base)}")` : whole,
      );
      if (exchanged !== value) style.setProperty(property, exchanged, style.getPropertyPriority(property));
    }
  }
})();
